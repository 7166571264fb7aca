import { sql } from "kysely";
import type { ColumnType } from "@/lib/core/catalog/types";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { filled, INSTANT, type Quantity } from "./quantity";
import type { Context } from "./scope";

export type Comparison = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** NULL where either side is unknown. Fractions are multiplied out, so nothing is ever rounded by a division. */
export function compare(context: Context, left: Quantity, comparison: Comparison, right: Quantity): Fragment {
  const [a, b] = alike(context, left, right);
  const l = times(context, a, b.over);
  const r = times(context, b, a.over);
  // Equal texts are equal in any order, and an index on a column serves only the order the column has.
  if (comparison === "=" || comparison === "<>") return sql`${l} ${sql.raw(comparison)} ${r}`;
  const { bytewise } = context.dialect;
  return sql`${bytewise(l, a.type)} ${sql.raw(comparison)} ${bytewise(r, b.type)}`;
}

/** Times of different kinds are compared as instants, a fraction beside a double as the nearest double. */
function alike(context: Context, left: Quantity, right: Quantity): [Quantity, Quantity] {
  if (left.type.kind === "double" || right.type.kind === "double")
    return [asDouble(context, left), asDouble(context, right)];
  if (left.type.kind === right.type.kind && zoneOf(left.type) === zoneOf(right.type)) return [left, right];
  return [asInstant(context, left), asInstant(context, right)];
}

export function asDouble({ dialect }: Context, quantity: Quantity): Quantity {
  const { over } = quantity;
  if (over === undefined) return quantity;
  return { expression: sql`(${dialect.double(filled(quantity))} / ${dialect.double(over)})`, type: DOUBLE };
}

const DOUBLE: ColumnType = { kind: "double" };

function zoneOf(type: ColumnType): string | null {
  return type.kind === "timestamp" ? type.zone : null;
}

/** Times as zone-less UTC; a date is the instant its day begins. Anything else as it is. */
export function asInstant(context: Context, quantity: Quantity): Quantity {
  if (quantity.type.kind === "timestamp") {
    return { expression: context.dialect.instant(quantity.expression, quantity.type), type: INSTANT };
  }
  if (quantity.type.kind !== "date") return quantity;
  const midnight = context.dialect.midnight(quantity.expression);
  const local: ColumnType = { kind: "timestamp", zone: context.clock.zone };
  return { expression: context.dialect.instant(midnight, local), type: INSTANT };
}

function times(context: Context, quantity: Quantity, other: Fragment | undefined): Fragment {
  const factor = filled(quantity);
  if (other === undefined) return factor;
  // A product of whole numbers can outgrow 64 bits.
  const isWhole = quantity.type.kind === "integer" || quantity.span !== undefined;
  return sql`${isWhole ? context.dialect.decimal(factor, 0) : factor} * ${other}`;
}
