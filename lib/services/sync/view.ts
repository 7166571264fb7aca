import { OPEN_CHANGE_SETS, syncStatus } from "@/lib/core/approval/status";
import type { Catalog } from "@/lib/core/catalog/types";
import { guardedSync, guardLines } from "@/lib/core/guards/in-force";
import { decideSync } from "@/lib/core/policy/decide-sync";
import { isScopeLike } from "@/lib/core/row-scope/inside";
import { ledgerView } from "@/lib/core/small-identifiers";
import type { OwnerView, PauseView, SyncRow, SyncView } from "@/lib/core/views/sync";
import type { Prisma } from "@/lib/db/generated/client";
import {
  storedGuards,
  storedLedger,
  storedMapping,
  storedProblem,
  storedRecord,
  storedTree,
} from "@/lib/db/stored";
import { shareView, withShares } from "../audience/share";
import { storedBudget } from "../cost/budgets";
import { type Month, monthView } from "../cost/month";
import { mappedDefinitionOf } from "../destination/definitions";
import type { InForce } from "../destination/load";
import { rowScopeView } from "../row-scope/words";
import { runRow } from "../run/view";
import type { LastRuns } from "./last-runs";
import { hookPath } from "./set-hook";
import { timingView } from "./timing-view";

const RUNS_SHOWN = 20;

export const withSyncRow = {
  workspace: { select: { zone: true } },
  pausedBy: { select: { name: true } },
  owner: { include: { memberships: { select: { workspaceId: true, disabled: true } } } },
  afterSync: { select: { name: true, endedAt: true } },
  audience: true,
  destination: true,
  approvedVersion: true,
  approvedAudienceVersion: true,
  versions: { orderBy: { version: "desc" }, take: 1 },
  runs: { orderBy: { createdAt: "desc" }, take: RUNS_SHOWN },
  changeSets: { where: { status: { in: [...OPEN_CHANGE_SETS] } }, select: { id: true }, take: 1 },
} satisfies Prisma.SyncInclude;

/** With what the other syncs of its audience take. */
export const withSyncView = {
  ...withSyncRow,
  audience: { include: { ...withShares, versions: { orderBy: { version: "desc" }, take: 1 } } },
} satisfies Prisma.SyncInclude;

export type SyncForView = Prisma.SyncGetPayload<{ include: typeof withSyncView }>;
export type SyncForRow = Prisma.SyncGetPayload<{ include: typeof withSyncRow }>;

export function statusOf(
  sync: Pick<SyncForRow, "approvedHash" | "paused" | "voidReason" | "changeSets" | "objectGoneAt">,
) {
  return syncStatus({
    approved: sync.approvedHash !== null,
    paused: sync.paused,
    voidReason: sync.voidReason,
    hasOpenChangeSet: sync.changeSets.length > 0,
    objectGone: sync.objectGoneAt !== null,
  });
}

/** Mode and use as approved; before that, as drafted. */
export function syncRow(sync: SyncForRow, last: LastRuns): SyncRow {
  const version = sync.approvedVersion ?? sync.versions[0]!;
  const { ordinary = null, removals = null } = last.get(sync.id) ?? {};
  const activeRun = sync.runs.find(({ status }) => status === "queued" || status === "running");
  const status = statusOf(sync);
  const ledger = storedLedger(sync.ledger);
  return {
    id: sync.id,
    name: sync.name,
    audience: { id: sync.audience.id, name: sync.audience.name },
    destination: { id: sync.destination.id, name: sync.destination.name, kind: sync.destination.kind },
    object: { id: sync.objectId, name: sync.objectName },
    kind: sync.kind,
    mode: storedRecord(version.record)?.mode ?? version.mode,
    use: version.use,
    split: version.split,
    status,
    objectGoneAt: sync.objectGoneAt?.toISOString() ?? null,
    voidReason: sync.voidReason,
    openRequest: sync.changeSets[0]?.id ?? null,
    pause: pauseView(sync),
    lastRun: ordinary && runRow(ordinary),
    lastRemovals: removals && runRow(removals),
    activeRun: activeRun ? runRow(activeRun) : null,
    ledger: ledger && ledgerView(ledger),
    description: sync.description,
    labels: sync.labels,
    owner: ownerView(sync),
    timing: timingView(sync, status === "live" && !sync.audience.paused && sync.endingAt === null),
    ending: sync.endingAt !== null,
  };
}

function pauseView({ paused, pausedAt, pausedBy, pauseReason, pausedByRunId }: SyncForRow): PauseView | null {
  if (!paused) return null;
  const at = pausedAt?.toISOString() ?? null;
  return { at, by: pausedBy?.name ?? null, reason: pauseReason, undo: pausedByRunId };
}

function guardLinesOf({ kind, approvedVersion, versions }: SyncForView): SyncView["guardLines"] {
  const newest = versions[0]!;
  const { use, record } = approvedVersion ?? newest;
  const guarded = guardedSync(kind, use, storedRecord(record)?.mode ?? null);
  const approved = approvedVersion && storedGuards(approvedVersion.guards);
  return guardLines(guarded, approved, storedGuards(newest.guards));
}

/** Of what is void or was deleted there, that is the reason, and not how the last run ended. */
function stoppedView(sync: SyncForRow, last: LastRuns): SyncView["stopped"] {
  const run = last.get(sync.id)?.ordinary;
  const isApproved = ["live", "paused"].includes(statusOf(sync));
  if (!run || !isApproved || (run.status !== "blocked" && run.status !== "failed")) return null;
  const problem = storedProblem(run.problem);
  if (!problem) return null;
  return { run: run.id, status: run.status, message: problem.message, fix: problem.fix ?? null };
}

function ownerView({ owner, workspaceId }: SyncForRow): OwnerView | null {
  if (!owner) return null;
  const isHere = owner.memberships.some((one) => one.workspaceId === workspaceId && !one.disabled);
  return { id: owner.id, name: owner.name, isGone: !isHere };
}

/** The newest version, which is what the form edits; `decisions` under the policy in force. */
export function syncView(
  sync: SyncForView,
  catalog: Catalog,
  inForce: InForce | null,
  { month, last }: { month: Month; last: LastRuns },
): SyncView {
  const newest = sync.versions[0]!;
  const mapping = storedMapping(newest.mapping);
  const record = storedRecord(newest.record);
  const definition = mappedDefinitionOf(sync.destination.kind);
  return {
    ...syncRow(sync, last),
    mode: record?.mode ?? newest.mode,
    use: newest.use,
    split: newest.split,
    share: shareOf(sync),
    scope: scopeOf(sync, catalog),
    version: newest.version,
    approvedVersion: sync.approvedVersion?.version ?? null,
    audienceVersion: sync.approvedAudienceVersion?.version ?? null,
    entity: sync.audience.entity,
    mapping,
    record,
    decisions: decideSync({ inForce, mapping, record, definition, catalog, entity: sync.audience.entity }),
    guards: storedGuards(newest.guards),
    guardLines: guardLinesOf(sync),
    stopped: stoppedView(sync, last),
    runs: sync.runs.map(runRow),
    month: monthView(month, storedBudget(sync.budget)),
    hook: { path: hookPath(sync.id), isSet: sync.hookSecret !== null },
  };
}

function shareOf({ audience, approvedAudienceVersion, versions }: SyncForView) {
  const version = approvedAudienceVersion ?? audience.versions[0];
  return version ? shareView(version, versions[0]!.split, audience.syncs) : null;
}

/** In words; where the catalog has none of it any more, its names stand for themselves. */
function scopeOf({ audience, approvedAudienceVersion }: SyncForView, catalog: Catalog): string | null {
  const version = approvedAudienceVersion ?? audience.versions[0];
  const { entity, scope } = storedTree(version?.tree ?? audience.draftTree);
  return isScopeLike(scope) ? rowScopeView({ entity, where: scope }, catalog).words : null;
}
