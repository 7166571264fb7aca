import type { ColumnType } from "@/lib/core/catalog/types";
import { duckdbType } from "./column-type";

/**
 * Text of a CSV field as a value of its declared type. The engine's own casts round "1.5" to the integer 2, drop decimal
 * places and ignore the offset of a local time: what would change a value is refused instead.
 */
export function castField(field: string, type: ColumnType): string {
  const fitting = `CASE WHEN ${isEmpty(field)} THEN NULL WHEN ${looksRight(field, type)} THEN ${field} ELSE 'x' END`;
  return converted(`CAST(${fitting} AS ${castType(type)})`, type);
}

/** Whether the cast would succeed. */
export function fits(field: string, type: ColumnType): string {
  return `(${isEmpty(field)} OR (${looksRight(field, type)} AND TRY_CAST(${field} AS ${castType(type)}) IS NOT NULL))`;
}

/** A quoted empty field is empty text, and for every other type as unknown as an empty one. */
function isEmpty(field: string): string {
  return `${field} IS NULL OR ${field} = ''`;
}

function looksRight(field: string, type: ColumnType): string {
  const pattern = patternOf(type);
  return pattern === null ? "TRUE" : `regexp_full_match(${field}, '${pattern}')`;
}

const DAY = "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}";

function patternOf(type: ColumnType): string | null {
  if (type.kind === "integer") return "[-+]?[0-9]+";
  if (type.kind === "decimal") return `[-+]?[0-9]*([.][0-9]{0,${type.scale}}0*)?`;
  if (type.kind === "date") return `${DAY}([T ]00:00(:00([.]0+)?)?)?`;
  if (type.kind === "timestamp" && isLocal(type)) return `${DAY}([T ][0-9:.]+)?`;
  return null;
}

/** With a zone of its own the text may not have an offset; without one (UTC) an offset is taken into account. */
function isLocal(type: Extract<ColumnType, { kind: "timestamp" }>): boolean {
  return type.zone !== null && type.zone !== "UTC";
}

function castType(type: ColumnType): string {
  return type.kind === "timestamp" && !isLocal(type) ? "TIMESTAMPTZ" : duckdbType(type);
}

function converted(value: string, type: ColumnType): string {
  return type.kind === "timestamp" && type.zone === "UTC" ? `timezone('UTC', ${value})` : value;
}
