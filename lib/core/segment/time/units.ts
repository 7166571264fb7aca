import { Temporal } from "temporal-polyfill";
import type { CalendarUnit, ExactUnit, Unit } from "@/lib/core/segment/types";

export const MINUTES: Record<ExactUnit, number> = { minute: 1, hour: 60, day: 1_440, week: 10_080 };
export const MONTHS: Record<CalendarUnit, number> = { month: 1, quarter: 3, year: 12 };

export function isCalendarUnit(unit: Unit): unit is CalendarUnit {
  return unit in MONTHS;
}

/** Shorter than a day: rounding down to one leaves a moment, not a date. */
export function isClockUnit(unit: Unit): unit is "minute" | "hour" {
  return unit === "minute" || unit === "hour";
}

export function microsecondsIn(unit: ExactUnit): bigint {
  return BigInt(MINUTES[unit]) * 60_000_000n;
}

export function monthsIn(unit: CalendarUnit): number {
  return MONTHS[unit];
}

/**
 * The instant moved by whole units (negative: back). Minutes to weeks are exact lengths; months, quarters and years move
 * the local date in the zone, clip to the month's end and keep the time of day. `null` past the ends of time.
 */
export function moveBy(
  instant: Temporal.Instant,
  count: number,
  unit: Unit,
  zone: string,
): Temporal.Instant | null {
  try {
    if (!isCalendarUnit(unit)) return instant.add({ minutes: count * MINUTES[unit] });
    const local = zoned(instant, zone);
    return local.add({ months: count * MONTHS[unit] }).toInstant();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Every bound of a tree begins at the same instant, and finding a zone's offset is what costs. */
const known = new WeakMap<Temporal.Instant, Temporal.ZonedDateTime>();

export function zoned(instant: Temporal.Instant, zone: string): Temporal.ZonedDateTime {
  const before = known.get(instant);
  if (before?.timeZoneId === zone) return before;
  const found = instant.toZonedDateTimeISO(zone);
  known.set(instant, found);
  return found;
}

/** A local time the clock shows twice is the first one, and one it skips moves on by what was skipped (RFC 5545). */
export function instantOfLocal(local: Temporal.PlainDateTime, zone: string): Temporal.Instant {
  return local.toZonedDateTime(zone, { disambiguation: "compatible" }).toInstant();
}

/** The local date moved by calendar units, clipped to the month's end. */
export function moveDate(date: Temporal.PlainDate, count: number, unit: CalendarUnit): Temporal.PlainDate {
  return date.add({ months: count * MONTHS[unit] });
}

/** The instant a day begins in a zone; where clocks skip midnight, the first instant after. */
export function dayBegins(date: Temporal.PlainDate, zone: string): Temporal.Instant {
  return date.toZonedDateTime(zone).toInstant();
}

/** First day that begins at or after the instant: `t >= instant` for a date column is `date >= firstDayFrom(instant)`. */
export function firstDayFrom(instant: Temporal.Instant, zone: string): Temporal.PlainDate {
  const date = zoned(instant, zone).toPlainDate();
  const isExact = Temporal.Instant.compare(dayBegins(date, zone), instant) >= 0;
  return isExact ? date : date.add({ days: 1 });
}
