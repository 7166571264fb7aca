import { sql } from "kysely";
import { resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import { memberQuery, type Selection, toSqlQuery } from "./member-query";
import type { Question } from "./members";

/**
 * The first members in the order of their keys, the named columns of each as text, by the names `c0`, `c1`, …. Leave a
 * column out and it is not read.
 */
export function compileSample(
  { segment, catalog, dialect, asOf }: Question,
  columns: readonly string[],
  size: number,
): SqlQuery {
  const { entity: name, where } = segment;
  const entity = resolved(resolveEntity(catalog, name));
  const select: Record<string, Selection> = { key: { key: true } };
  for (const [at, column] of columns.entries()) {
    const { type } = entity.columns[column]!;
    select[`c${at}`] = { fragment: (read) => dialect.text(read(column), type) };
  }
  const members = memberQuery({ catalog, dialect, asOf, entity: name, where, select });
  return toSqlQuery(sql`${members}\nORDER BY ${sql.id("key")}\nLIMIT ${sql.lit(Math.trunc(size))}`, dialect);
}
