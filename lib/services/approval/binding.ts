import { bind } from "@/lib/core/approval/bind";
import type { Bound } from "@/lib/core/approval/types";
import { restsOn } from "@/lib/core/audience/rests-on";
import type { AudienceDefinition, PrioritySet } from "@/lib/core/audience/types";
import type { Catalog } from "@/lib/core/catalog/types";
import { Conflict, CoterieError } from "@/lib/core/errors";
import type { PolicyInForce } from "@/lib/core/policy/decide";
import { asSegment } from "@/lib/core/segment/parse";
import type { Segment } from "@/lib/core/segment/types";
import type { Transaction } from "@/lib/db/client";
import type { Audience, AudienceVersion, Destination, Sync, SyncVersion } from "@/lib/db/generated/client";
import { storedGuards, storedMapping, storedRecord, storedSettings, storedTree } from "@/lib/db/stored";
import { type AudienceBook, type AudienceTables, audiencesNamedIn } from "../audience/named";
import { currentCatalog } from "../catalog/current";
import { mappedDefinitionOf } from "../destination/definitions";
import { policyInForce } from "../destination/load";

export type Binding = { bound: Bound; catalogVersionId: string; policyVersionId: string };

export type Pair = {
  sync: Sync & { destination: Destination };
  audienceVersion: AudienceVersion & { audience: Pick<Audience, "slug"> };
  syncVersion: SyncVersion;
};

/** What a binding is made under, beside the two versions. */
export type Under = {
  catalog: Catalog;
  baseFolder: string;
  inForce: PolicyInForce;
  /** Left out: those there are. */
  prioritySets?: readonly PrioritySet[];
};

/** What running these two versions now would rest on. Throws Conflict before a policy is set. */
export async function bindNow(tx: Transaction, pair: Pair): Promise<Binding> {
  const { sync } = pair;
  const { destination } = sync;
  const { id: catalogVersionId, catalog, baseFolder } = await currentCatalog(tx, sync.workspaceId);
  const inForce = await policyInForce(tx, destination.id);
  if (!inForce) {
    throw new Conflict(
      "NO_POLICY",
      `${destination.name} has no policy yet, so nothing may leave for it.`,
      "Ask an admin to set its policy on the destination's page.",
    );
  }
  const bound = await bindUnder(tx, pair, { catalog, baseFolder, inForce });
  return { bound, catalogVersionId, policyVersionId: inForce.id };
}

/** What running these two versions under this catalog and policy would rest on, in force or not yet. */
export async function bindUnder(
  db: AudienceTables,
  { sync, syncVersion, audienceVersion }: Pair,
  { prioritySets, ...under }: Under,
): Promise<Bound> {
  const definition = storedTree(audienceVersion.tree);
  const { slug } = audienceVersion.audience;
  const audiences = await audiencesNamedIn(db, sync.workspaceId, definition, slug, prioritySets);
  const segment = segmentOf(definition, audiences, syncVersion.split);
  return boundOf({ ...{ definition, audiences, segment, sync, syncVersion }, ...under });
}

/** What was loaded to be read and sent. */
export type Loaded = Pick<Pair, "sync" | "syncVersion"> & {
  definition: AudienceDefinition;
  audiences: AudienceBook;
  segment: Segment;
  catalog: Catalog;
  baseFolder: string;
  inForce: PolicyInForce;
};

/** What an approval of exactly this would bind. */
export function boundOf({ definition, audiences, sync, syncVersion, ...read }: Loaded): Bound {
  const { split, mapping, record, mode, use, guards } = syncVersion;
  const { kind, endpoint, settings } = sync.destination;
  return bind({
    ...read,
    tree: definition,
    around: { ...restsOn(definition, audiences), ...(split === null ? {} : { split }) },
    lists: audiences.lists.contents,
    definition: mappedDefinitionOf(kind),
    mapping: storedMapping(mapping),
    record: storedRecord(record),
    ...{ mode, use, guards: storedGuards(guards) },
    destination: { endpoint, account: storedSettings(settings), object: sync.objectId },
  });
}

/** The audience with all it rests on. Where it can no longer be put together, its own conditions say what is read. */
function segmentOf(definition: AudienceDefinition, audiences: AudienceBook, split: string | null): Segment {
  try {
    return asSegment(definition, audiences, split ?? undefined);
  } catch (error) {
    if (!(error instanceof CoterieError)) throw error;
    return definition;
  }
}
