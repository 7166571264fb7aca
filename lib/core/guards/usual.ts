import { sql } from "kysely";
import type { Catalog } from "@/lib/core/catalog/types";
import { memberQuery, toSqlQuery } from "@/lib/core/compile/member-query";
import type { Dialect, Fragment, SqlQuery } from "@/lib/core/ports/warehouse";
import type { Segment } from "@/lib/core/segment/types";

const DAY_MS = 86_400_000;

export type Replayed = { catalog: Catalog; segment: Segment; dialect: Dialect /** ISO. */; asOf: string };

/**
 * One row, `enter` and `leave`: who belongs as of so many days before, and did not the day before that, and the other way
 * round. Asked of the data there are now, so it is what time alone does to an audience. Null: time does nothing to this one.
 */
export function dayOfChurn(replayed: Replayed, daysBefore: number): SqlQuery | null {
  const { dialect } = replayed;
  const later = membersAt(replayed, daysBefore);
  const earlier = membersAt(replayed, daysBefore + 1);
  if (isSameQuery(toSqlQuery(later, dialect), toSqlQuery(earlier, dialect))) return null;
  const columns = [
    sql`(${countOf(later, earlier)}) AS ${sql.id("enter")}`,
    sql`(${countOf(earlier, later)}) AS ${sql.id("leave")}`,
  ];
  return toSqlQuery(sql`SELECT ${sql.join(columns)}`, dialect);
}

function membersAt({ catalog, segment, dialect, asOf }: Replayed, daysBefore: number): Fragment {
  const at = new Date(Date.parse(asOf) - daysBefore * DAY_MS).toISOString();
  const select = { key: { key: true } } as const;
  return memberQuery({ catalog, entity: segment.entity, dialect, asOf: at, where: segment.where, select });
}

const countOf = (some: Fragment, others: Fragment) =>
  sql`SELECT COUNT(*) FROM ((${some}) EXCEPT DISTINCT (${others})) AS ${sql.id("changed")}`;

const isSameQuery = (one: SqlQuery, other: SqlQuery) =>
  one.sql === other.sql && one.parameters.every((value, at) => value === other.parameters[at]);
