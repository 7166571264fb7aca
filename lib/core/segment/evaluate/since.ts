import type { CalendarUnit, Unit } from "@/lib/core/segment/types";
import type { Instant } from "./data";
import { isExact, localDate, microsecondsIn, monthsIn, shift } from "./time";

/** The largest n with value + n units <= as_of; negative when the value lies ahead. */
export function unitsSince(value: Instant, asOf: Instant, unit: Unit, zone: string): bigint {
  if (isExact(unit)) return floorDivide(asOf - value, microsecondsIn(unit));
  let count = monthsBetween(value, asOf, unit, zone) + 1;
  while (shift(value, count, unit, zone) > asOf) count--;
  return BigInt(count);
}

/** Whole units from the one local month to the other, rounded up: with one more, certainly past as_of. */
function monthsBetween(value: Instant, asOf: Instant, unit: CalendarUnit, zone: string): number {
  const from = localDate(value, zone);
  const to = localDate(asOf, zone);
  return Math.ceil(((to.year - from.year) * 12 + to.month - from.month) / monthsIn(unit));
}

function floorDivide(length: bigint, by: bigint): bigint {
  const quotient = length / by;
  return length % by < 0n ? quotient - 1n : quotient;
}
