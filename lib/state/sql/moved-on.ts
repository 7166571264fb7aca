import { planRules } from "@/lib/core/membership/plan";
import type { PlanMode } from "@/lib/core/membership/types";
import type { Lane } from "@/lib/core/ports/state-store";

/**
 * A mirror of records keeps whoever is in the audience, consent or not; what they were found by before they got something
 * else is no record of theirs any more. Who is not written stays as they were written last.
 */
export const movesOn = (lane: Lane, mode: PlanMode): boolean =>
  mode === "record_mirror" && planRules(lane, mode).adds;

/** Of a pair of identifier and person: they are wanted, and not by this. */
export const MOVED_ON = (pair: string) =>
  `EXISTS (SELECT 1 FROM wanted AS w WHERE w.key = ${pair}.key)
    AND NOT EXISTS (SELECT 1 FROM wanted AS w WHERE w.key = ${pair}.key AND w.id = ${pair}.id)`;
