import { refusalsOf } from "@/lib/core/destination/refusals";
import { smallCount } from "@/lib/core/small-count";
import { answerView, ledgerView, progressView } from "@/lib/core/small-identifiers";
import { planView } from "@/lib/core/small-plan";
import { waterfallView } from "@/lib/core/small-waterfall";
import type { WithheldCount } from "@/lib/core/views/counts";
import type { RunGuardsView } from "@/lib/core/views/guard";
import type { RunBatchView, RunRow, RunView } from "@/lib/core/views/run";
import type { Prisma, Run, RunBatch } from "@/lib/db/generated/client";
import {
  storedFindings,
  storedLedger,
  storedPlan,
  storedProblem,
  storedRefusals,
  storedWaterfall,
} from "@/lib/db/stored";
import type { Actor } from "../actor";
import { shareView, withShares } from "../audience/share";
import { costOf, costView } from "../cost/month";
import { installedDefinition } from "../destination/definitions";
import { CURRENT } from "./execute/journal";
import { findingView, passView, withPass } from "./pass/view";
import type { undoneBy } from "./undone";

export const withRunView = {
  sync: { include: { audience: { include: withShares }, destination: true } },
  syncVersion: true,
  audienceVersion: true,
  batches: { orderBy: [{ createdAt: "asc" }, { number: "asc" }] },
  triggeredBy: true,
  passes: { orderBy: { requestedAt: "desc" }, take: 1, include: withPass },
} satisfies Prisma.RunInclude;

/** What is not in the run's own rows. */
type Beside = { undone: Awaited<ReturnType<typeof undoneBy>>; cancelled: RunView["cancelled"] };
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
    adds: plan && smallCount(plan.adds),
    removes: plan && smallCount(plan.removes),
  };
}

/** People as anyone may see them; what is stored stays exact. */
export function runView(run: RunForView, { undone, cancelled }: Beside, actor: Actor): RunView {
  const { sync } = run;
  const exact = {
    waterfall: storedWaterfall(run.waterfall),
    plan: storedPlan(run.plan),
    ledger: storedLedger(run.ledger),
  };
  const waterfall = exact.waterfall && waterfallView(exact.waterfall);
  const eligible = waterfall?.eligible ?? null;
  return {
    ...runRow(run),
    sync: { id: sync.id, name: sync.name, kind: sync.kind },
    audience: { id: sync.audience.id, name: sync.audience.name, version: run.audienceVersion.version },
    destination: { id: sync.destination.id, name: sync.destination.name, object: sync.objectName },
    undoes: undone.get(run.undoesRunId ?? "") ?? null,
    share: shareView(run.audienceVersion, run.syncVersion.split, sync.audience.syncs),
    waterfall,
    plan: exact.plan && planView(exact.plan, eligible),
    guards: guardsView(run, eligible, actor),
    progress: progressOf(run, run.batches),
    ledger: exact.ledger && ledgerView(exact.ledger),
    batches: run.batches.map(batchView),
    refusals: refusalsOf(
      run.batches.map(storedRefusals),
      installedDefinition(sync.destination.kind)?.refusals,
    ).map((refusal) => ({ ...refusal, rows: smallCount(refusal.rows) })),
    problem: storedProblem(run.problem),
    attempts: run.attempts,
    cost: costView(costOf(run)),
    triggeredBy: run.triggeredBy?.name ?? "Coterie",
    cancelled,
    isForOne: run.rampKey !== null,
  };
}

function guardsView(run: RunForView, eligible: WithheldCount | null, actor: Actor): RunGuardsView {
  const withheld = storedPlan(run.withheldPlan);
  const [pass] = run.passes;
  return {
    findings: storedFindings(run.findings).map(findingView),
    withheld: withheld && planView(withheld, eligible),
    pass: pass ? passView(pass, actor) : null,
  };
}

function batchView(batch: RunBatch): RunBatchView {
  const { plan, number, operation, identifier, rows, state, received, refused, attempts, problem } = batch;
  return {
    ...{ number, operation, identifier, state, attempts, problem },
    ...answerView({ rows, received, refused }),
    earlierPlan: plan === CURRENT ? null : plan,
  };
}

/** Identifiers answered of those planned; the rate is over the time from the first sending to the last answer. */
function progressOf(run: Pick<Run, "status">, batches: readonly RunBatch[]): RunView["progress"] {
  const answered = batches.filter(({ state }) => state === "acknowledged" || state === "refused");
  // What an earlier plan left unanswered is planned again.
  const counted = batches.filter(({ plan, state }) => plan === CURRENT || state === "acknowledged");
  const planned = sum(counted.map(({ rows }) => rows));
  const done = sum(answered.map(({ rows }) => rows));
  const began = Math.min(...batches.flatMap(({ sentAt }) => sentAt?.getTime() ?? []));
  const last = Math.max(...answered.flatMap(({ answeredAt }) => answeredAt?.getTime() ?? []));
  const seconds = (last - began) / 1_000;
  const progress = progressView(done, planned);
  if (!Number.isFinite(seconds) || seconds <= 0) return { ...progress, perSecond: null, secondsLeft: null };
  const perSecond = Math.round(done / seconds);
  const isLeft = run.status === "running" && perSecond > 0;
  return { ...progress, perSecond, secondsLeft: isLeft ? Math.ceil((planned - done) / perSecond) : null };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
