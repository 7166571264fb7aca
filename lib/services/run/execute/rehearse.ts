import type { RunStatus } from "@/lib/core/membership/types";
import type { Attempt } from "./attempt";
import type { Target } from "./deps";
import { errorView } from "./error-view";
import { GuardWatch } from "./guard";
import { readAndGuard } from "./plan";
import { recordEnd, recordPhase, recordPlan } from "./record";
import { standing } from "./standing";
import { Stopped } from "./stops";

/**
 * A dry run: reads, looks with every guard and plans as a run would, and leaves the ledger as it is. One that a guard would
 * stop ends blocked, with the plan it would have sent.
 */
export async function rehearse(at: Attempt, target: Target): Promise<RunStatus> {
  const { runId, subject, state } = at;
  await mayGoOn(at);
  await recordPhase(runId, "read");
  if (subject.unreadable) return end(at, errorView(subject.unreadable));
  const watch = await GuardWatch.of(at);
  const { problem, plan } = await readAndGuard(at, target, watch, async (request, judge) =>
    judge(await state.measure(request)),
  );
  await mayGoOn(at);
  if (plan) await recordPlan(runId, plan);
  return end(at, problem);
}

async function mayGoOn({ runId }: Attempt): Promise<void> {
  const stands = await standing(runId, false);
  if (!stands.ok) throw new Stopped(stands);
}

async function end({ runId, subject, deps }: Attempt, problem: ReturnType<typeof errorView> | null) {
  const status = problem ? "blocked" : "succeeded";
  await recordEnd(runId, subject, { status, problem, ledger: null }, deps.now());
  return status;
}
