import { isThrough } from "@/lib/core/alerts/judge";
import { owedSince } from "@/lib/core/alerts/owed";
import type { AlertRules, RemovalFact, RunFact, SyncFacts } from "@/lib/core/alerts/types";
import { REMOVALS_WAIT } from "@/lib/core/membership/plan";
import type { Transaction } from "@/lib/db/client";
import { Prisma, type Run } from "@/lib/db/generated/client";
import { storedProblem, storedTiming, storedWaterfall } from "@/lib/db/stored";
import { budgetUsesToTell } from "../cost/budgets";
import { whyPaused } from "../run/start";

const withWatched = {
  workspace: { select: { zone: true, alertRules: true, additionsStoppedAt: true, budget: true } },
  audience: { select: { paused: true } },
} satisfies Prisma.SyncInclude;
export type WatchedSync = Prisma.SyncGetPayload<{ include: typeof withWatched }>;

/** One more than is asked for a median, and some that were blocked in between. */
const RUNS_READ = 20;

const ORDINARY = {
  lane: "full",
  kind: { in: ["sync", "resync", "ramp"] },
} satisfies Prisma.RunWhereInput;
const THROUGH: RunFact["status"][] = ["succeeded", "partly_failed"];

export function watchedSync(tx: Transaction, id: string): Promise<WatchedSync | null> {
  return tx.sync.findUnique({ where: { id }, include: withWatched });
}

/** What is known of a sync now. One that has ended is well: nothing of it is anyone's concern any more. */
export async function syncFacts(
  tx: Transaction,
  sync: WatchedSync,
  rules: AlertRules,
  now: Date,
): Promise<SyncFacts> {
  if (sync.endedAt) return { ...NOTHING, now };
  const ended = await tx.run.findMany({
    where: { syncId: sync.id, ...ORDINARY, status: { in: [...THROUGH, "failed", "blocked"] } },
    orderBy: { createdAt: "desc" },
    take: RUNS_READ,
  });
  const active = await tx.run.findFirst({
    where: { syncId: sync.id, ...ORDINARY, status: "running" },
    orderBy: { createdAt: "desc" },
  });
  const runs = ended.map(runFact);
  const through = ended.find((run) => isThrough(runFact(run)));
  return {
    now,
    runs,
    activeSince: active?.startedAt ?? null,
    answered: through ? await answeredOf(tx, through.id) : NOTHING.answered,
    owedSince: isOwedRuns(sync) ? owedSince(storedTiming(sync), sync.workspace.zone, rules, now) : null,
    throughAt: await lastOf(tx, sync),
    removals: sync.objectGoneAt ? null : await removalsOf(tx, sync.id),
    budgets: await budgetUsesToTell(tx, sync, now),
  };
}

const NOTHING: Omit<SyncFacts, "now"> = {
  runs: [],
  activeSince: null,
  answered: { rows: 0, refused: 0 },
  owedSince: null,
  throughAt: null,
  removals: null,
  budgets: [],
};

function runFact(run: Run): RunFact {
  return {
    // Only ended runs are read, and those that were cancelled are none.
    status: run.status as RunFact["status"],
    startedAt: run.startedAt,
    finishedAt: run.finishedAt ?? run.createdAt,
    members: storedWaterfall(run.waterfall)?.members ?? null,
    approved: `${run.audienceVersionId} ${run.syncVersionId}`,
    problem: storedProblem(run.problem)?.message ?? null,
  };
}

/** Whoever stopped it, or has yet to approve it, knows that it does not run. */
function isOwedRuns(sync: WatchedSync): boolean {
  const { voidReason, approvedVersionId, objectGoneAt } = sync;
  return whyPaused(sync) === null && voidReason === null && approvedVersionId !== null && !objectGoneAt;
}

async function answeredOf(tx: Transaction, runId: string): Promise<SyncFacts["answered"]> {
  const { _sum } = await tx.runBatch.aggregate({ where: { runId }, _sum: { received: true, refused: true } });
  return { rows: _sum.received ?? 0, refused: _sum.refused ?? 0 };
}

/** An ordinary run that went through carried out what was owed too, unless it says so; one of the privacy lane only without a refusal. */
const CARRIED_OUT = {
  OR: [
    { ...ORDINARY, status: { in: THROUGH }, problem: { equals: Prisma.DbNull } },
    { lane: "privacy", status: "succeeded" },
  ],
} satisfies Prisma.RunWhereInput;

/** Runs of the privacy lane, and ordinary ones that left removals the platform refused again and again. */
const TRIED = {
  OR: [{ lane: "privacy" }, { ...ORDINARY, problem: { path: ["code"], equals: REMOVALS_WAIT } }],
} satisfies Prisma.RunWhereInput;

async function removalsOf(tx: Transaction, syncId: string): Promise<RemovalFact | null> {
  const done = await tx.run.findFirst({
    where: { syncId, ...CARRIED_OUT },
    orderBy: { createdAt: "desc" },
    select: { createdAt: true },
  });
  const tried = await tx.run.findMany({
    where: {
      syncId,
      ...TRIED,
      status: { not: "cancelled" },
      ...(done ? { createdAt: { gt: done.createdAt } } : {}),
    },
    orderBy: { createdAt: "asc" },
    select: { createdAt: true, finishedAt: true, problem: true },
  });
  const [first] = tried;
  if (!first) return null;
  const ended = tried.filter(({ finishedAt }) => finishedAt !== null);
  return {
    since: first.createdAt,
    failures: ended.length,
    problem: storedProblem(ended.at(-1)?.problem ?? null)?.message ?? null,
  };
}

/** When a run went through last, however long ago; or it was approved, resumed or given its schedule after that. */
async function lastOf(tx: Transaction, { id, workspaceId, approvedAt }: WatchedSync) {
  const run = await tx.run.findFirst({
    where: { syncId: id, ...ORDINARY, status: { in: THROUGH } },
    orderBy: { createdAt: "desc" },
    select: { finishedAt: true },
  });
  const event = await tx.auditEvent.findFirst({
    where: {
      workspaceId,
      subject: `sync:${id}`,
      action: { in: ["sync.resume", "sync.set_timing"] },
    },
    orderBy: { sequence: "desc" },
    select: { at: true },
  });
  const instants = [run?.finishedAt, event?.at, approvedAt].flatMap((at) => at?.getTime() ?? []);
  return instants.length === 0 ? null : new Date(Math.max(...instants));
}
