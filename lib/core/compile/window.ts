import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { anniversaryRanges } from "@/lib/core/segment/time/anniversary";
import { firstDayFrom } from "@/lib/core/segment/time/units";
import { windowBounds, windowZone } from "@/lib/core/segment/time/window-bounds";
import type { Window } from "@/lib/core/segment/types";
import { asInstant } from "./compare";
import { dateLiteral, instantLiteral } from "./literal";
import { and, FALSE, or } from "./logic";
import type { Quantity } from "./quantity";
import type { Context } from "./scope";

/** The date or moment lies in the window; NULL or false where it is unknown. */
export function inWindow(context: Context, quantity: Quantity, window: Window): Fragment {
  const { clock } = context;
  const bounds = windowBounds(window, clock);
  const value = quantity.expression;
  const isDate = quantity.type.kind === "date";
  const zone = windowZone(window, clock.zone);
  const bound = (instant: NonNullable<typeof bounds.from>) =>
    isDate
      ? dateLiteral(context, firstDayFrom(instant, zone))
      : instantLiteral(context, instant, quantity.type);
  const sides: Fragment[] = [];
  if (bounds.from) sides.push(sql`${value} >= ${bound(bounds.from)}`);
  if (bounds.to) sides.push(sql`${value} < ${bound(bounds.to)}`);
  return sides.length === 0 ? sql`${value} IS NOT NULL` : and(sides);
}

/** Month and day fall in the window, whatever the year; a 29th of February counts on the 28th. */
export function inAnniversary(context: Context, quantity: Quantity, window: Window): Fragment {
  const zone = windowZone(window, context.clock.zone);
  const ranges = anniversaryRanges(windowBounds(window, context.clock), zone);
  if (ranges.length === 0) return FALSE;
  const date =
    quantity.type.kind === "date"
      ? quantity.expression
      : context.dialect.localDate(asInstant(context, quantity).expression, zone);
  const number = sql`(EXTRACT(MONTH FROM ${date}) * 100 + EXTRACT(DAY FROM ${date}))`;
  const monthDay = sql`CASE WHEN ${number} = 229 THEN 228 ELSE ${number} END`;
  return or(ranges.map(([from, to]) => sql`${monthDay} BETWEEN ${sql.lit(from)} AND ${sql.lit(to)}`));
}
