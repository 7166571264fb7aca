import { sql } from "kysely";
import { resolveColumn, resolved } from "@/lib/core/catalog/resolve";
import type { ColumnType } from "@/lib/core/catalog/types";
import type { RecordFieldType } from "@/lib/core/ports/destination";
import type { Dialect, Fragment } from "@/lib/core/ports/warehouse";
import { MOMENT, replacementOf } from "./date-format";
import { kindOf, type ValueKind, valueKind, type Where } from "./kind";
import { piecesOf } from "./template";
import type { Transform } from "./types";

/**
 * A value as SQL: its text, NULL where it is unknown. Numbers are plain decimals, booleans true and false, dates YYYY-MM-DD, times
 * ISO 8601 in UTC.
 */
export type Value = {
  kind: ValueKind;
  text: Fragment;
  /** What the clocks of the workspace show, of a time of the warehouse's own. */
  local?: Fragment;
};

/** Where a value is made: `column` gives a member's column as its catalog type. */
export type Making = Where & { dialect: Dialect; column: (path: string) => Fragment };

const TEXT: ColumnType = { kind: "text" };
const UTC: ColumnType = { kind: "timestamp", zone: "UTC" };

/** The SQL of a transform that was checked. */
export function makeValue(transform: Transform, making: Making): Value {
  if ("column" in transform) return columnValue(transform.column, making);
  if ("constant" in transform) return constantValue(transform.constant, making.dialect);
  if ("template" in transform) return templateValue(transform.template, making);
  if ("cast" in transform) return castValue(makeValue(transform.cast, making), transform.to, making.dialect);
  if ("date" in transform)
    return dateValue(makeValue(transform.date, making), transform.format, making.dialect);
  return lookupValue(transform, making);
}

function columnValue(path: string, { catalog, entity, dialect, column }: Making): Value {
  const { type } = resolved(resolveColumn(catalog, entity, path)).column;
  const read = kindOf({ column: path }, { catalog, entity });
  const kind = "problem" in read ? "text" : read.kind;
  if (type.kind !== "timestamp") return { kind, text: dialect.text(column(path), type) };
  const instant = dialect.instant(column(path), type);
  return {
    kind,
    text: isoText(dialect.text(instant, UTC), dialect),
    local: dialect.text(dialect.localTime(instant, catalog.zone), UTC),
  };
}

/** Warehouses write a blank for the T, and say of UTC that it is, or nothing. */
const isoText = (text: Fragment, dialect: Dialect): Fragment =>
  dialect.replaceAll(text, "^([0-9-]+)[ T]([0-9:.]+)([+]00|Z)?$", "\\1T\\2Z");

function constantValue(constant: string | number | boolean, dialect: Dialect): Value {
  const text = dialect.literal(String(constant), TEXT);
  if (typeof constant === "string") return { kind: "text", text };
  return { kind: typeof constant === "number" ? "number" : "boolean", text };
}

/** Blanks beside what is left out go too. */
function templateValue(template: string, making: Making): Value {
  const { dialect } = making;
  const known: Fragment[] = [];
  const parts = (piecesOf(template) ?? []).map((piece) => {
    if ("text" in piece) return dialect.literal(piece.text, TEXT);
    const value = columnValue(piece.column, making);
    const text = value.local ?? value.text;
    known.push(text);
    return sql`COALESCE(${text}, '')`;
  });
  const whole = sql`(${sql.join(parts, sql` || `)})`;
  const tidy = dialect.replaceAll(dialect.replaceAll(whole, " +", " "), "^ | $", "");
  if (known.length === 0) return { kind: "text", text: tidy };
  return { kind: "text", text: sql`CASE WHEN COALESCE(${sql.join(known)}) IS NOT NULL THEN ${tidy} END` };
}

function lookupValue(
  { lookup, table, otherwise }: Extract<Transform, { lookup: Transform }>,
  making: Making,
): Value {
  const { dialect } = making;
  const { text } = makeValue(lookup, making);
  const found = dialect.lookup(text, new Map(Object.entries(table)));
  if (otherwise === undefined) return { kind: "text", text: found };
  const rest = dialect.literal(otherwise, TEXT);
  return { kind: "text", text: sql`COALESCE(${found}, ${rest})` };
}

function dateValue({ text, local }: Value, format: string, dialect: Dialect): Value {
  const moment = sql`COALESCE(${local ?? text}, ${text})`;
  const written = dialect.replaceAll(moment, MOMENT, replacementOf(format) ?? "");
  return { kind: "text", text: onlyWhere(moment, MOMENT, written, dialect) };
}

const NUMBER = "^-?([0-9]+|[0-9]*[.][0-9]+)$";
const DAY = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
const TIME =
  "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?$";
const ZONED = "(Z|[+-][0-9]{2}:?[0-9]{2})$";
const YES_AND_NO = new Map(
  [
    ["true", "t", "yes", "y", "1"],
    ["false", "f", "no", "n", "0"],
  ].flatMap((words, at) => words.map((word) => [word, at === 0 ? "true" : "false"] as const)),
);

/** A value read as another type; unknown where it cannot be. */
export function castValue(value: Value, to: RecordFieldType, dialect: Dialect): Value {
  const kind = valueKind(to);
  if (kind === value.kind) return value;
  if (kind === "text") return { kind, text: value.text };
  const { text } = value;
  const trimmed = dialect.replaceAll(text, "^\\s+|\\s+$", "");
  if (value.kind === "text") return { kind, text: fromText[kind](trimmed, dialect) };
  if (kind === "boolean") {
    const isZero = dialect.matches(text, "^-?0*[.]?0*$");
    return { kind, text: sql`CASE WHEN ${isZero} THEN 'false' WHEN ${text} IS NOT NULL THEN 'true' END` };
  }
  if (kind === "number")
    return { kind, text: sql`CASE ${text} WHEN 'true' THEN '1' WHEN 'false' THEN '0' END` };
  if (kind === "datetime") return { kind, text: sql`(${text} || 'T00:00:00Z')` };
  return { kind, text: dialect.extract(value.local ?? text, "^[0-9]{4}-[0-9]{2}-[0-9]{2}") };
}

const fromText: Record<Exclude<ValueKind, "text">, (text: Fragment, dialect: Dialect) => Fragment> = {
  number: (text, dialect) => onlyWhere(text, NUMBER, text, dialect),
  boolean: (text, dialect) => dialect.lookup(dialect.lower(text), YES_AND_NO),
  date: (text, dialect) => onlyWhere(text, DAY, text, dialect),
  datetime: (text, dialect) => {
    const iso = dialect.replaceAll(text, "^([0-9-]+)[ T]", "\\1T");
    const zoned = sql`CASE WHEN ${dialect.matches(text, ZONED)} THEN ${iso} ELSE ${iso} || 'Z' END`;
    return onlyWhere(text, TIME, zoned, dialect);
  },
};

/** NULL where the pattern does not match; an unknown value never does. */
function onlyWhere(value: Fragment, pattern: string, then: Fragment, dialect: Dialect): Fragment {
  return sql`CASE WHEN ${dialect.matches(value, pattern)} THEN ${then} END`;
}
