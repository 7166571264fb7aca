import { Unsupported } from "@/lib/core/errors";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { sinceBounds, sinceDateBounds } from "@/lib/core/segment/time/since-bounds";
import type { Literal, SinceValue } from "@/lib/core/segment/types";
import { between } from "./bounds";
import type { Comparison } from "./compare";
import { and, never, not, or } from "./logic";
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
  const fewer = (units: number) => not(atLeast(units));
  const equal = Number.isInteger(count) ? and([atLeast(whole), fewer(whole + 1)]) : never(value.expression);
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
      return not(equal);
  }
}

/** NULL where the value is unknown. */
function atLeastUnits(context: Context, node: SinceValue, value: Quantity, units: number): Fragment {
  const bounds = value.type.kind === "date" ? sinceDateBounds : sinceBounds;
  const ranges = bounds(units, node.in, context.clock);
  if (ranges.length === 0) return never(value.expression);
  return or(ranges.map(({ from, to }) => between(context, value, { from, to, toIncluded: true })));
}

export function refuseSince(): Unsupported {
  return new Unsupported(
    "since",
    "The time elapsed since a date can only be tested against plain numbers here, not against another value or inside a measure.",
  );
}
