import { sql } from "kysely";
import { Unsupported } from "@/lib/core/errors";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { sinceBound, sinceDateBound } from "@/lib/core/segment/time/since-bound";
import type { Literal, SinceValue } from "@/lib/core/segment/types";
import type { Comparison } from "./compare";
import { dateLiteral, instantLiteral } from "./literal";
import { FALSE } from "./logic";
import type { Quantity } from "./quantity";
import type { Context } from "./scope";

/**
 * Tests of the whole units elapsed, turned round into bounds on the value itself, so that no warehouse does the
 * arithmetic: `since >= n` is `value <= bound(n)`.
 */
export function compareSince(
  context: Context,
  node: SinceValue,
  value: Quantity,
  comparison: Comparison,
  literal: Literal,
): Fragment {
  const count = Number(literal);
  const whole = Math.floor(count);
  const atLeast = (units: number) => atLeastUnits(context, node, value, units);
  const fewer = (units: number) => sql`NOT (${atLeast(units)})`;
  const equal = Number.isInteger(count) ? sql`(${atLeast(whole)} AND ${fewer(whole + 1)})` : FALSE;
  switch (comparison) {
    case ">=":
      return atLeast(Math.ceil(count));
    case ">":
      return atLeast(whole + 1);
    case "<":
      return fewer(Math.ceil(count));
    case "<=":
      return fewer(whole + 1);
    case "=":
      return equal;
    case "<>":
      return sql`(${value.expression} IS NOT NULL AND NOT (${equal}))`;
  }
}

/** NULL where the value is unknown. */
function atLeastUnits(context: Context, node: SinceValue, value: Quantity, units: number): Fragment {
  const bound =
    value.type.kind === "date"
      ? mapBound(sinceDateBound(units, node.in, context.clock), (date) => dateLiteral(context, date))
      : mapBound(sinceBound(units, node.in, context.clock), (instant) => instantLiteral(context, instant));
  if (bound) return sql`${value.expression} <= ${bound}`;
  // Past the ends of time: nothing is that old, everything is at least that young.
  return sql`(${value.expression} IS NULL) = ${units > 0 ? sql`(${value.expression} IS NOT NULL)` : sql`FALSE`}`;
}

function mapBound<T>(bound: T | null, toFragment: (bound: T) => Fragment): Fragment | null {
  return bound === null ? null : toFragment(bound);
}

export function refuseSince(): Unsupported {
  return new Unsupported(
    "since",
    "The time elapsed since a date can only be tested against plain numbers here, not against another value or inside a measure.",
  );
}
