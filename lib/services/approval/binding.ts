import { type BindInput, bind } from "@/lib/core/approval/bind";
import type { Bound } from "@/lib/core/approval/types";
import { restsOn } from "@/lib/core/audience/rests-on";
import { Conflict, CoterieError } from "@/lib/core/errors";
import { asSegment } from "@/lib/core/segment/parse";
import type { Transaction } from "@/lib/db/client";
import type { Audience, AudienceVersion, Destination, Sync, SyncVersion } from "@/lib/db/generated/client";
import { storedMapping, storedSettings, storedTree } from "@/lib/db/stored";
import { audiencesNamedIn } from "../audience/named";
import { currentCatalog } from "../catalog/current";
import { setDefinitionOf } from "../destination/definitions";
import { policyInForce } from "../destination/load";
import { listContents } from "../list/store";

export type Binding = { bound: Bound; catalogVersionId: string; policyVersionId: string };

type Pair = {
  sync: Sync & { destination: Destination };
  audienceVersion: AudienceVersion & { audience: Pick<Audience, "slug"> };
  syncVersion: SyncVersion;
};

/** What running these two versions now would rest on. Throws Conflict before a policy is set. */
export async function bindNow(tx: Transaction, pair: Pair): Promise<Binding> {
  const { sync, syncVersion, audienceVersion } = pair;
  const { destination } = sync;
  const current = await currentCatalog(tx, sync.workspaceId);
  const inForce = await policyInForce(tx, destination.id);
  if (!inForce) {
    throw new Conflict(
      "NO_POLICY",
      `${destination.name} has no policy yet, so nothing may leave for it.`,
      "Ask an admin to set its policy on the destination's page.",
    );
  }
  const bound = bind({
    ...(await readNow(tx, sync.workspaceId, audienceVersion, syncVersion.split)),
    catalog: current.catalog,
    lists: await listContents(tx, sync.workspaceId),
    baseFolder: current.baseFolder,
    inForce,
    definition: setDefinitionOf(destination.kind),
    mapping: storedMapping(syncVersion.mapping),
    mode: syncVersion.mode,
    use: syncVersion.use,
    destination: {
      endpoint: destination.endpoint,
      account: storedSettings(destination.settings),
      object: sync.objectId,
    },
  });
  return { bound, catalogVersionId: current.id, policyVersionId: inForce.id };
}

/** The audience with all it rests on. Where it can no longer be put together, its own conditions say what is read. */
async function readNow(
  tx: Transaction,
  workspaceId: string,
  { tree: json, audience: { slug } }: Pair["audienceVersion"],
  split: string | null,
): Promise<Pick<BindInput, "tree" | "segment" | "around">> {
  const tree = storedTree(json);
  const named = await audiencesNamedIn(tx, workspaceId, tree, slug);
  const around = { ...restsOn(tree, named), ...(split === null ? {} : { split }) };
  try {
    return { tree, around, segment: asSegment(tree, named, split ?? undefined) };
  } catch (error) {
    if (!(error instanceof CoterieError)) throw error;
    return { tree, around, segment: tree };
  }
}
