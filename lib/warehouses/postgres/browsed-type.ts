import type { ColumnType } from "@/lib/core/catalog/types";

/** The catalog's type of a column Postgres calls so (`format_type`); null where segments cannot ask about it. */
export function browsedType(typeName: string, isEnum: boolean): ColumnType | null {
  if (isEnum) return { kind: "text" };
  const [name = "", digits, places] = /^([^(]*)(?:\((\d+)(?:,(-?\d+))?\))?/.exec(typeName)?.slice(1) ?? [];
  if (typeName.endsWith("[]")) return null;
  if (name === "numeric") return decimal(digits, places);
  if (typeName.startsWith("timestamp")) {
    return { kind: "timestamp", zone: typeName.endsWith("with time zone") ? null : "UTC" };
  }
  return TYPES[name.trim()] ?? null;
}

const TEXT: ColumnType = { kind: "text" };
const INTEGER: ColumnType = { kind: "integer" };
const DOUBLE: ColumnType = { kind: "double" };

const TYPES: Record<string, ColumnType> = {
  text: TEXT,
  "character varying": TEXT,
  character: TEXT,
  '"char"': TEXT,
  name: TEXT,
  uuid: TEXT,
  citext: TEXT,
  smallint: INTEGER,
  integer: INTEGER,
  bigint: INTEGER,
  money: { kind: "decimal", precision: 19, scale: 2 },
  real: DOUBLE,
  "double precision": DOUBLE,
  boolean: { kind: "boolean" },
  date: { kind: "date" },
};

/** Without digits a number may have any: as many as fit, nine of them places. */
function decimal(digits?: string, places = "0"): ColumnType | null {
  if (digits === undefined) return { kind: "decimal", precision: 38, scale: 9 };
  const scale = Math.max(Number(places), 0);
  const precision = Math.max(Number(digits) - Math.min(Number(places), 0), scale);
  return precision <= 38 ? { kind: "decimal", precision, scale } : null;
}
