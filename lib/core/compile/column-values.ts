import { sql } from "kysely";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import { type ColumnRows, columnRows } from "./column-rows";
import { toSqlQuery } from "./member-query";

export type ValuesQuestion = ColumnRows & {
  /** Case-insensitive, anywhere in the value. */
  search?: string;
  size: number;
};

/** `value` (text) and `count` (rows), the most frequent first. For columns classified as not personal. */
export function compileColumnValues({ search, size, ...rows }: ValuesQuestion): SqlQuery {
  const { dialect } = rows;
  const { from, stored, text } = columnRows(rows);
  const literal = (value: string) => dialect.literal(value, { kind: "text" });
  const match = search
    ? sql` AND ${dialect.contains(dialect.lower(text), dialect.lower(literal(search)))}`
    : sql``;
  const values = sql`SELECT ${text} AS ${sql.id("value")} FROM ${from} WHERE ${stored} IS NOT NULL${match}`;
  const value = sql`${sql.id("value")}`;
  const order = sql`COUNT(*) DESC, ${dialect.bytewise(value, { kind: "text" })}`;
  return toSqlQuery(
    sql`SELECT ${value}, COUNT(*) AS ${sql.id("count")} FROM (${values}) AS ${sql.id("v")} GROUP BY ${value} ORDER BY ${order} LIMIT ${sql.lit(Math.trunc(size))}`,
    dialect,
  );
}
