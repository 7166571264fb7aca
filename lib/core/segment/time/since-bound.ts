import { Temporal } from "temporal-polyfill";
import type { Unit } from "@/lib/core/segment/types";
import { dayBegins, isCalendarUnit, moveBy } from "./units";
import type { Clock } from "./window-bounds";

const MICROSECOND = 1_000n;
const TWO_DAYS = 2n * 86_400n * 1_000_000_000n;

/**
 * The largest moment `t` with `t + count units <= as of`, to the microsecond: `since >= count` is `t <= bound`.
 * Null: no such moment can be written, so every value is past it in the direction of the count.
 */
export function sinceBound(count: number, unit: Unit, clock: Clock): Temporal.Instant | null {
  const guess = moveBy(clock.asOf, -count, unit, clock.zone);
  if (guess === null || !isCalendarUnit(unit)) return guess;
  const holds = (nanoseconds: bigint) => {
    const moved = moveBy(new Temporal.Instant(nanoseconds), count, unit, clock.zone);
    return moved !== null && Temporal.Instant.compare(moved, clock.asOf) <= 0;
  };
  const start = wholeMicroseconds(guess.epochNanoseconds);
  if (holds(start) && !holds(start + MICROSECOND)) return new Temporal.Instant(start);
  return new Temporal.Instant(lastThatHolds(start - TWO_DAYS, start + 2n * TWO_DAYS, holds));
}

/** The same for dates: the largest date whose first instant, moved by the units, is not past as of. */
export function sinceDateBound(count: number, unit: Unit, clock: Clock): Temporal.PlainDate | null {
  const guess = moveBy(clock.asOf, -count, unit, clock.zone);
  if (guess === null) return null;
  const holds = (date: Temporal.PlainDate) => {
    const moved = moveBy(dayBegins(date, clock.zone), count, unit, clock.zone);
    return moved !== null && Temporal.Instant.compare(moved, clock.asOf) <= 0;
  };
  let date = guess.toZonedDateTimeISO(clock.zone).toPlainDate().add({ days: 4 });
  while (!holds(date)) date = date.subtract({ days: 1 });
  return date;
}

/** Clipping at a month's end moves the answer by at most three days from the guess, so the ends are far enough. */
function lastThatHolds(low: bigint, high: bigint, holds: (nanoseconds: bigint) => boolean): bigint {
  let yes = low;
  let no = high;
  while (no - yes > MICROSECOND) {
    const middle = wholeMicroseconds((yes + no) / 2n);
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

function wholeMicroseconds(nanoseconds: bigint): bigint {
  const rest = ((nanoseconds % MICROSECOND) + MICROSECOND) % MICROSECOND;
  return nanoseconds - rest;
}
