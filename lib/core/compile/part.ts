import type { Fragment } from "@/lib/core/ports/warehouse";
import { isClockUnit } from "@/lib/core/segment/time/units";
import type { PartValue, TruncValue } from "@/lib/core/segment/types";
import { asInstant } from "./compare";
import { INSTANT, INTEGER, type Quantity } from "./quantity";
import type { Context, Scope } from "./scope";

/** The hour, weekday, month … of a date, or of what the clock of the catalog's zone shows. */
export function compilePart(scope: Scope, node: PartValue): Quantity {
  const { context } = scope;
  const local = localOf(context, context.value(scope, node.of));
  return { expression: context.dialect.part(local, node.part), type: INTEGER };
}

/** Rounded down: to a date from days on, else to the moment of the full hour or minute. */
export function compileTrunc(scope: Scope, { trunc, of }: TruncValue): Quantity {
  const { context } = scope;
  const value = context.value(scope, of);
  if (!isClockUnit(trunc)) {
    return { expression: context.dialect.firstDay(localOf(context, value), trunc), type: { kind: "date" } };
  }
  const instant = asInstant(context, value).expression;
  return { expression: context.dialect.truncClock(instant, trunc, context.clock.zone), type: INSTANT };
}

/** A date as it is, a moment as the local time of the catalog's zone. */
function localOf(context: Context, quantity: Quantity): Fragment {
  if (quantity.type.kind === "date") return quantity.expression;
  return context.dialect.localTime(asInstant(context, quantity).expression, context.clock.zone);
}
