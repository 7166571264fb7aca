import { sql } from "kysely";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import type { Condition } from "@/lib/core/segment/types";
import { memberQuery, type Selection, toSqlQuery } from "./member-query";
import type { Question } from "./members";

/**
 * One row over every row of the entity, read once: `members`, and for the n-th of the others `size_n` and `both_n`, those
 * who are members of both.
 */
export function compileOverlap(
  { segment, catalog, dialect, asOf }: Question,
  others: readonly Condition[],
): SqlQuery {
  const select: Record<string, Selection> = { mine: { condition: segment.where } };
  for (const [index, condition] of others.entries()) select[`other_${index}`] = { condition };
  const flags = memberQuery({ catalog, dialect, asOf, entity: segment.entity, select });
  const mine = sql`${sql.id("mine")}`;
  const counts = others.flatMap((_, index) => {
    const other = sql`${sql.id(`other_${index}`)}`;
    return [
      sql`COALESCE(SUM(CASE WHEN ${other} THEN 1 ELSE 0 END), 0) AS ${sql.id(`size_${index}`)}`,
      sql`COALESCE(SUM(CASE WHEN ${mine} AND ${other} THEN 1 ELSE 0 END), 0) AS ${sql.id(`both_${index}`)}`,
    ];
  });
  const members = sql`COALESCE(SUM(CASE WHEN ${mine} THEN 1 ELSE 0 END), 0) AS ${sql.id("members")}`;
  return toSqlQuery(
    sql`SELECT ${sql.join([members, ...counts])}\nFROM (\n${flags}\n) AS ${sql.id("flags")}`,
    dialect,
  );
}
