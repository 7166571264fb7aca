import type { ColumnType } from "@/lib/core/catalog/types";

/** Postgres's name of a catalog type. */
export function postgresType(type: ColumnType): string {
  switch (type.kind) {
    case "text":
      return "text";
    case "integer":
      return "bigint";
    case "decimal":
      return `numeric(${type.precision},${type.scale})`;
    case "double":
      return "double precision";
    case "boolean":
      return "boolean";
    case "date":
      return "date";
    case "timestamp":
      return type.zone === null ? "timestamptz" : "timestamp";
  }
}
