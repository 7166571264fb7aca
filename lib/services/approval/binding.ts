import { bind } from "@/lib/core/approval/bind";
import type { Bound } from "@/lib/core/approval/types";
import { Conflict } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import type { AudienceVersion, Destination, Sync, SyncVersion } from "@/lib/db/generated/client";
import { storedMapping, storedSettings, storedTree } from "@/lib/db/stored";
import { currentCatalog } from "../catalog/current";
import { definitionOf } from "../destination/definitions";
import { policyInForce } from "../destination/load";

export type Binding = { bound: Bound; catalogVersionId: string; policyVersionId: string };

type Pair = {
  sync: Sync & { destination: Destination };
  audienceVersion: AudienceVersion;
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
    tree: storedTree(audienceVersion.tree),
    catalog: current.catalog,
    baseFolder: current.baseFolder,
    inForce,
    definition: definitionOf(destination.kind),
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
