import { sql } from "kysely";
import type { Entity } from "@/lib/core/catalog/types";
import type { Dialect, SqlQuery } from "@/lib/core/ports/warehouse";
import { toSqlQuery } from "./member-query";

export type ValuesQuestion = {
  entity: Entity;
  column: string;
  /** Case-insensitive, anywhere in the value. */
  search?: string;
  size: number;
  dialect: Dialect;
};

/** `value` (text) and `count` (rows), the most frequent first. For columns classified as not personal. */
export function compileColumnValues({ entity, column, search, size, dialect }: ValuesQuestion): SqlQuery {
  const stored = sql`${sql.id("e", column)}`;
  const { type } = entity.columns[column]!;
  const text = dialect.text(dialect.column(stored, type), type);
  const literal = (value: string) => dialect.literal(value, { kind: "text" });
  const match = search
    ? sql` AND ${dialect.contains(dialect.lower(text), dialect.lower(literal(search)))}`
    : sql``;
  const values = sql`SELECT ${text} AS ${sql.id("value")} FROM ${dialect.source(entity)} AS ${sql.id("e")} WHERE ${stored} IS NOT NULL${match}`;
  const value = sql`${sql.id("value")}`;
  const order = sql`COUNT(*) DESC, ${dialect.bytewise(value, { kind: "text" })}`;
  return toSqlQuery(
    sql`SELECT ${value}, COUNT(*) AS ${sql.id("count")} FROM (${values}) AS ${sql.id("v")} GROUP BY ${value} ORDER BY ${order} LIMIT ${sql.lit(Math.trunc(size))}`,
    dialect,
  );
}
