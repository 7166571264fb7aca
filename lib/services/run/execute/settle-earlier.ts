import { isSame } from "@/lib/core/canonical";
import { CoterieError } from "@/lib/core/errors";
import type { Attempt } from "./attempt";
import { courierOf } from "./courier-of";
import type { Target } from "./deps";
import { recordPhase } from "./record";
import { settle } from "./settle";
import { HoldOn } from "./stops";
import { hasOpenTickets } from "./tickets";

/**
 * What an attempt before this one left to be told. Of this run's own plan everything is told before anything is read or
 * sent; of another run's, whatever is known by now.
 */
export async function settleEarlier(at: Attempt, target: Target): Promise<void> {
  const { runId, subject, state } = at;
  const earlier = await state.frozen();
  if (!earlier || !isSame(earlier.scope, subject.scope)) return;
  if (earlier.run !== runId) return settleKnown(at, target, earlier.run);
  if (!(await hasOpenTickets(runId))) return;
  await recordPhase(runId, "settle");
  await settle(settling(at, target, runId));
}

/** Takes what the platform can tell by now, and does not wait: the rest stays in flight and is sent again. */
export async function settleKnown(at: Attempt, target: Target, run: string): Promise<void> {
  if (!(await hasOpenTickets(run))) return;
  await settle(settling(at, target, run)).catch((error: unknown) => {
    if (error instanceof HoldOn || error instanceof CoterieError) return;
    throw error;
  });
}

const settling = (at: Attempt, target: Target, run: string) => ({
  ...{ run, target, deps: at.deps },
  courier: courierOf(at, target, false),
});
