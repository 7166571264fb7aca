import { isSame } from "@/lib/core/canonical";
import type { Finding } from "@/lib/core/guards/types";
import { guardWanted } from "@/lib/core/membership/guards";
import type { PlanSummary } from "@/lib/core/membership/types";
import type { FrozenPlan, PlanJudge, PlanRequest } from "@/lib/core/ports/state-store";
import type { ErrorView } from "@/lib/core/views/error";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { storedFindings, storedProblem } from "@/lib/db/stored";
import { recheckSync } from "@/lib/services/approval/recheck";
import { COTERIE } from "@/lib/services/audit";
import { lockRow } from "@/lib/services/lock";
import { traced } from "@/lib/trace/span";
import { type Asked, askedOf, asksForWanted, needsApproval } from "./asked";
import type { Attempt } from "./attempt";
import { BudgetWatch } from "./budget-watch";
import { checkpoint } from "./checkpoint";
import { fold } from "./commit";
import type { Target } from "./deps";
import { errorView } from "./error-view";
import { GuardWatch } from "./guard";
import { setBatchesAside, shrinkBatches, writeBatches } from "./journal";
import { readEligible, readEveryoneEligible, readWanted } from "./materialise";
import { guardOwed, judgeOwed } from "./owed";
import { planRequest } from "./plan-request";
import { readOtherwise } from "./read-otherwise";
import { recordPhase, recordPlan, recordProblem, recordWaterfall } from "./record";
import { settleKnown } from "./settle-earlier";
import { standing } from "./standing";
import { Stopped } from "./stops";
import type { Subject } from "./subject";
import { settlingBatches } from "./tickets";

/** A plan, and why it holds no additions although the run was asked for them. */
export type Planned = { plan: FrozenPlan; problem: ErrorView["error"] | null };

/**
 * The frozen plan of an earlier attempt, or a new one. Either way the journal of whatever was planned before is
 * folded first, so that no answer is forgotten.
 */
export async function planOf(at: Attempt, target: Target): Promise<Planned> {
  const { state, runId, lane } = at;
  const earlier = await state.frozen();
  if (earlier) await fold(at, earlier.run);
  // An account or an object that was exchanged meanwhile gets nothing that was planned for another.
  const isOurs = earlier?.run === runId && isSame(earlier.scope, at.subject.scope);
  const plan = isOurs ? await state.frozen() : null;
  const isHeldBack = plan?.lane === "privacy" && (lane === "full" || (await isWithheld(runId)));
  // One that something was held back of decides anew whether it still must be.
  if (plan && (!isHeldBack || plan.batches.some((batch) => !batch.folded))) {
    await writeDown(runId, plan);
    const changed = needsApproval(at, plan.lane) ? await readOtherwise(at.subject) : null;
    if (changed) return keepToRemovals(at, target, changed);
    const problem = isHeldBack ? await storedReason(runId) : null;
    return { plan: plan.lane === "full" ? await recheckPeople(at, target, plan) : plan, problem };
  }
  const watch = await GuardWatch.of(at);
  const { problem, plan: guarded } = needsApproval(at, lane)
    ? await planWanted(at, target, watch)
    : await reasonToStop(at);
  await recordProblem(runId, problem);
  if (problem || lane === "privacy") return planOwed(at, target, watch, problem);
  return { plan: guarded ?? (await planAnew(at, target, await askedOf(at, lane))), problem };
}

/** Removals owed to people, and nothing else. */
async function planOwed(
  at: Attempt,
  target: Target,
  watch: GuardWatch,
  because: ErrorView["error"] | null,
): Promise<Planned> {
  const { runId, state } = at;
  await watch.keep(null);
  const asked = await askedOf(at, "privacy");
  await readEligible({ ...at, target }, asked);
  const seen: { plan: PlanSummary | null } = { plan: null };
  const judge: PlanJudge = (plan) => {
    seen.plan = plan;
    return !watch.mayMind(plan);
  };
  const planned = await keepPlan(at, () => state.freezeIf(runId, planRequest(at, target, asked), judge));
  if (planned) return { plan: planned, problem: because };
  const { sparesVanished, problem } = await guardOwed(at, target, watch, { asked, planned: seen.plan! });
  if (problem && !because) await recordProblem(runId, problem);
  const plan = await planAnew(at, target, sparesVanished ? { ...asked, spareVanished: true } : asked);
  return { plan, problem: because ?? problem };
}

/** Long after it was read who may be sent: what was answered counts, and of the rest whoever withdrew is not sent. */
export async function withoutWithdrawn(at: Attempt, target: Target): Promise<FrozenPlan> {
  await fold(at, at.runId);
  return recheckPeople(at, target, (await at.state.frozen())!);
}

/** Time has passed since the plan was frozen: whoever withdrew meanwhile is not sent, whatever the plan says. */
async function recheckPeople(at: Attempt, target: Target, plan: FrozenPlan): Promise<FrozenPlan> {
  const { state, runId } = at;
  const isLeft = plan.batches.some(({ operation, folded }) => operation !== "remove" && !folded);
  if (!isLeft) return plan;
  await readEveryoneEligible({ ...at, target });
  at.freshness.justRead();
  const taken = await settlingBatches(runId);
  const smaller = await state.withhold(taken.map(({ number }) => number));
  if (smaller.length === 0) return plan;
  await shrinkBatches(runId, smaller);
  return (await state.frozen())!;
}

/** The run was stopped on its way: what was answered counts, and of the rest only owed removals are sent. */
export async function keepToRemovals(
  at: Attempt,
  target: Target,
  problem: ErrorView["error"],
): Promise<Planned> {
  await settleKnown(at, target, at.runId);
  await fold(at, at.runId);
  await recordProblem(at.runId, problem);
  return planOwed(at, target, await GuardWatch.of(at, await findingsOf(at.runId)), problem);
}

/** Guards kept something of it back, and nobody let it pass since. */
async function isWithheld(id: string): Promise<boolean> {
  return (await database().run.count({ where: { id, withheldPlan: { not: Prisma.AnyNull } } })) > 0;
}

async function findingsOf(runId: string): Promise<Finding[]> {
  const run = await database().run.findUniqueOrThrow({ where: { id: runId }, select: { findings: true } });
  return storedFindings(run.findings);
}

async function storedReason(runId: string): Promise<ErrorView["error"]> {
  const run = await database().run.findUniqueOrThrow({ where: { id: runId }, select: { problem: true } });
  return storedProblem(run.problem) ?? KEPT_BACK;
}

/** What came of asking for a plan of everything wanted; no plan and no problem where the run's kind does not ask for one. */
type Asking = { problem: ErrorView["error"] | null; plan: FrozenPlan | null };

/** Reads the wanted state, puts what would be sent before the guards, and freezes it. Nothing approved: nothing is even read. */
async function planWanted(at: Attempt, target: Target, watch: GuardWatch): Promise<Asking> {
  const { runId, subject, state, kind } = at;
  await recordPhase(runId, "read");
  await recheck(subject);
  const stands = await standing(runId, true);
  if (!stands.ok && stands.status === "cancelled") throw new Stopped(stands);
  if (!stands.ok) return { problem: stands.problem, plan: null };
  const changed = await readOtherwise(subject);
  if (changed) return { problem: changed, plan: null };
  if (subject.unreadable) return { problem: errorView(subject.unreadable), plan: null };
  const spent = (await BudgetWatch.of(at)).whyNot();
  if (spent) return { problem: spent, plan: null };
  const planner: Planner<FrozenPlan | null> = (request, judge) =>
    keepPlan(at, () => state.freezeIf(runId, request, judge));
  const { problem, made } = asksForWanted(kind)
    ? await readAndGuard(at, target, watch, planner)
    : await planGuarded(at, target, watch, { members: null, unfit: null, planner });
  return { problem, plan: made };
}

/** Why nothing may be sent, and what would be; null where that cannot be told. `made`: what the planner gave. */
export type Guarded<Made> = {
  problem: ErrorView["error"] | null;
  plan: PlanSummary | null;
  made: Made | null;
};

/** Plans once, and shows the judge what that would do. */
type Planner<Made> = (request: PlanRequest, judge: PlanJudge) => Promise<Made>;

type ToPlan<Made> = {
  members: number | null;
  /** Why nothing may be sent whatever is planned. */
  unfit: ErrorView["error"] | null;
  planner: Planner<Made>;
};

/** Materialises who is wanted and looks at it, and at what would be sent, with every guard. */
export async function readAndGuard<Made>(
  at: Attempt,
  target: Target,
  watch: GuardWatch,
  planner: Planner<Made>,
): Promise<Guarded<Made>> {
  const { runId, subject } = at;
  const source = await traced("run.guard", {}, () => watch.source());
  if (source.blocking.some(({ guard }) => guard === "contract")) {
    // What is missing cannot be read, so nobody can say what would have been sent.
    await watch.keep(null);
    return { problem: watch.problem(), plan: null, made: null };
  }
  const { waterfall, problems } = await traced("run.read", {}, () => readWanted({ ...at, target }));
  at.freshness.justRead();
  await recordWaterfall(runId, subject, waterfall);
  const unfit = guardWanted({ waterfall, problems, minimumSize: subject.inForce.policy.minimumSize });
  if (problems.length > 0) return { problem: unfit, plan: null, made: null };
  return planGuarded(at, target, watch, { members: waterfall.members, unfit, planner });
}

/** Plans, and puts what that would do before the guards. `members`: null of an undo, for which it is not asked who is wanted. */
async function planGuarded<Made>(
  at: Attempt,
  target: Target,
  watch: GuardWatch,
  { members, unfit, planner }: ToPlan<Made>,
): Promise<Guarded<Made>> {
  await recordPhase(at.runId, "guard");
  const asked = await askedOf(at, "full");
  await readEligible({ ...at, target }, asked);
  const guard = await watch.planGuard(members);
  // An undo takes out whom a run brought; nobody of them is owed it.
  const mayBeOwed = (plan: PlanSummary) => asked.undo === undefined && watch.mayMind(plan);
  const seen: { plan: PlanSummary | null } = { plan: null };
  const request = planRequest(at, target, asked);
  const budget = await BudgetWatch.of(at);
  // To look at the object is a call too.
  const overBudget = (plan: PlanSummary) => budget.whyNot(plan.calls + (at.look.isOwed(plan) ? 1 : 0));
  const mustLook = (plan: PlanSummary) => at.look.isOwed(plan) && !overBudget(plan);
  const problem = (plan: PlanSummary) => unfit ?? watch.problem() ?? overBudget(plan);
  const judge: PlanJudge = async (plan) => {
    seen.plan = plan;
    if (mustLook(plan) && !(await at.look.atOnce())) return false;
    guard(plan);
    return !problem(plan) && !mayBeOwed(plan);
  };
  let made = await planner(request, judge);
  if (seen.plan && mustLook(seen.plan)) {
    // The state is not held open while a platform is waited for.
    await at.look.now();
    made = await planner(request, judge);
  }
  const planned = seen.plan;
  if (planned && mayBeOwed(planned)) {
    await judgeOwed(at, target, watch, { asked, planned });
    if (!problem(planned)) made = await planner(request, () => true);
  }
  await watch.keep(planned);
  return { problem: planned ? problem(planned) : unfit, plan: planned, made };
}

/** Whoever changes what is shared rechecks what rests on it; what changed otherwise, with an update of Coterie say, shows here. */
async function recheck({ workspaceId, syncId }: Subject): Promise<void> {
  await database().$transaction(async (tx) => {
    await lockRow(tx, "Sync", workspaceId, syncId);
    await recheckSync(tx, syncId, COTERIE);
  });
}

async function reasonToStop({ runId }: Attempt): Promise<Asking> {
  const stands = await standing(runId, false);
  if (!stands.ok) throw new Stopped(stands);
  return { problem: null, plan: null };
}

async function planAnew(at: Attempt, target: Target, asked: Asked): Promise<FrozenPlan> {
  const { runId, state } = at;
  await readEligible({ ...at, target }, asked);
  return keepPlan(at, () => state.freeze(runId, planRequest(at, target, asked)));
}

/** What the run planned before goes first: a plan that is found frozen is written down when the run is taken up again. */
async function keepPlan<Plan extends FrozenPlan | null>(
  { runId }: Attempt,
  freeze: () => Promise<Plan>,
): Promise<Plan> {
  await recordPhase(runId, "plan");
  await setBatchesAside(runId);
  const plan = await traced("run.plan", {}, freeze);
  if (!plan) return plan;
  checkpoint("planned");
  await writeDown(runId, plan);
  return plan;
}

/** The state store froze it first; a run killed in between writes it down when it is taken up again. */
async function writeDown(runId: string, plan: FrozenPlan): Promise<void> {
  await recordPlan(runId, plan.summary);
  await writeBatches(plan);
}

const KEPT_BACK: ErrorView["error"] = {
  code: "ADDITIONS_BLOCKED",
  message: "This run was blocked; only the removals it owed were sent.",
  fix: "Run it again when what blocked it is settled.",
  remedy: "ask_approver",
};
