import { sql } from "kysely";
import type { ColumnType } from "@/lib/core/catalog/types";
import type { Fragment } from "@/lib/core/ports/warehouse";
import type { ExactUnit } from "@/lib/core/segment/types";

/** A value in SQL. Timestamps are instants: as the warehouse holds them (zone null), else made so, typed as UTC. */
export type Quantity = {
  /** NULL where unknown. */
  expression: Fragment;
  type: ColumnType;
  /** A fraction: the value is `expression / over`, and is compared by multiplying the other side. */
  over?: Fragment;
  /** An exact time between in that unit: `expression` is in microseconds. */
  span?: ExactUnit;
  /** The value where nothing was joined; without it, nothing joined is unknown. */
  whenAbsent?: 0;
  /** Where this does not hold, nothing joined is unknown all the same. */
  asked?: Fragment;
};

/** The value with what stands for nothing filled in. */
export function filled(quantity: Quantity): Fragment {
  const { expression, whenAbsent, asked } = quantity;
  if (whenAbsent === undefined) return expression;
  const known = sql`COALESCE(${expression}, 0)`;
  return asked === undefined ? known : sql`CASE WHEN ${asked} THEN ${known} END`;
}

export const INSTANT: ColumnType = { kind: "timestamp", zone: "UTC" };
export const INTEGER: ColumnType = { kind: "integer" };

/** Decimal places of an exact number. */
export function scaleOf(type: ColumnType): number {
  return type.kind === "decimal" ? type.scale : 0;
}
