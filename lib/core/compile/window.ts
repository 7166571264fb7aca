import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { anniversaryRanges } from "@/lib/core/segment/time/anniversary";
import { firstDayFrom } from "@/lib/core/segment/time/units";
import { windowBounds, windowZone } from "@/lib/core/segment/time/window-bounds";
import type { Value, Window } from "@/lib/core/segment/types";
import { between } from "./bounds";
import { asInstant } from "./compare";
import { and, FALSE, or } from "./logic";
import type { Quantity } from "./quantity";
import type { Context, Scope } from "./scope";

/** Reads a value that a window begins after. */
export type ReadValue = (value: Value) => Quantity;

/** On the scope's row; null where nothing asks for it, which no window then does. */
export function readFrom(scope: Scope | null): ReadValue {
  return (value) => {
    if (!scope) throw new TypeError("a window begins after a value of a row that does not stand here");
    return scope.context.value(scope, value);
  };
}

/** The date or moment lies in the window; NULL or false where it is unknown. */
export function inWindow(context: Context, quantity: Quantity, window: Window, read: ReadValue): Fragment {
  const { clock } = context;
  if ("after" in window) return isSoonAfter(context, quantity, read(window.after), window);
  const { from, to } = windowBounds(window, clock);
  const zone = windowZone(window, clock.zone);
  const end = (instant: Temporal.Instant | null) =>
    instant && quantity.type.kind === "date" ? firstDayFrom(instant, zone) : instant;
  return between(context, quantity, { from: end(from), to: end(to), toIncluded: false });
}

/** Later than the value, and at the latest so many units after it. */
function isSoonAfter(context: Context, quantity: Quantity, value: Quantity, window: AfterWindow): Fragment {
  const [at, from] = [quantity, value].map((one) => asInstant(context, one).expression) as [
    Fragment,
    Fragment,
  ];
  const end = context.dialect.later(from, window.within, window.unit, context.clock.zone);
  return and([sql`${at} > ${from}`, sql`${at} <= ${end}`]);
}

type AfterWindow = Extract<Window, { after: Value }>;

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
