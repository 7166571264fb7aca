import { sql } from "kysely";
import { type ResolvedColumn, resolveColumn, resolved } from "@/lib/core/catalog/resolve";
import type { ColumnType } from "@/lib/core/catalog/types";
import type { Dialect, Fragment, SqlQuery } from "@/lib/core/ports/warehouse";
import { memberQuery, toSqlQuery } from "./member-query";
import type { Question } from "./members";

/**
 * Members by a column of theirs: `value` (text, NULL where unknown), `people`, and `total`, all members. The unknown come
 * first, then the most frequent values, `size` rows at most. Dates and times count by their month, YYYY-MM-01.
 */
export function compileBreakdown(
  { segment, catalog, dialect, asOf }: Question,
  path: string,
  size: number,
): SqlQuery {
  const found = resolved(resolveColumn(catalog, segment.entity, path));
  const members = memberQuery({
    catalog,
    dialect,
    asOf,
    entity: segment.entity,
    where: segment.where,
    select: { value: { fragment: (column) => groupedBy(found, column(path), dialect, catalog.zone) } },
  });
  const value = sql`${sql.id("value")}`;
  const people = sql`${sql.id("people")}`;
  const grouped = sql`SELECT ${value}, COUNT(*) AS ${people}\nFROM (\n${members}\n) AS ${sql.id("members")}\nGROUP BY ${value}`;
  const unknownFirst = sql`CASE WHEN ${value} IS NULL THEN 0 ELSE 1 END`;
  const order = sql`${unknownFirst}, ${people} DESC, ${dialect.bytewise(value, { kind: "text" })}`;
  return toSqlQuery(
    sql`SELECT ${value}, ${people}, SUM(${people}) OVER () AS ${sql.id("total")}\nFROM (\n${grouped}\n) AS ${sql.id("groups")}\nORDER BY ${order}\nLIMIT ${sql.lit(Math.trunc(size))}`,
    dialect,
  );
}

/** Numbers with a fraction have as many values as rows; everything else can be counted by. */
export function canBreakDown(type: ColumnType): boolean {
  return type.kind !== "decimal" && type.kind !== "double";
}

function groupedBy({ column: { type } }: ResolvedColumn, stored: Fragment, dialect: Dialect, zone: string) {
  if (type.kind !== "date" && type.kind !== "timestamp") return dialect.text(stored, type);
  const isInstant = type.kind === "timestamp" && type.zone !== null;
  const day = isInstant ? dialect.localDate(dialect.instant(stored, type), zone) : stored;
  return dialect.text(dialect.firstDay(day, "month"), { kind: "date" });
}
