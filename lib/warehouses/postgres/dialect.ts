import { sql } from "kysely";
import type { ColumnType, Entity } from "@/lib/core/catalog/types";
import { InvalidInput } from "@/lib/core/errors";
import { joinTexts } from "@/lib/core/joined-texts";
import type { Dialect, Fragment } from "@/lib/core/ports/warehouse";
import { postgresBuilder } from "@/lib/kit/sql/postgres-builder";
import { postgresType } from "./column-type";
import { lower } from "./fold-case";
import {
  later,
  localTime,
  localToInstant,
  microsecondsBetween,
  monthsBetween,
  truncClock,
} from "./local-time";
import { nfc } from "./nfc";
import { toPostgresPattern } from "./pattern";
import { text } from "./text";

/**
 * Postgres's way of saying things, from version 15 on. Instants are zone-less UTC timestamps wherever they are computed with;
 * columns that hold instants are compared with literals of their own type. Nothing depends on the session's settings or
 * the database's locale.
 */
export const dialect: Dialect = {
  id: "postgres",
  builder: postgresBuilder,
  source,
  // A list that does not fit into its working memory is gone through for every row.
  looksUpInPlace: false,
  column,
  literal,
  midnight: (date) => sql`CAST(${date} AS timestamp)`,
  instant,
  later,
  localDate: (expression, zone) => sql`CAST(${localTime(expression, zone)} AS date)`,
  localTime,
  part: (expression, part) =>
    sql`EXTRACT(${sql.raw(part === "weekday" ? "ISODOW" : part.toUpperCase())} FROM ${expression})`,
  // A date would be taken for an instant of the session's zone.
  firstDay: (expression, unit) =>
    sql`CAST(date_trunc(${sql.lit(unit)}, CAST(${expression} AS timestamp)) AS date)`,
  truncClock,
  microsecondsBetween,
  monthsBetween,
  decimal: (expression) => sql`CAST(${expression} AS numeric)`,
  // Sums of bigint are numeric, and numeric has no end.
  summand: (expression) => expression,
  // So many places that no fraction of 18 digits is rounded up to a whole number.
  floorDivide: (expression, divisor) =>
    sql`CAST(FLOOR(${expression} / ${sql.lit(divisor)}.00000000000000000000) AS bigint)`,
  double: (expression) => sql`CAST(${expression} AS double precision)`,
  quotient,
  lower,
  contains: (haystack, needle) => sql`(strpos(${haystack}, ${needle}) > 0)`,
  startsWith: (text, prefix) => sql`starts_with(${text}, ${prefix})`,
  endsWith: (text, suffix) => sql`starts_with(reverse(${text}), reverse(${suffix}))`,
  text,
  bytewise: (expression, type) => (type.kind === "text" ? sql`(${expression} COLLATE "C")` : expression),
  unknownLast: (expression) => sql`${expression} ASC NULLS LAST`,
  // percentile_disc sorts them all.
  quantile: () => null,
  sha256: (expression) => sql`encode(sha256(convert_to(${expression}, 'UTF8')), 'hex')`,
  replaceAll: (expression, pattern, replacement) =>
    sql`regexp_replace(${expression}, ${toPostgresPattern(pattern)}, ${replacement}, 'g')`,
  matches: (expression, pattern) => sql`(${expression} ~ ${toPostgresPattern(pattern)})`,
  extract: (expression, pattern) =>
    sql`NULLIF(regexp_substr(${expression}, ${toPostgresPattern(pattern)}), '')`,
  inTurn: { most: 24, select: selectInTurn },
  nfc,
  texts,
  only,
  lookup: (expression, table) =>
    sql`(CAST(${JSON.stringify(Object.fromEntries(table))} AS jsonb) ->> ${expression})`,
};

/**
 * Postgres passes rows on one by one unless it must sort them. It knows what is sorted already, so the order turns round from one
 * SELECT to the next; the length of the key is quick to sort by. A connection remembers 32 patterns, ours and the query's others.
 */
function selectInTurn(columns: Fragment, rows: Fragment, level: number): Fragment {
  if (level === 0) return sql`SELECT ${columns} FROM (${rows}) AS ${sql.id("turn")}`;
  const order = sql.raw(level % 2 === 0 ? "ASC" : "DESC");
  return sql`SELECT ${columns} FROM (SELECT * FROM (${rows}) AS ${sql.id("rows")} ORDER BY octet_length(${sql.id("key")}) ${order} OFFSET 0) AS ${sql.id("turn")}`;
}

/** Postgres raises no error on demand, so a text that is no number is read as one: its complaint quotes the text. */
function only(value: Fragment, type: ColumnType, failure: string): Fragment {
  const name = sql.raw(postgresType(type));
  const failing = sql`CAST(CAST(CAST(${sql.lit(failure)} || COUNT(*) AS integer) AS text) AS ${name})`;
  return sql`CASE WHEN COUNT(*) = 1 THEN CAST((array_agg(${value}))[1] AS ${name}) ELSE ${failing} END`;
}

/** Of the empty text Postgres makes an empty list. */
function texts(values: readonly string[]): Fragment {
  const { joined, separator } = joinTexts(values);
  if (joined === "") return sql`(SELECT CAST('' AS text) AS ${sql.id("v")})`;
  const separating = sql.raw(`chr(${separator.codePointAt(0)})`);
  return sql`(SELECT unnest(string_to_array(CAST(${joined} AS text), ${separating})) AS ${sql.id("v")})`;
}

function source(entity: Entity): Fragment {
  const from = entity.source;
  if (from.kind === "table")
    return sql`${sql.join(
      from.table.map((part) => sql.id(part)),
      sql`.`,
    )}`;
  // The newline ends a trailing comment of theirs before our parenthesis.
  if (from.kind === "query") return sql`(${sql.raw(from.sql.replace(/[;\s]+$/, ""))}\n)`;
  throw new InvalidInput({
    code: "FILES_NEED_DUCKDB",
    message: `${entity.label} come from files, and this catalog's warehouse is Postgres.`,
    fix: "Name a table or a query of the database instead.",
  });
}

/**
 * uuid, enum and citext become text, char(n) loses its padding, money and real their narrow types. Where the type is the same
 * already, Postgres drops the cast and indexes still serve.
 */
function column(stored: Fragment, type: ColumnType): Fragment {
  if (type.kind === "text") return sql`CAST(${stored} AS text)`;
  if (type.kind === "decimal") return sql`CAST(${stored} AS numeric)`;
  return type.kind === "double" ? sql`CAST(${stored} AS double precision)` : stored;
}

/** Decimals keep every digit they come with. */
function literal(value: string | number | boolean, type: ColumnType): Fragment {
  if (type.kind === "boolean") return sql`CAST(${value} AS boolean)`;
  const name = type.kind === "decimal" ? "numeric" : postgresType(type);
  return sql`CAST(${String(value)} AS ${sql.raw(name)})`;
}

/** `div` gives every digit of a whole quotient; `/` would round. */
function quotient(numerator: Fragment, _scale: number, denominator: Fragment, places: number): Fragment {
  const whole = sql`CAST(${numerator} AS numeric) * ${sql.raw(`1${"0".repeat(places)}`)}`;
  const half = sql`sign(CAST(${numerator} AS numeric)) * ${denominator}`;
  const unit = sql.raw(`0.${"0".repeat(places - 1)}1`);
  return sql`(div(2 * ${whole} + ${half}, 2 * CAST(${denominator} AS numeric)) * ${unit})`;
}

function instant(expression: Fragment, type: ColumnType): Fragment {
  if (type.kind !== "timestamp" || type.zone === "UTC") return expression;
  if (type.zone === null) return sql`timezone('UTC', ${expression})`;
  return localToInstant(expression, type.zone);
}
