import { lowered } from "@/lib/core/destination/limits";
import type { FrozenPlan } from "@/lib/core/ports/state-store";
import { traced } from "@/lib/trace/span";
import { needsApproval } from "./asked";
import type { Attempt } from "./attempt";
import { BudgetWatch } from "./budget-watch";
import { courierOf } from "./courier-of";
import { deliver } from "./deliver";
import type { Target } from "./deps";
import { refusalJudge } from "./guard";
import { answeredRows, sentBatches } from "./journal";
import { withoutWithdrawn } from "./plan";
import { recordPhase } from "./record";
import { RefusedShare } from "./refused-share";
import { settle } from "./settle";
import { Stale } from "./stops";
import { hasOpenTickets } from "./tickets";

/** Until the platform has everything and has told what became of it; what it drops on the way is sent again. */
export async function transmit(at: Attempt, target: Target, planned: FrozenPlan): Promise<void> {
  const { runId, deps } = at;
  const asking = { run: runId, target, courier: courierOf(at, target, false), deps };
  let plan = planned;
  do {
    await recordPhase(runId, "deliver");
    plan = await traced("run.deliver", {}, () => deliverAll(at, target, plan));
    if (await hasOpenTickets(runId)) await recordPhase(runId, "settle");
  } while ((await traced("run.settle", {}, () => settle(asking))) === "again");
  // A platform that tells later may have refused all of it by now.
  (await refusedShare(at, plan)).require();
}

async function refusedShare(at: Attempt, { lane }: FrozenPlan): Promise<RefusedShare> {
  const judge = lane === "full" ? await refusalJudge(at) : null;
  return new RefusedShare(judge, await answeredRows(at.runId));
}

async function deliverAll(at: Attempt, target: Target, frozen: FrozenPlan): Promise<FrozenPlan> {
  const { subject, state, deps, freshness } = at;
  if (await isLeft(frozen)) await at.look.now();
  const { syncId: sync, object, record } = subject;
  const asks = needsApproval(at, frozen.lane);
  const budget = asks ? await BudgetWatch.of(at) : null;
  const delivery = {
    ...{ sync, object, record, state, target, freshness, deps },
    concurrency: lowered(target.definition.limits, subject.destination.limits).concurrency,
    courier: courierOf(at, target, asks, budget ? () => budget.standing() : undefined),
    refused: await refusedShare(at, frozen),
  };
  // What was told meanwhile of batches taken in before counts too.
  delivery.refused.require();
  for (let plan = frozen; ; ) {
    try {
      await deliver({ ...delivery, plan });
      return plan;
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
      plan = await withoutWithdrawn(at, target);
    }
  }
}

/** Whether anything of the plan is still to be sent. */
async function isLeft({ run, batches }: FrozenPlan): Promise<boolean> {
  const open = batches.filter(({ folded }) => !folded);
  if (open.length === 0) return false;
  const sent = await sentBatches(run);
  return open.some(({ number }) => !sent.has(number));
}
