import type { ColumnType } from "@/lib/core/catalog/types";

/** The catalog's type of a column DuckDB calls so; null where segments cannot ask about it. */
export function browsedType(typeName: string): ColumnType | null {
  if (typeName.endsWith("]")) return null;
  if (/^ENUM\b/.test(typeName)) return { kind: "text" };
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(typeName);
  if (decimal) return { kind: "decimal", precision: Number(decimal[1]), scale: Number(decimal[2]) };
  return TYPES[typeName] ?? null;
}

const TEXT: ColumnType = { kind: "text" };
const INTEGER: ColumnType = { kind: "integer" };
const DOUBLE: ColumnType = { kind: "double" };
const LOCAL: ColumnType = { kind: "timestamp", zone: "UTC" };

const TYPES: Record<string, ColumnType> = {
  VARCHAR: TEXT,
  UUID: TEXT,
  TINYINT: INTEGER,
  SMALLINT: INTEGER,
  INTEGER,
  BIGINT: INTEGER,
  UTINYINT: INTEGER,
  USMALLINT: INTEGER,
  UINTEGER: INTEGER,
  UBIGINT: { kind: "decimal", precision: 20, scale: 0 },
  HUGEINT: { kind: "decimal", precision: 38, scale: 0 },
  FLOAT: DOUBLE,
  DOUBLE,
  BOOLEAN: { kind: "boolean" },
  DATE: { kind: "date" },
  TIMESTAMP: LOCAL,
  TIMESTAMP_S: LOCAL,
  TIMESTAMP_MS: LOCAL,
  TIMESTAMP_NS: LOCAL,
  "TIMESTAMP WITH TIME ZONE": { kind: "timestamp", zone: null },
};
