import { Temporal } from "temporal-polyfill";
import type { CalendarUnit, ExactUnit, Unit } from "@/lib/core/segment/types";
import type { Instant } from "./data";

const MICROSECONDS = {
  minute: 60_000_000n,
  hour: 3_600_000_000n,
  day: 86_400_000_000n,
  week: 604_800_000_000n,
};
const MONTHS = { month: 1, quarter: 3, year: 12 };

export function isExact(unit: Unit): unit is ExactUnit {
  return unit in MICROSECONDS;
}

export function microsecondsIn(unit: ExactUnit): bigint {
  return MICROSECONDS[unit];
}

export function monthsIn(unit: CalendarUnit): number {
  return MONTHS[unit];
}

/** Of ISO text with an offset, or of local time in a zone. */
export function instantOf(text: string, zone: string): Instant {
  const hasOffset = /(?:z|[+-]\d\d(?::?\d\d)?)$/i.test(text.slice(10));
  return hasOffset
    ? micros(Temporal.Instant.from(text))
    : instantOfLocal(Temporal.PlainDateTime.from(text), zone);
}

/** The instant a day begins in a zone: not always midnight. */
export function dayStart(date: string | Temporal.PlainDate, zone: string): Instant {
  return micros(Temporal.PlainDate.from(date).toZonedDateTime(zone).toInstant());
}

export function localDate(at: Instant, zone: string): Temporal.PlainDate {
  return inZone(at, zone).toPlainDate();
}

export function localTime(at: Instant, zone: string): Temporal.PlainDateTime {
  return inZone(at, zone).toPlainDateTime();
}

/**
 * `count` units later (earlier when negative). Minutes to weeks are lengths; months, quarters and years move the local
 * date, clip to the month's end and keep the time of day.
 */
export function shift(at: Instant, count: number, unit: Unit, zone: string): Instant {
  if (isExact(unit)) return at + BigInt(count) * microsecondsIn(unit);
  return micros(
    inZone(at, zone)
      .add({ months: count * monthsIn(unit) })
      .toInstant(),
  );
}

/** A local time the clock shows twice is the first one; one it skips moves on by what was skipped. */
function instantOfLocal(local: Temporal.PlainDateTime, zone: string): Instant {
  return micros(local.toZonedDateTime(zone, { disambiguation: "compatible" }).toInstant());
}

function inZone(at: Instant, zone: string): Temporal.ZonedDateTime {
  return new Temporal.ZonedDateTime(at * 1000n, zone);
}

function micros(instant: Temporal.Instant): Instant {
  // Floors for instants before 1970 too: nanoseconds below a microsecond never occur in the data.
  return instant.epochNanoseconds / 1000n;
}
