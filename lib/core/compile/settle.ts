import { quotientPlaces, SPAN_PLACES } from "@/lib/core/segment/fraction";
import type { Value } from "@/lib/core/segment/types";
import { filled, type Quantity, scaleOf } from "./quantity";
import type { Context, Scope } from "./scope";

/** A value that is used inside another one: fractions are rounded to a decimal first, so that all can go on with it. */
export function settledValue(scope: Scope, value: Value): Quantity {
  return settle(scope.context, scope.context.value(scope, value));
}

function settle({ dialect }: Context, quantity: Quantity): Quantity {
  const { over, type, span } = quantity;
  if (over === undefined) return quantity;
  const scale = scaleOf(type);
  const places = span ? SPAN_PLACES : quotientPlaces(scale);
  return {
    expression: dialect.quotient(filled(quantity), scale, over, places),
    type: { kind: "decimal", precision: 38, scale: places },
  };
}
