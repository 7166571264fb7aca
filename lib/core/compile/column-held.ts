import { sql } from "kysely";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import { type ColumnRows, columnRows } from "./column-rows";
import { toSqlQuery } from "./member-query";

export type HeldQuestion = ColumnRows & { values: readonly string[] };

/** `value`: those of the given texts that some row holds, each once. For columns classified as not personal. */
export function compileHeldValues({ values, ...rows }: HeldQuestion): SqlQuery {
  const { dialect } = rows;
  const { from, text } = columnRows(rows);
  const asked = sql.join(values.map((value) => dialect.literal(value, { kind: "text" })));
  return toSqlQuery(
    sql`SELECT DISTINCT ${text} AS ${sql.id("value")} FROM ${from} WHERE ${text} IN (${asked})`,
    dialect,
  );
}

/** `value`: a few texts the column holds, whichever come first: no order, so the warehouse stops early. */
export function compileExamples({ size, ...rows }: ColumnRows & { size: number }): SqlQuery {
  const { dialect } = rows;
  const { from, stored, text } = columnRows(rows);
  return toSqlQuery(
    sql`SELECT ${text} AS ${sql.id("value")} FROM ${from} WHERE ${stored} IS NOT NULL LIMIT ${sql.lit(Math.trunc(size))}`,
    dialect,
  );
}
