import { sql } from "kysely";
import type { ColumnType, Entity } from "@/lib/core/catalog/types";
import { joinTexts } from "@/lib/core/joined-texts";
import type { Dialect, Fragment } from "@/lib/core/ports/warehouse";
import { isCalendarUnit, MINUTES, MONTHS } from "@/lib/core/segment/time/units";
import type { Unit } from "@/lib/core/segment/types";
import { postgresBuilder } from "@/lib/kit/sql/postgres-builder";
import { duckdbType } from "./column-type";
import { floorDivide, quotient } from "./division";
import { localTime, localToInstant, monthsBetween, truncClock } from "./local-time";

/** DuckDB's way of saying things. Instants are zone-less UTC timestamps throughout, so no session setting matters. */
export const dialect: Dialect = {
  id: "duckdb",
  builder: postgresBuilder,
  source,
  looksUpInPlace: true,
  column: (stored) => stored,
  literal,
  midnight: (date) => sql`CAST(${date} AS TIMESTAMP)`,
  instant,
  later,
  localDate: (expression, zone) => sql`CAST(${localTime(expression, zone)} AS DATE)`,
  localTime,
  part: (expression, part) =>
    sql`EXTRACT(${sql.raw(part === "weekday" ? "ISODOW" : part.toUpperCase())} FROM ${expression})`,
  firstDay: (expression, unit) => sql`CAST(date_trunc(${sql.lit(unit)}, ${expression}) AS DATE)`,
  truncClock,
  microsecondsBetween: (from, to) => sql`(epoch_us(${to}) - epoch_us(${from}))`,
  monthsBetween,
  decimal: (expression, scale) => sql`CAST(${expression} AS ${sql.raw(`DECIMAL(38,${scale})`)})`,
  // Sums of BIGINT are HUGEINT, sums of decimals have 38 digits.
  summand: (expression) => expression,
  floorDivide,
  double: (expression) => sql`CAST(${expression} AS DOUBLE)`,
  quotient,
  lower: (expression) => sql`lower(${expression})`,
  contains: (haystack, needle) => sql`contains(${haystack}, ${needle})`,
  startsWith: (text, prefix) => sql`starts_with(${text}, ${prefix})`,
  endsWith: (text, suffix) => sql`ends_with(${text}, ${suffix})`,
  text: (expression, type) => (type.kind === "text" ? expression : sql`CAST(${expression} AS VARCHAR)`),
  // DuckDB compares text bytewise unless a collation is set, and Coterie sets none.
  bytewise: (expression) => expression,
  unknownLast: (expression) => sql`${expression} ASC NULLS LAST`,
  quantile: (expression, share) => sql`quantile_disc(${expression}, ${sql.lit(share)})`,
  sha256: (expression) => sql`sha256(${expression})`,
  replaceAll: (expression, pattern, replacement) =>
    sql`regexp_replace(${expression}, ${pattern}, ${replacement}, 'g')`,
  matches: (expression, pattern) => sql`regexp_matches(${expression}, ${pattern})`,
  // Not NULLIF(regexp_extract(…), ''): DuckDB reads NULLIF as a CASE that computes its argument twice, so a chain of n
  // extracts would cost 2^n.
  extract: (expression, pattern) => sql`regexp_extract_all(${expression}, ${pattern})[1]`,
  nfc: (expression) => sql`nfc_normalize(${expression})`,
  texts: (values) => {
    const { joined, separator } = joinTexts(values);
    const separating = sql.raw(`chr(${separator.codePointAt(0)})`);
    return sql`(SELECT unnest(string_split(CAST(${joined} AS VARCHAR), ${separating})) AS ${sql.id("v")})`;
  },
  only: (value, type, failure) =>
    sql`CASE WHEN COUNT(*) = 1 THEN CAST(MIN(${value}) AS ${sql.raw(duckdbType(type))}) ELSE error(${sql.lit(failure)}) END`,
  // The keys as the words of an ENUM: the only table that DuckDB looks up by hash in an expression.
  lookup: (expression, table) => {
    const words = sql.join([...table.keys()].map((key) => sql.lit(key)));
    return sql`list_extract(${list(table.values())}, enum_code(TRY_CAST(${expression} AS ENUM (${words}))) + 1)`;
  },
};

/** Entries of a table have no line breaks. */
function list(texts: Iterable<string>): Fragment {
  return sql`string_split(${[...texts].join("\n")}, chr(10))`;
}

/** Files are tables of the connection's own in-memory database, named after their entity. */
function source(entity: Entity): Fragment {
  const from = entity.source;
  if (from.kind === "table")
    return sql`${sql.join(
      from.table.map((part) => sql.id(part)),
      sql`.`,
    )}`;
  if (from.kind === "files") return sql`${sql.id(entity.name)}`;
  // The newline ends a trailing comment of theirs before our parenthesis.
  return sql`(${sql.raw(from.sql.replace(/[;\s]+$/, ""))}\n)`;
}

function literal(value: string | number | boolean, type: ColumnType): Fragment {
  if (type.kind === "text") return sql`CAST(${String(value)} AS VARCHAR)`;
  if (type.kind === "boolean") return sql`CAST(${value} AS BOOLEAN)`;
  return sql`CAST(${String(value)} AS ${sql.raw(duckdbType(type))})`;
}

function instant(expression: Fragment, type: ColumnType): Fragment {
  if (type.kind !== "timestamp" || type.zone === "UTC") return expression;
  if (type.zone === null) return sql`timezone('UTC', ${expression})`;
  return localToInstant(expression, type.zone);
}

/** A local time the clock shows twice is the first one, as of every zone-less time. */
function later(instant: Fragment, count: number, unit: Unit, zone: string): Fragment {
  const interval = sql`INTERVAL ${sql.lit(isCalendarUnit(unit) ? `${count * MONTHS[unit]} months` : `${count * MINUTES[unit]} minutes`)}`;
  if (!isCalendarUnit(unit) || zone === "UTC") return sql`${instant} + ${interval}`;
  return localToInstant(sql`(${localTime(instant, zone)} + ${interval})`, zone);
}
