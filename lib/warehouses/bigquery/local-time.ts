import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { isCalendarUnit, MINUTES, MONTHS } from "@/lib/core/segment/time/units";
import type { Unit } from "@/lib/core/segment/types";

const FIRST = Temporal.PlainDateTime.from("0001-01-01T00:00:00");
const LAST = Temporal.PlainDateTime.from("9999-12-31T23:59:59.999999");

/** What the clocks of a zone show at an instant. */
export function localTime(instant: Fragment, zone: string): Fragment {
  if (zone === "UTC") return instant;
  const [first, last] = offsets(zone);
  return sql`DATETIME(TIMESTAMP(${kept(instant, { minutes: first }, { minutes: last })}, 'UTC'), ${sql.lit(zone)})`;
}

/** A local time the clock shows twice is the first one, and one it skips moves on by what was skipped: BigQuery reads them so. */
export function localToInstant(local: Fragment, zone: string): Fragment {
  const [first, last] = offsets(zone);
  return sql`DATETIME(TIMESTAMP(${kept(local, { minutes: -first }, { minutes: -last })}, ${sql.lit(zone)}), 'UTC')`;
}

export function later(instant: Fragment, count: number, unit: Unit, zone: string): Fragment {
  if (!isCalendarUnit(unit)) return add(instant, "MINUTE", count * MINUTES[unit]);
  const moved = add(localTime(instant, zone), "MONTH", count * MONTHS[unit]);
  return zone === "UTC" ? moved : localToInstant(moved, zone);
}

function add(time: Fragment, unit: "MINUTE" | "MONTH", count: number): Fragment {
  const moved = unit === "MINUTE" ? { minutes: count } : { months: count };
  const end = count > 0 ? LAST : FIRST;
  // Further than all of time.
  if (Math.abs(count) > MOST[unit]) return sql.raw(datetime(end));
  return sql`DATETIME_ADD(${kept(time, moved, moved)}, INTERVAL ${sql.lit(count)} ${sql.raw(unit)})`;
}

const MOST = { MINUTE: 9_998 * 525_600, MONTH: 9_998 * 12 };

/** An instant less what the clock shows beyond the full hour or minute: right on nights that show an hour twice too. */
export function truncClock(instant: Fragment, unit: "minute" | "hour", zone: string): Fragment {
  const part = sql.raw(unit.toUpperCase());
  if (zone === "UTC") return sql`DATETIME_TRUNC(${instant}, ${part})`;
  const at = name("at");
  const local = localTime(at, zone);
  const beyond = sql`DATETIME_DIFF(${local}, DATETIME_TRUNC(${local}, ${part}), MICROSECOND)`;
  return letting({ at: instant }, sql`DATETIME_SUB(${at}, INTERVAL ${beyond} MICROSECOND)`);
}

/**
 * The months between the two local dates are right or one too many, since the day or the time of day may not be reached;
 * one too few where clocks that go back repeat the end of a month. Past the last year nothing is reached.
 */
export function monthsBetween(from: Fragment, to: Fragment, zone: string): Fragment {
  const [start, end, local, guess] = [name("start"), name("end"), name("local"), name("guess")];
  const isReached = (count: Fragment) => {
    const moved = sql`SAFE.DATETIME_ADD(${local}, INTERVAL ${count} MONTH)`;
    const reached = zone === "UTC" ? moved : localToInstant(moved, zone);
    return sql`IF(${count} = 0, ${start}, ${reached}) <= ${end}`;
  };
  const more = sql`(${guess} + 1)`;
  const right = sql`CASE WHEN ${isReached(more)} THEN ${more} WHEN ${isReached(guess)} THEN ${guess} ELSE ${guess} - 1 END`;
  const between = sql`DATETIME_DIFF(${localTime(end, zone)}, ${local}, MONTH)`;
  return letting(
    { start: from, end: to },
    letting({ local: localTime(start, zone) }, letting({ guess: between }, right)),
  );
}

function name(word: string): Fragment {
  return sql`${sql.id(word)}`;
}

/** What is used several times is written once: text that doubles with every nesting would outgrow any warehouse. */
function letting(values: Record<string, Fragment>, body: Fragment): Fragment {
  const fields = Object.entries(values).map(([word, value]) => sql`${value} AS ${sql.id(word)}`);
  return sql`(SELECT ${body} FROM UNNEST([STRUCT(${sql.join(fields)})]))`;
}

/**
 * A time kept to where moving it stays within BigQuery's years, 1 to 9999: it fails a whole query for one row beyond them.
 * `early` and `late` say by how much times at either end move.
 */
function kept(time: Fragment, early: Temporal.DurationLike, late: Temporal.DurationLike): Fragment {
  const first = FIRST.subtract(early);
  const last = LAST.subtract(late);
  const above =
    Temporal.PlainDateTime.compare(first, FIRST) > 0
      ? sql`GREATEST(${time}, ${sql.raw(datetime(first))})`
      : time;
  return Temporal.PlainDateTime.compare(last, LAST) < 0
    ? sql`LEAST(${above}, ${sql.raw(datetime(last))})`
    : above;
}

function datetime(at: Temporal.PlainDateTime): string {
  return `DATETIME '${at.toString().replace("T", " ")}'`;
}

/** Minutes a zone's clocks are ahead at either end of time, away from zero where they are seconds too. */
function offsets(zone: string): readonly [first: number, last: number] {
  const known = ZONES.get(zone) ?? ([FIRST, LAST].map((end) => offsetAt(end, zone)) as [number, number]);
  ZONES.set(zone, known);
  return known;
}

const ZONES = new Map<string, readonly [number, number]>();

function offsetAt(at: Temporal.PlainDateTime, zone: string): number {
  const minutes = at.toZonedDateTime("UTC").withTimeZone(zone).offsetNanoseconds / 60e9;
  return Math.sign(minutes) * Math.ceil(Math.abs(minutes));
}
