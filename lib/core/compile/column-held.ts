import { sql } from "kysely";
import type { Entity } from "@/lib/core/catalog/types";
import type { Dialect, SqlQuery } from "@/lib/core/ports/warehouse";
import { toSqlQuery } from "./member-query";

export type HeldQuestion = { entity: Entity; column: string; values: readonly string[]; dialect: Dialect };

/** `value`: those of the given texts that some row holds, each once. For columns classified as not personal. */
export function compileHeldValues({ entity, column, values, dialect }: HeldQuestion): SqlQuery {
  const { text } = columnOf(entity, column, dialect);
  const asked = sql.join(values.map((value) => dialect.literal(value, { kind: "text" })));
  return toSqlQuery(
    sql`SELECT DISTINCT ${text} AS ${sql.id("value")} FROM ${dialect.source(entity)} AS ${sql.id("e")} WHERE ${text} IN (${asked})`,
    dialect,
  );
}

/** `value`: a few texts the column holds, whichever come first: no order, so the warehouse stops early. */
export function compileExamples({
  entity,
  column,
  size,
  dialect,
}: Omit<HeldQuestion, "values"> & { size: number }): SqlQuery {
  const { stored, text } = columnOf(entity, column, dialect);
  return toSqlQuery(
    sql`SELECT ${text} AS ${sql.id("value")} FROM ${dialect.source(entity)} AS ${sql.id("e")} WHERE ${stored} IS NOT NULL LIMIT ${sql.lit(Math.trunc(size))}`,
    dialect,
  );
}

function columnOf(entity: Entity, column: string, dialect: Dialect) {
  const stored = sql`${sql.id("e", column)}`;
  const { type } = entity.columns[column]!;
  return { stored, text: dialect.text(dialect.column(stored, type), type) };
}
