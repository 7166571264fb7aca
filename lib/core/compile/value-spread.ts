import { sql } from "kysely";
import type { ColumnType } from "@/lib/core/catalog/types";
import type { Dialect, Fragment, SqlQuery } from "@/lib/core/ports/warehouse";
import type { Value } from "@/lib/core/segment/types";
import { asDouble, asInstant } from "./compare";
import { memberQuery, toSqlQuery } from "./member-query";
import type { Question } from "./members";
import { filled, type Quantity } from "./quantity";
import type { Context } from "./scope";

/** Over all rows: `total`, `known`, and for numbers the `low` and `high` as doubles; NULL for other types. */
export function compileRange(question: Question, value: Value, type: ColumnType): SqlQuery {
  const stored = sql`${sql.id("value")}`;
  const [low, high] = isNumeric(type)
    ? [sql`MIN(${stored})`, sql`MAX(${stored})`]
    : [sql.raw("NULL"), sql.raw("NULL")];
  const columns = sql`COUNT(*) AS ${sql.id("total")}, COUNT(${stored}) AS ${sql.id("known")}, ${low} AS ${sql.id("low")}, ${high} AS ${sql.id("high")}`;
  return toSqlQuery(
    sql`SELECT ${columns}\nFROM (\n${rowsOf(question, value)}\n) AS ${sql.id("rows")}`,
    question.dialect,
  );
}

/**
 * Known values with their `people`, the most frequent first, `size` at most: texts as they are, dates and times by their year,
 * numbers by the number of the band of that `width` they are in.
 */
export function compileSpread(
  question: Question,
  value: Value,
  size: number,
  width: number | null,
): SqlQuery {
  const { dialect } = question;
  const stored = sql`${sql.id("value")}`;
  const band = width === null ? stored : bandOf(dialect, stored, width);
  const group = sql`${sql.id("band")}`;
  const people = sql`${sql.id("people")}`;
  const rows = sql`SELECT ${band} AS ${group}\nFROM (\n${rowsOf(question, value)}\n) AS ${sql.id("rows")}\nWHERE ${stored} IS NOT NULL`;
  return toSqlQuery(
    sql`SELECT ${group} AS ${sql.id("value")}, COUNT(*) AS ${people}\nFROM (\n${rows}\n) AS ${sql.id("bands")}\nGROUP BY ${group}\nORDER BY ${people} DESC, ${group}\nLIMIT ${sql.lit(Math.trunc(size))}`,
    dialect,
  );
}

export function isNumeric({ kind }: ColumnType): boolean {
  return kind === "integer" || kind === "decimal" || kind === "double";
}

function bandOf(dialect: Dialect, stored: Fragment, width: number): Fragment {
  return sql`FLOOR(${stored} / ${dialect.literal(width, { kind: "double" })})`;
}

function rowsOf({ segment, catalog, dialect, asOf }: Question, value: Value): Fragment {
  const { entity, where } = segment;
  return memberQuery({ catalog, dialect, asOf, entity, where, select: { value: { value, as: shownAs } } });
}

function shownAs(quantity: Quantity, context: Context): Fragment {
  const { dialect, clock } = context;
  const { type } = quantity;
  if (isNumeric(type)) {
    const whole = asDouble(context, quantity);
    return quantity.over === undefined ? dialect.double(filled(quantity)) : whole.expression;
  }
  if (type.kind !== "date" && type.kind !== "timestamp") return dialect.text(filled(quantity), type);
  const day =
    type.kind === "date"
      ? quantity.expression
      : dialect.localDate(asInstant(context, quantity).expression, clock.zone);
  return dialect.text(dialect.firstDay(day, "year"), { kind: "date" });
}
