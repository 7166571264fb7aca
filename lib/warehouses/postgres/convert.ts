import { types } from "pg";

const { builtins } = types;

/** Reads nothing: every value arrives as the server writes it. */
export const AS_TEXT = { getTypeParser: () => String };

/** A value as the port promises it: exact numbers as text, times as ISO text in UTC. `type`: its oid. */
export function toPlain(value: string | null, type: number): string | number | boolean | null {
  if (value === null) return null;
  switch (type) {
    case builtins.BOOL:
      return value === "t";
    case builtins.INT2:
    case builtins.INT4:
    case builtins.FLOAT4:
    case builtins.FLOAT8:
      return Number(value);
    case builtins.TIMESTAMP:
    case builtins.TIMESTAMPTZ:
      return iso(value);
    default:
      return value;
  }
}

/** `2014-07-01T00:00:00Z`, with microseconds only where there are any; the session's zone is UTC. */
function iso(text: string): string {
  const found = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?:\+00)?$/.exec(text);
  if (!found) return text;
  const [, day, clock, fraction] = found;
  return `${day}T${clock}${fraction === undefined ? "" : `.${fraction.padEnd(6, "0")}`}Z`;
}

/** What a column of the type is in DuckDB; as text where there is no like. `modifier`: of numeric, its digits and places. */
export function duckdbTypeOf(type: number, modifier: number): string {
  if (type === builtins.NUMERIC) return decimal(modifier);
  return DUCKDB_TYPES[type] ?? "VARCHAR";
}

const DUCKDB_TYPES: Record<number, string> = {
  [builtins.BOOL]: "BOOLEAN",
  [builtins.INT2]: "SMALLINT",
  [builtins.INT4]: "INTEGER",
  [builtins.INT8]: "BIGINT",
  [builtins.FLOAT4]: "FLOAT",
  [builtins.FLOAT8]: "DOUBLE",
  [builtins.DATE]: "DATE",
  [builtins.TIMESTAMP]: "TIMESTAMP",
  [builtins.TIMESTAMPTZ]: "TIMESTAMPTZ",
};

function decimal(modifier: number): string {
  if (modifier < 4) return "VARCHAR";
  const [precision, scale] = [(modifier - 4) >> 16, (modifier - 4) & 0x7ff];
  return precision <= 38 && scale <= precision ? `DECIMAL(${precision},${scale})` : "VARCHAR";
}
