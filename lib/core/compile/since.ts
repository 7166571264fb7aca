import type { Fragment } from "@/lib/core/ports/warehouse";
import { sinceBounds, sinceDateBounds } from "@/lib/core/segment/time/since-bounds";
import { isCalendarUnit, microsecondsIn } from "@/lib/core/segment/time/units";
import type { Literal, SinceValue } from "@/lib/core/segment/types";
import { between } from "./bounds";
import { asInstant, type Comparison } from "./compare";
import { wholeUnits } from "./difference";
import { instantLiteral } from "./literal";
import { and, never, not, or } from "./logic";
import { INSTANT, INTEGER, type Quantity } from "./quantity";
import type { Context, Scope } from "./scope";

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

/** The whole units elapsed as a number, for where it does not stand beside a literal. */
export function compileSince(scope: Scope, node: SinceValue): Quantity {
  const { context } = scope;
  const { dialect, clock } = context;
  const value = asInstant(context, context.value(scope, node.since)).expression;
  // Nothing has passed of a microsecond that is not over.
  const now = clock.asOf.round({ smallestUnit: "microsecond", roundingMode: "floor" });
  const asOf = instantLiteral(context, now, INSTANT);
  if (isCalendarUnit(node.in)) return wholeUnits(context, value, asOf, node.in);
  const passed = dialect.microsecondsBetween(value, asOf);
  return { expression: dialect.floorDivide(passed, Number(microsecondsIn(node.in))), type: INTEGER };
}
