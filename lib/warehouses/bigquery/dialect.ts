import { sql } from "kysely";
import type { ColumnType, Entity } from "@/lib/core/catalog/types";
import { InvalidInput, Unsupported } from "@/lib/core/errors";
import { joinTexts } from "@/lib/core/joined-texts";
import type { Dialect, Fragment } from "@/lib/core/ports/warehouse";
import type { DatePart } from "@/lib/core/segment/types";
import { builder } from "./builder";
import { bigqueryType, fitsNumeric } from "./column-type";
import { lower } from "./fold-case";
import { later, localTime, localToInstant, monthsBetween, truncClock } from "./local-time";
import { tableName } from "./quote";

/**
 * BigQuery's way of saying things. Instants are DATETIMEs in UTC; a TIMESTAMP column stays one where it is compared with bounds,
 * so that partitions it does not fall in are not read.
 */
export const dialect: Dialect = {
  id: "bigquery",
  builder,
  // Joins are what its planner is best at.
  looksUpInPlace: false,
  source,
  column: (stored) => stored,
  literal,
  midnight: (date) => sql`CAST(${date} AS DATETIME)`,
  instant,
  later,
  localDate: (expression, zone) => sql`CAST(${localTime(expression, zone)} AS DATE)`,
  localTime,
  part,
  firstDay: (expression, unit) => {
    const date = sql`CAST(${expression} AS DATE)`;
    const word = sql.raw(unit === "week" ? "ISOWEEK" : unit.toUpperCase());
    return unit === "day" ? date : sql`DATE_TRUNC(${date}, ${word})`;
  },
  truncClock,
  microsecondsBetween: (from, to) => sql`DATETIME_DIFF(${to}, ${from}, MICROSECOND)`,
  monthsBetween,
  decimal: (expression) => sql`CAST(${expression} AS BIGNUMERIC)`,
  summand,
  // DIV rounds towards zero; of NUMERIC, with nine places, a fraction of a week could be rounded up to a whole one.
  floorDivide: (expression, divisor) =>
    sql`CAST(FLOOR(CAST(${expression} AS BIGNUMERIC) / ${sql.lit(divisor)}) AS INT64)`,
  double: (expression) => sql`CAST(${expression} AS FLOAT64)`,
  quotient,
  lower,
  contains: (haystack, needle) => sql`STRPOS(${haystack}, ${needle}) > 0`,
  startsWith: (text, prefix) => sql`STARTS_WITH(${text}, ${prefix})`,
  endsWith: (text, suffix) => sql`ENDS_WITH(${text}, ${suffix})`,
  text,
  // BigQuery compares text bytewise unless a column has a collation, and the catalog's check refuses those.
  bytewise: (expression) => expression,
  // Windows know no NULLS LAST.
  unknownLast: (expression) => sql`${expression} IS NULL, ${expression}`,
  // APPROX_QUANTILES promises no bound on its error.
  quantile: () => null,
  sha256: (expression) => sql`TO_HEX(SHA256(${expression}))`,
  // Patterns stand in the text, so that they are read once and not for every row.
  replaceAll: (expression, pattern, replacement) =>
    sql`REGEXP_REPLACE(${expression}, ${sql.lit(pattern)}, ${sql.lit(replacement)})`,
  matches: (expression, pattern) => sql`REGEXP_CONTAINS(${expression}, ${sql.lit(pattern)})`,
  extract: (expression, pattern) =>
    sql`NULLIF(REGEXP_EXTRACT(${expression}, ${sql.lit(withoutGroups(pattern))}), '')`,
  nfc: (expression) => sql`NORMALIZE(${expression}, NFC)`,
  texts,
  only: (value, type, failure) =>
    sql`IF(COUNT(*) = 1, CAST(MIN(${value}) AS ${sql.raw(bigqueryType(type))}), ERROR(${sql.lit(failure)}))`,
  lookup: (expression, table) => {
    const entries = [...table].map(([key, value]) => sql`WHEN ${sql.lit(key)} THEN ${sql.lit(value)}`);
    return sql`CASE ${expression} ${sql.join(entries, sql` `)} END`;
  },
};

/** BigQuery takes questions of up to 10 MB, their parameters included. */
const MOST_TEXT = 8_000_000;

function texts(values: readonly string[]): Fragment {
  const { joined, separator } = joinTexts(values);
  if (joined.length > MOST_TEXT) {
    throw new Unsupported("list", "The list is longer than a question to BigQuery may be.");
  }
  const separating = sql.raw(`CODE_POINTS_TO_STRING([${separator.codePointAt(0)}])`);
  return sql`(SELECT ${sql.id("v")} FROM UNNEST(SPLIT(${joined}, ${separating})) AS ${sql.id("v")})`;
}

function source(entity: Entity): Fragment {
  const from = entity.source;
  if (from.kind === "table") return sql.raw(tableName(from.table));
  // The newline ends a trailing comment of theirs before our parenthesis.
  if (from.kind === "query") return sql`(${sql.raw(from.sql.replace(/[;\s]+$/, ""))}\n)`;
  throw new InvalidInput({
    code: "FILES_NOT_READ",
    message: `${entity.label} are files, which BigQuery does not read.`,
    fix: "Name a table or a query of the warehouse in the catalog.",
  });
}

function literal(value: string | number | boolean, type: ColumnType): Fragment {
  if (type.kind === "text") return sql`${String(value)}`;
  if (type.kind === "boolean") return sql`${value}`;
  const hasNoZone = type.kind === "timestamp" && type.zone !== null;
  const words = hasNoZone ? String(value).replace(/Z$/, "") : String(value);
  return sql`CAST(${words} AS ${sql.raw(bigqueryType(type))})`;
}

function instant(expression: Fragment, type: ColumnType): Fragment {
  if (type.kind !== "timestamp" || type.zone === "UTC") return expression;
  return type.zone === null ? sql`DATETIME(${expression}, 'UTC')` : localToInstant(expression, type.zone);
}

function part(expression: Fragment, part: DatePart): Fragment {
  if (part !== "weekday") return sql`EXTRACT(${sql.raw(part.toUpperCase())} FROM ${expression})`;
  // Sunday is 1 there.
  return sql`(MOD(EXTRACT(DAYOFWEEK FROM ${expression}) + 5, 7) + 1)`;
}

/** DIV gives every digit of a whole quotient. */
function quotient(numerator: Fragment, _scale: number, denominator: Fragment, places: number): Fragment {
  const exact = sql`CAST(${numerator} AS BIGNUMERIC)`;
  const whole = sql`${exact} * ${sql.raw(`BIGNUMERIC '1${"0".repeat(places)}'`)}`;
  const divisor = sql`CAST(${denominator} AS BIGNUMERIC)`;
  const unit = sql.raw(`BIGNUMERIC '0.${"0".repeat(places - 1)}1'`);
  return sql`(DIV(2 * ${whole} + SIGN(${exact}) * ${divisor}, 2 * ${divisor}) * ${unit})`;
}

/** Sums of 64-bit integers fail where they outgrow 64 bits; as NUMERIC there is room for ten billion of the largest. */
function summand(expression: Fragment, type: ColumnType): Fragment {
  if (type.kind === "integer") return sql`CAST(${expression} AS NUMERIC)`;
  if (type.kind !== "decimal") return expression;
  const hasRoom = fitsNumeric({ precision: type.precision + 10, scale: type.scale });
  return sql`CAST(${expression} AS ${sql.raw(hasRoom ? "NUMERIC" : "BIGNUMERIC")})`;
}

/** Decimals with all their places, times with as many as they need: as DuckDB prints them. */
function text(expression: Fragment, type: ColumnType): Fragment {
  if (type.kind === "text") return expression;
  if (type.kind === "decimal") return sql`FORMAT(${sql.lit(`%.${type.scale}f`)}, ${expression})`;
  if (type.kind !== "timestamp") return sql`CAST(${expression} AS STRING)`;
  if (type.zone !== null) return sql`FORMAT_DATETIME(${sql.lit(TIME)}, ${expression})`;
  return sql`FORMAT_TIMESTAMP(${sql.lit(`${TIME}+00`)}, ${expression}, 'UTC')`;
}

const TIME = "%E4Y-%m-%d %H:%M:%E*S";

/** BigQuery extracts a pattern's group where it has one; the whole match is meant. */
function withoutGroups(pattern: string): string {
  return pattern.replace(
    /(\\.|\[(?:\\.|[^\]])*\])|\((?!\?)/gs,
    (_, kept: string | undefined) => kept ?? "(?:",
  );
}
