import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";

/** What the clocks of a zone show at an instant. */
export function localTime(instant: Fragment, zone: string): Fragment {
  return zone === "UTC" ? instant : sql`timezone(${sql.lit(zone)}, timezone('UTC', ${instant}))`;
}

/**
 * Where clocks go back, ICU reads a repeated local time as its second occurrence; the language means the first. Clocks go
 * back by an hour, or by half of one (Lord Howe Island): if the local time was the same that much earlier, it was repeated.
 */
export function localToInstant(local: Fragment, zone: string): Fragment {
  const second = sql`timezone('UTC', timezone(${sql.lit(zone)}, ${local}))`;
  const first = (step: string) => sql`${second} - INTERVAL ${sql.lit(step)}`;
  const isRepeated = (step: string) =>
    sql`timezone(${sql.lit(zone)}, timezone('UTC', ${first(step)})) = ${local}`;
  const choices = ["1 hour", "30 minutes"].map((step) => sql`WHEN ${isRepeated(step)} THEN ${first(step)}`);
  return sql`CASE ${sql.join(choices, sql` `)} ELSE ${second} END`;
}

/** An instant less what the clock shows beyond the full hour or minute: right on nights that show an hour twice too. */
export function truncClock(instant: Fragment, unit: "minute" | "hour", zone: string): Fragment {
  if (zone === "UTC") return sql`date_trunc(${sql.lit(unit)}, ${instant})`;
  const at = sql`${sql.id("at")}`;
  const local = localTime(at, zone);
  return letting("at", instant, sql`${at} - (${local} - date_trunc(${sql.lit(unit)}, ${local}))`);
}

/**
 * The months between the two local dates are right or one too many, since the day or the time of day may not be reached;
 * one too few where clocks that go back repeat the end of a month.
 */
export function monthsBetween(from: Fragment, to: Fragment, zone: string): Fragment {
  const pair = sql`{'start': ${from}, 'end': ${to}}`;
  const start = sql`struct_extract(${sql.id("pair")}, 'start')`;
  const end = sql`struct_extract(${sql.id("pair")}, 'end')`;
  const months = (local: Fragment) => sql`(EXTRACT(YEAR FROM ${local}) * 12 + EXTRACT(MONTH FROM ${local}))`;
  const between = sql`${months(localTime(end, zone))} - ${months(localTime(start, zone))}`;
  const [guess, more] = [sql`${sql.id("guess")}`, sql`(${sql.id("guess")} + 1)`];
  const isReached = (count: Fragment) => {
    const local = sql`(${localTime(start, zone)} + to_months(CAST(${count} AS INTEGER)))`;
    const shown = sql`${sql.id("shown")}`;
    const moved = zone === "UTC" ? local : letting("shown", local, localToInstant(shown, zone));
    return sql`CASE WHEN ${count} = 0 THEN ${start} ELSE ${moved} END <= ${end}`;
  };
  const right = sql`CASE WHEN ${isReached(more)} THEN ${more} WHEN ${isReached(guess)} THEN ${guess} ELSE ${guess} - 1 END`;
  return letting("pair", pair, letting("guess", between, right));
}

/** What is used several times is written once: text that doubles with every nesting would outgrow any warehouse. */
function letting(name: string, value: Fragment, body: Fragment): Fragment {
  return sql`list_transform([${value}], lambda ${sql.id(name)}: ${body})[1]`;
}
