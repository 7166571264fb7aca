import { planRules } from "@/lib/core/membership/plan";
import type { PlanSummary } from "@/lib/core/membership/types";
import type { FrozenPlan, PlanJudge } from "@/lib/core/ports/state-store";
import { absorb } from "./absorb";
import { diff } from "./diff";
import { forget, forgetPlans } from "./forget";
import { compareHolders, releaseHolders, takeHolders } from "./holders";
import { countGroups, type Planning, type Prepared } from "./planning";
import { frozen, keepPlan, newestPlan } from "./plans";
import { scopeId } from "./scope";
import type { StateSession } from "./session";
import { summarise } from "./summary";

type Asked = Omit<Planning, "scope">;

/** What `freeze` would plan; everything it wrote to find out is taken back. */
export async function measure(session: StateSession, asked: Asked): Promise<PlanSummary> {
  return session.rehearsal(async () => {
    const planning = await prepare(session, asked);
    return summarise(session, planning);
  });
}

/** Null: the judge said no, and everything is taken back. */
export async function freezeIf(
  session: StateSession,
  run: string,
  asked: Asked,
  judge: PlanJudge,
): Promise<FrozenPlan | null> {
  const plan = await session.attempt(async () => {
    const planning = await prepare(session, asked);
    const summary = await summarise(session, planning);
    if (!(await judge(summary))) return { isKept: false, result: null };
    await keepPlan(session, run, planning, summary);
    await follow(session, planning);
    return { isKept: true, result: await frozen(session, await newestPlan(session)) };
  });
  // What is sent is read batch by batch.
  await session.rest();
  return plan;
}

async function prepare(session: StateSession, asked: Asked): Promise<Prepared> {
  await absorb(session, asked.salt);
  const planning = { ...asked, scope: await scopeId(session, asked.request.scope) };
  if (planning.request.spareVanished) await spareVanished(session, planning.scope);
  const { isWhole } = await diff(session, planning);
  if (takesHolders(planning)) await compareHolders(session, planning);
  return { ...planning, isWhole, groups: await countGroups(session, isWhole) };
}

async function spareVanished(session: StateSession, scope: number): Promise<void> {
  await session.run(
    `INSERT INTO eligible
     SELECT DISTINCT h.key FROM {holder} AS h
     WHERE h.scope = $scope AND NOT h.former AND NOT EXISTS (SELECT 1 FROM present AS p WHERE p.key = h.key)
       AND NOT EXISTS (SELECT 1 FROM eligible AS e WHERE e.key = h.key)`,
    { scope },
  );
}

/** Only a plan made from who is wanted knows who holds what. */
function takesHolders({ request: { lane, mode, undo } }: Planning): boolean {
  return undo === undefined && planRules(lane, mode).adds;
}

/** The ledger learns who holds what, and what is owed for reasons the next plan could not find again. */
async function follow(session: StateSession, planning: Planning): Promise<void> {
  const { scope, request, retention } = planning;
  await session.run(
    `UPDATE {ledger} SET state = 'due', changed_at = CAST($now AS TIMESTAMP)
     WHERE scope = $scope AND id IN (SELECT id FROM remains)`,
    { scope, now: request.now },
  );
  if (takesHolders(planning)) {
    await takeHolders(session, planning);
    await session.measureTable("{holder}");
  }
  const { removals } = planRules(request.lane, request.mode);
  if (removals === "not_eligible" && request.undo === undefined) await releaseHolders(session, scope);
  await forget(session, planning, takesHolders(planning));
  await forgetPlans(session, { now: request.now, days: retention.planDays });
}
