import { sql } from "kysely";
import type { Column, Entity } from "@/lib/core/catalog/types";
import { toSqlQuery } from "@/lib/core/compile/member-query";
import type { Dialect, Fragment, SqlQuery } from "@/lib/core/ports/warehouse";

const stored = (name: string) => sql`${sql.id("t", name)}`;

/** One row, `newest`: the instant of the entity's newest row up to `asOf` (ISO, UTC); rows of the future say nothing of a load. */
export function newestRow(entity: Entity, time: Column, asOf: string, dialect: Dialect): SqlQuery {
  const at = dialect.instant(dialect.column(stored(time.name), time.type), time.type);
  const until = dialect.literal(asOf, { kind: "timestamp", zone: "UTC" });
  const now = dialect.instant(until, { kind: "timestamp", zone: "UTC" });
  return selectFrom(entity, [sql`MAX(${at}) AS ${sql.id("newest")}`], dialect, sql` WHERE ${at} <= ${now}`);
}

/** One row: `rows`, and for the n-th column how many of them have a value, as `c<n>`. */
export function filledColumns(entity: Entity, columns: readonly Column[], dialect: Dialect): SqlQuery {
  const counts = columns.map((column, at) => sql`COUNT(${stored(column.name)}) AS ${sql.id(`c${at}`)}`);
  return selectFrom(entity, [ROWS, ...counts], dialect);
}

/** One row: `rows`, and for the n-th column how many of them hold a value it does not accept, as `c<n>`. */
export function otherValues(entity: Entity, columns: readonly Column[], dialect: Dialect): SqlQuery {
  const counts = columns.map((column, at) => {
    const text = dialect.text(dialect.column(stored(column.name), column.type), column.type);
    const accepted = (column.accepted ?? []).map((value) => dialect.literal(value, { kind: "text" }));
    return sql`COUNT(CASE WHEN ${text} NOT IN (${sql.join(accepted)}) THEN 1 END) AS ${sql.id(`c${at}`)}`;
  });
  return selectFrom(entity, [ROWS, ...counts], dialect);
}

const ROWS = sql`COUNT(*) AS ${sql.id("rows")}`;

function selectFrom(entity: Entity, columns: readonly Fragment[], dialect: Dialect, where = sql``): SqlQuery {
  const from = sql`${dialect.source(entity)} AS ${sql.id("t")}`;
  return toSqlQuery(sql`SELECT ${sql.join(columns)} FROM ${from}${where}`, dialect);
}
