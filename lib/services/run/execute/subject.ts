import type { Bound } from "@/lib/core/approval/types";
import { requireShare } from "@/lib/core/audience/splits";
import { canonicalJson } from "@/lib/core/canonical";
import type { Catalog } from "@/lib/core/catalog/types";
import type { LoweredLimits } from "@/lib/core/destination/limits";
import { CoterieError, NotFound } from "@/lib/core/errors";
import { strictest } from "@/lib/core/guards/compare";
import type { GuardSettings } from "@/lib/core/guards/types";
import { planModeOf } from "@/lib/core/membership/plan";
import type { Mapping, PlanMode, SyncUse } from "@/lib/core/membership/types";
import type { PolicyInForce } from "@/lib/core/policy/decide";
import { writtenFields } from "@/lib/core/policy/decide-record";
import type { RecordBatch, SyncKind } from "@/lib/core/ports/destination";
import type { LedgerScope } from "@/lib/core/ports/state-store";
import type { RecordTerms } from "@/lib/core/record/types";
import { asSegment } from "@/lib/core/segment/parse";
import type { Segment } from "@/lib/core/segment/types";
import { database } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import {
  storedCatalog,
  storedGuards,
  storedLimits,
  storedMapping,
  storedPolicy,
  storedRecord,
  storedSettings,
  storedTree,
} from "@/lib/db/stored";
import { boundOf, type Loaded } from "@/lib/services/approval/binding";
import { audiencesNamedIn } from "@/lib/services/audience/named";
import { accountSettings } from "@/lib/services/destination/load";
import { withOwnTraits } from "@/lib/services/trait/merged";

/** How a sync writes records: all a batch says beside its rows. */
export type RecordWriting = Pick<RecordBatch, "key" | "mode" | "removal" | "rules" | "order"> & {
  /** Fields a removal empties. */
  clears: readonly string[];
};

/** What one run or one measurement is about: pinned versions, as plain values. */
export type Subject = {
  workspaceId: string;
  syncId: string;
  audienceId: string;
  /** ISO. */
  asOf: string;
  /** All the version means, with the one share the sync takes. */
  segment: Segment;
  /** Why that cannot be told any more; the segment is nobody then. */
  unreadable: CoterieError | null;
  split: string | null;
  catalog: Catalog;
  baseFolder: string;
  inForce: PolicyInForce;
  mapping: Mapping;
  mode: PlanMode;
  use: SyncUse;
  guardSettings: GuardSettings;
  kind: SyncKind;
  /** What is mapped and how records are written; null of a set. */
  terms: RecordTerms | null;
  record: RecordWriting | null;
  object: string;
  objectName: string;
  /** The platform said that it no longer has it. */
  isObjectGone: boolean;
  /** When a run last asked for it. */
  objectLookedAt: Date | null;
  destination: {
    id: string;
    kind: string;
    name: string;
    endpoint: string;
    settings: Record<string, string>;
    sealedSecrets: string;
    limits: LoweredLimits | null;
  };
  scope: LedgerScope;
  /** What an approval of the very rows this was loaded from would bind. */
  bound(): Bound;
};

const VERSIONS = {
  sync: {
    include: {
      destination: true,
      versions: { orderBy: { version: "desc" }, take: 1, select: { guards: true } },
    },
  },
  syncVersion: true,
  audienceVersion: { include: { audience: { select: { slug: true } } } },
  catalogVersion: true,
  policyVersion: true,
} as const;

type Versions = Prisma.RunGetPayload<{ include: typeof VERSIONS }> | ChangeSetVersions;
type ChangeSetVersions = Prisma.ChangeSetGetPayload<{ include: typeof VERSIONS }>;

export async function runWithSubject(runId: string) {
  const run = await database().run.findUnique({ where: { id: runId }, include: VERSIONS });
  if (!run) throw new NotFound("run", runId);
  return { run, subject: await subjectOf(run) };
}

export async function changeSetWithSubject(changeSetId: string) {
  const changeSet = await database().changeSet.findUnique({
    where: { id: changeSetId },
    include: { ...VERSIONS, fromAudienceVersion: VERSIONS.audienceVersion },
  });
  if (!changeSet) throw new NotFound("change set", changeSetId);
  return { changeSet, subject: await subjectOf(changeSet) };
}

async function subjectOf(row: Versions): Promise<Subject> {
  const { sync, syncVersion, catalogVersion, policyVersion } = row;
  const { destination } = sync;
  const { unreadable, ...meant } = await readSegment(row);
  const catalog = await withOwnTraits(database(), row.workspaceId, storedCatalog(catalogVersion.content));
  const inForce = { policy: storedPolicy(policyVersion.policy), version: policyVersion.version };
  const { baseFolder } = catalogVersion;
  const terms = storedRecord(syncVersion.record);
  return {
    workspaceId: row.workspaceId,
    syncId: sync.id,
    audienceId: sync.audienceId,
    asOf: row.asOf.toISOString(),
    segment: meant.segment,
    unreadable,
    split: syncVersion.split,
    catalog,
    baseFolder,
    inForce,
    mapping: storedMapping(syncVersion.mapping),
    mode: terms ? planModeOf(terms.mode) : syncVersion.mode,
    use: syncVersion.use,
    guardSettings: strictest(
      storedGuards(syncVersion.guards),
      storedGuards(sync.versions[0]!.guards),
      syncVersion.use,
    ),
    kind: sync.kind,
    terms,
    record:
      terms && writingOf(terms, writtenFields({ inForce, terms, catalog, entity: meant.segment.entity })),
    object: sync.objectId,
    objectName: sync.objectName,
    isObjectGone: sync.objectGoneAt !== null,
    objectLookedAt: sync.objectLookedAt,
    destination: {
      id: destination.id,
      kind: destination.kind,
      name: destination.name,
      endpoint: destination.endpoint,
      settings: storedSettings(destination.settings),
      sealedSecrets: destination.secrets,
      limits: storedLimits(destination.limits),
    },
    scope: ledgerScope(sync),
    bound: () => boundOf({ ...meant, catalog, baseFolder, inForce, sync, syncVersion }),
  };
}

/** Further identifiers are written like any field. */
function writingOf({ mapping, mode, removal }: RecordTerms, mayWrite: ReadonlySet<string>): RecordWriting {
  const fields = mapping.fields.map(({ field }) => field);
  const ordered = mapping.fields.flatMap(({ field, order }) => (order ? [[field, order] as const] : []));
  return {
    key: mapping.key.field,
    mode,
    removal,
    rules: Object.fromEntries(mapping.fields.map(({ field, when }) => [field, when])),
    ...(ordered.length > 0 && { order: Object.fromEntries(ordered) }),
    // Further identifiers stay: they are how the record is found. So does what the policy keeps Coterie from writing.
    clears: removal === "clear_fields" ? fields.filter((field) => mayWrite.has(field)) : [],
  };
}

/** Where what it rests on leads nowhere by now, no one is added, but removals are owed all the same. */
async function readSegment({
  workspaceId,
  audienceVersion: { tree, audience },
  syncVersion: { split },
}: Versions): Promise<Pick<Loaded, "definition" | "audiences" | "segment"> & Pick<Subject, "unreadable">> {
  const definition = storedTree(tree);
  const audiences = await audiencesNamedIn(database(), workspaceId, definition, audience.slug);
  try {
    if (split !== null) requireShare(definition, split);
    const segment = asSegment(definition, audiences, split ?? undefined);
    return { definition, audiences, segment, unreadable: null };
  } catch (error) {
    if (!(error instanceof CoterieError)) throw error;
    const { version, entity } = definition;
    const nobody: Segment = { version, entity, where: { any: [] } };
    return { definition, audiences, segment: nobody, unreadable: error };
  }
}

type Written = {
  destination: { kind: string; endpoint: string; settings: Prisma.JsonValue };
  objectId: string;
  epoch: number;
};

/** As the object's key has it: the account is named by those of the destination's settings that say whose it is. */
export function ledgerScope({ destination, objectId, epoch }: Written): LedgerScope {
  const { kind, endpoint, settings } = destination;
  const account = canonicalJson(accountSettings(kind, storedSettings(settings)));
  return { endpoint, account, object: objectId, epoch };
}
