import { planView } from "@/lib/core/small-plan";
import { waterfallView } from "@/lib/core/small-waterfall";
import type { RunBatchView, RunRow, RunView } from "@/lib/core/views/run";
import type { Prisma, Run, RunBatch } from "@/lib/db/generated/client";
import { storedLedger, storedPlan, storedProblem, storedWaterfall } from "@/lib/db/stored";
import { shareView, withShares } from "../audience/share";

export const withRunView = {
  sync: { include: { audience: { include: withShares }, destination: true } },
  syncVersion: true,
  audienceVersion: true,
  batches: { orderBy: { number: "asc" } },
  triggeredBy: true,
} satisfies Prisma.RunInclude;

export type RunForView = Prisma.RunGetPayload<{ include: typeof withRunView }>;

export function runRow(run: Run): RunRow {
  const plan = storedPlan(run.plan);
  return {
    id: run.id,
    kind: run.kind,
    trigger: run.trigger,
    missedSlots: run.missedSlots,
    status: run.status,
    phase: run.phase,
    lane: run.lane,
    asOf: run.asOf.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    adds: plan?.adds ?? null,
    removes: plan?.removes ?? null,
  };
}

/** People as anyone may see them; what is stored stays exact. */
export function runView(run: RunForView): RunView {
  const { sync } = run;
  const exact = { waterfall: storedWaterfall(run.waterfall), plan: storedPlan(run.plan) };
  const waterfall = exact.waterfall && waterfallView(exact.waterfall);
  return {
    ...runRow(run),
    sync: { id: sync.id, name: sync.name },
    audience: { id: sync.audience.id, name: sync.audience.name, version: run.audienceVersion.version },
    destination: { id: sync.destination.id, name: sync.destination.name, object: sync.objectName },
    share: shareView(run.audienceVersion, run.syncVersion.split, sync.audience.syncs),
    waterfall,
    plan: exact.plan && planView(exact.plan, waterfall?.eligible ?? null),
    progress: progressOf(run, run.batches),
    ledger: storedLedger(run.ledger),
    batches: run.batches.map(batchView),
    problem: storedProblem(run.problem),
    attempts: run.attempts,
    triggeredBy: run.triggeredBy?.name ?? "Coterie",
  };
}

function batchView(batch: RunBatch): RunBatchView {
  const { number, operation, identifier, rows, state, received, refused, attempts, problem } = batch;
  return { number, operation, identifier, rows, state, received, refused, attempts, problem };
}

/** Identifiers answered of those planned; the rate is over the time from the first sending to the last answer. */
export function progressOf(run: Pick<Run, "status">, batches: readonly RunBatch[]): RunView["progress"] {
  const answered = batches.filter(({ state }) => state === "acknowledged" || state === "refused");
  const planned = sum(batches.map(({ rows }) => rows));
  const done = sum(answered.map(({ rows }) => rows));
  const began = Math.min(...batches.flatMap(({ sentAt }) => sentAt?.getTime() ?? []));
  const last = Math.max(...answered.flatMap(({ answeredAt }) => answeredAt?.getTime() ?? []));
  const seconds = (last - began) / 1_000;
  if (!Number.isFinite(seconds) || seconds <= 0) return { done, planned, perSecond: null, secondsLeft: null };
  const perSecond = Math.round(done / seconds);
  const isLeft = run.status === "running" && perSecond > 0;
  return { done, planned, perSecond, secondsLeft: isLeft ? Math.ceil((planned - done) / perSecond) : null };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
