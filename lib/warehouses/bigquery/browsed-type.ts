import type { ColumnType } from "@/lib/core/catalog/types";

type Declared = { type: string; precision?: number | undefined; scale?: number | undefined };

/** The catalog's type of a column; null where segments cannot ask about it. */
export function browsedType({ type, precision, scale = 0 }: Declared): ColumnType | null {
  if (type !== "NUMERIC" && type !== "BIGNUMERIC") return TYPES[type] ?? null;
  // Without digits a number may have any: as many as fit, nine of them places.
  if (precision === undefined) return { kind: "decimal", precision: 38, scale: 9 };
  return precision <= 38 ? { kind: "decimal", precision, scale } : null;
}

const INTEGER: ColumnType = { kind: "integer" };
const DOUBLE: ColumnType = { kind: "double" };
const BOOLEAN: ColumnType = { kind: "boolean" };

/** By either of the names the service has for a type. */
const TYPES: Readonly<Record<string, ColumnType>> = {
  STRING: { kind: "text" },
  INTEGER,
  INT64: INTEGER,
  FLOAT: DOUBLE,
  FLOAT64: DOUBLE,
  BOOLEAN,
  BOOL: BOOLEAN,
  DATE: { kind: "date" },
  DATETIME: { kind: "timestamp", zone: "UTC" },
  TIMESTAMP: { kind: "timestamp", zone: null },
};
