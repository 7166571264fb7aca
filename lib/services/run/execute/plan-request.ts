import { batchRowsOf } from "@/lib/core/destination/capability";
import type { PlanRequest } from "@/lib/core/ports/state-store";
import type { Asked } from "./asked";
import type { Attempt } from "./attempt";
import type { Target } from "./deps";

export function planRequest(
  { subject, deps }: Pick<Attempt, "subject" | "deps">,
  { definition }: Target,
  asked: Asked,
): PlanRequest {
  return {
    scope: subject.scope,
    ...asked,
    batchRows: batchRowsOf(definition, subject.kind),
    now: deps.now().toISOString(),
  };
}
