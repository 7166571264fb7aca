import type { Fragment } from "@/lib/core/ports/warehouse";
import type { PartValue } from "@/lib/core/segment/types";
import { asInstant } from "./compare";
import { INTEGER, type Quantity } from "./quantity";
import type { Context, Scope } from "./scope";

/** The hour, weekday, month … of a date, or of what the clock of the catalog's zone shows. */
export function compilePart(scope: Scope, node: PartValue): Quantity {
  const { context } = scope;
  const local = localOf(context, context.value(scope, node.of));
  return { expression: context.dialect.part(local, node.part), type: INTEGER };
}

/** A date as it is, a moment as the local time of the catalog's zone. */
export function localOf(context: Context, quantity: Quantity): Fragment {
  if (quantity.type.kind === "date") return quantity.expression;
  return context.dialect.localTime(asInstant(context, quantity).expression, context.clock.zone);
}
