import type { Attempt } from "./attempt";
import { Courier } from "./courier";
import type { Target } from "./deps";
import { type Standing, standing } from "./standing";

/** Who calls the platform for an attempt. What only asks, or removes, needs no approval. */
export function courierOf(
  { runId, subject, deps, signal, calls }: Pick<Attempt, "runId" | "subject" | "deps" | "signal" | "calls">,
  target: Target,
  needsApproval: boolean,
  /** What else has to stand. */
  further?: () => Promise<Standing>,
): Courier {
  return new Courier({
    deps,
    signal,
    calls,
    gate: deps.gate(subject, target),
    standing: async () => {
      const stands = await standing(runId, needsApproval);
      return stands.ok && further ? further() : stands;
    },
  });
}
