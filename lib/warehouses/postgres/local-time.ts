import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { isCalendarUnit, MINUTES, MONTHS } from "@/lib/core/segment/time/units";
import type { Unit } from "@/lib/core/segment/types";
import { letting } from "./letting";

/** What the clocks of a zone show at an instant. */
export function localTime(instant: Fragment, zone: string): Fragment {
  return zone === "UTC" ? instant : sql`timezone(${sql.lit(zone)}, timezone('UTC', ${instant}))`;
}

/**
 * Where clocks go back, Postgres reads a repeated local time as its second occurrence; the language means the first. Clocks go
 * back by an hour, or by half of one (Lord Howe Island): if the local time was the same that much earlier, it was repeated.
 */
export function localToInstant(local: Fragment, zone: string): Fragment {
  const inZone = (time: Fragment) => sql`timezone(${sql.lit(zone)}, timezone('UTC', ${time}))`;
  return letting("shown", local, (shown) =>
    letting("second", sql`timezone('UTC', timezone(${sql.lit(zone)}, ${shown}))`, (second) => {
      const first = (step: string) => sql`${second} - INTERVAL ${sql.lit(step)}`;
      const choices = ["1 hour", "30 minutes"].map(
        (step) => sql`WHEN ${inZone(first(step))} = ${shown} THEN ${first(step)}`,
      );
      return sql`CASE ${sql.join(choices, sql` `)} ELSE ${second} END`;
    }),
  );
}

/** A local time the clock shows twice is the first one, as of every zone-less time. */
export function later(instant: Fragment, count: number, unit: Unit, zone: string): Fragment {
  const interval = sql`INTERVAL ${sql.lit(isCalendarUnit(unit) ? `${count * MONTHS[unit]} months` : `${count * MINUTES[unit]} minutes`)}`;
  if (!isCalendarUnit(unit) || zone === "UTC") return sql`${instant} + ${interval}`;
  return localToInstant(sql`(${localTime(instant, zone)} + ${interval})`, zone);
}

/** An instant less what the clock shows beyond the full hour or minute: right on nights that show an hour twice too. */
export function truncClock(instant: Fragment, unit: "minute" | "hour", zone: string): Fragment {
  if (zone === "UTC") return sql`date_trunc(${sql.lit(unit)}, ${instant})`;
  return letting("at", instant, (at) =>
    letting("shown", localTime(at, zone), (shown) => {
      const less = sql`${at} - (${shown} - date_trunc(${sql.lit(unit)}, ${shown}))`;
      return sql`CASE WHEN isfinite(${at}) THEN ${less} ELSE ${at} END`;
    }),
  );
}

/** Taken from the seconds since 1970, because no time can be taken from an infinite one; from one to itself is unknown. */
export function microsecondsBetween(from: Fragment, to: Fragment): Fragment {
  const epoch = (instant: Fragment) => sql`EXTRACT(EPOCH FROM ${instant})`;
  return sql`NULLIF((${epoch(to)} - ${epoch(from)}) * 1000000, 'NaN')`;
}

/**
 * The months between the two local dates are right or one too many, since the day or the time of day may not be reached;
 * one too few where clocks that go back repeat the end of a month. Unknown where either is infinite.
 */
export function monthsBetween(from: Fragment, to: Fragment, zone: string): Fragment {
  const [start, end, guess] = [sql`${sql.id("start")}`, sql`${sql.id("end")}`, sql`${sql.id("guess")}`];
  const months = (local: Fragment) => sql`EXTRACT(YEAR FROM ${local}) * 12 + EXTRACT(MONTH FROM ${local})`;
  const [shownStart, shownEnd] = [localTime(start, zone), localTime(end, zone)];
  const between = sql`CAST(${months(shownEnd)} - (${months(shownStart)}) AS integer)`;
  const isReached = (count: Fragment) => {
    const local = sql`(${shownStart} + make_interval(months => ${count}))`;
    const moved = zone === "UTC" ? local : localToInstant(local, zone);
    return sql`CASE WHEN ${count} = 0 THEN ${start} ELSE ${moved} END <= ${end}`;
  };
  const right = sql`CASE WHEN ${isReached(sql`${guess} + 1`)} THEN ${guess} + 1 WHEN ${isReached(guess)} THEN ${guess} ELSE ${guess} - 1 END`;
  const pair = sql`SELECT ${from} AS ${start}, ${to} AS ${end} OFFSET 0`;
  const guessed = sql`SELECT ${start}, ${end}, ${between} AS ${guess} FROM (${pair}) AS ${sql.id("pair")} WHERE isfinite(${start}) AND isfinite(${end}) OFFSET 0`;
  return sql`(SELECT ${right} FROM (${guessed}) AS ${sql.id("guessed")})`;
}
