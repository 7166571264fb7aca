import Big from "big.js";
import { sql } from "kysely";
import type { ColumnType } from "@/lib/core/catalog/types";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { isCalendarUnit, microsecondsIn, monthsIn } from "@/lib/core/segment/time/units";
import type { CalendarUnit, DifferenceValue, ExactUnit, Literal } from "@/lib/core/segment/types";
import { asInstant } from "./compare";
import { filled, INTEGER, type Quantity, scaleOf } from "./quantity";
import type { Context, Scope } from "./scope";
import { settledValue } from "./settle";

/** Exact times between are counted in whole microseconds; `spanLiteral` says what they are tested with. */
const MICROSECONDS: ColumnType = { kind: "decimal", precision: 38, scale: 0 };

/** The first less the second. NULL where either is unknown. */
export function compileDifference(scope: Scope, node: DifferenceValue): Quantity {
  const { context } = scope;
  const [left, right] = node.difference.map((value) => settledValue(scope, value)) as [Quantity, Quantity];
  if (node.in === undefined) return subtract(context, left, right);
  const [to, from] = [left, right].map((one) => asInstant(context, one).expression) as [Fragment, Fragment];
  if (isCalendarUnit(node.in)) return wholeUnits(context, from, to, node.in);
  const over = sql`${sql.raw(microsecondsIn(node.in).toString())}`;
  return {
    expression: context.dialect.microsecondsBetween(from, to),
    type: MICROSECONDS,
    over,
    span: node.in,
  };
}

/** A literal in the unit, as microseconds: exact, and kept within what times between can be. */
export function spanLiteral(literal: Literal, unit: ExactUnit): string {
  const span = new Big(String(literal)).times(microsecondsIn(unit).toString());
  if (span.abs().lte(FURTHEST)) return span.toFixed();
  return (span.gt(0) ? FURTHEST : FURTHEST.neg()).toFixed();
}

/** Further apart than any two times from the year 1 to the year 9999. */
const FURTHEST = new Big("1e18");

/** Whole calendar units from one instant to another, negative where the second is earlier. */
export function wholeUnits(context: Context, from: Fragment, to: Fragment, unit: CalendarUnit): Quantity {
  const months = context.dialect.monthsBetween(from, to, context.clock.zone);
  if (unit === "month") return { expression: months, type: INTEGER };
  // Rounded down, not towards zero: minus one month is in the year before.
  return { expression: context.dialect.floorDivide(months, monthsIn(unit)), type: INTEGER };
}

function subtract(context: Context, left: Quantity, right: Quantity): Quantity {
  if (left.type.kind === "double" || right.type.kind === "double") {
    return { expression: sql`(${filled(left)} - ${filled(right)})`, type: { kind: "double" } };
  }
  const type: ColumnType = {
    kind: "decimal",
    precision: 38,
    scale: Math.max(scaleOf(left.type), scaleOf(right.type)),
  };
  const exact = (quantity: Quantity) => context.dialect.decimal(filled(quantity), type.scale);
  return { expression: sql`(${exact(left)} - ${exact(right)})`, type };
}
