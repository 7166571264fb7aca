import type { ColumnType } from "@/lib/core/catalog/types";

/** BigQuery's name of a catalog type. Zone-less times are DATETIME, instants TIMESTAMP. */
export function bigqueryType(type: ColumnType): string {
  switch (type.kind) {
    case "text":
      return "STRING";
    case "integer":
      return "INT64";
    case "decimal":
      return fitsNumeric(type) ? "NUMERIC" : "BIGNUMERIC";
    case "double":
      return "FLOAT64";
    case "boolean":
      return "BOOL";
    case "date":
      return "DATE";
    case "timestamp":
      return type.zone === null ? "TIMESTAMP" : "DATETIME";
  }
}

/** NUMERIC holds 29 digits before the point and 9 after it; BIGNUMERIC 38 and 38, at a price. */
export function fitsNumeric({ precision, scale }: { precision: number; scale: number }): boolean {
  return scale <= 9 && precision - scale <= 29;
}
