import type { ColumnType } from "@/lib/core/catalog/types";

/** DuckDB's name of a catalog type. */
export function duckdbType(type: ColumnType): string {
  switch (type.kind) {
    case "text":
      return "VARCHAR";
    case "integer":
      return "BIGINT";
    case "decimal":
      return `DECIMAL(${type.precision},${type.scale})`;
    case "double":
      return "DOUBLE";
    case "boolean":
      return "BOOLEAN";
    case "date":
      return "DATE";
    case "timestamp":
      return type.zone === null ? "TIMESTAMPTZ" : "TIMESTAMP";
  }
}
