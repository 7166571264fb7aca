import { Temporal } from "temporal-polyfill";
import { isCalendarUnit, moveBy } from "@/lib/core/segment/time/units";
import { type Bounds, type Clock, windowBounds } from "@/lib/core/segment/time/window-bounds";
import type { Sequence, SequenceStep } from "@/lib/core/segment/types";

/**
 * Outside of which no row of a step can matter, for each step: after the earliest moment of the first step, and no later than
 * its last moment and what every step since may take. Inside a window, nothing has happened from as_of on.
 */
export function stepBounds({ steps, during }: Sequence, clock: Clock): Bounds[] {
  const first = during && !("after" in during) ? windowBounds(during, clock) : { from: null, to: null };
  let end = first.to;
  return steps.map((step, index) => {
    if (index === 0) return { from: null, to: null };
    const latest = latestOf(step, end, clock);
    if (!step.none) end = latest;
    return { from: first.from, to: step.within === undefined ? null : earlier(latest, clock.asOf) };
  });
}

/** Months and the like are not added up: the night the clocks change they may move a later moment less far. */
function latestOf(
  { within, unit = "day" }: SequenceStep,
  end: Temporal.Instant | null,
  clock: Clock,
): Temporal.Instant | null {
  if (!end || within === undefined || isCalendarUnit(unit)) return null;
  return moveBy(end, within, unit, clock.zone);
}

function earlier(one: Temporal.Instant | null, other: Temporal.Instant): Temporal.Instant {
  return one && Temporal.Instant.compare(one, other) < 0 ? one : other;
}
