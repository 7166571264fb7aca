import { sql } from "kysely";
import { resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Dialect, SqlQuery } from "@/lib/core/ports/warehouse";
import type { Segment } from "@/lib/core/segment/types";
import { memberKey, memberQuery, planMemberQuery, toSqlQuery } from "./member-query";
import type { Outline } from "./plan";

export type Question = {
  segment: Segment;
  catalog: Catalog;
  dialect: Dialect;
  /** The instant the question is asked at, as ISO text in UTC. */
  asOf: string;
};

/** One text column `key`, one row a member, sorted bytewise. */
export function compileMembers(question: Question): SqlQuery {
  return explainMembers(question).query;
}

/** The query of `compileMembers` beside its plan: the condition with what answers each part, and every set that is built. */
export function explainMembers({ segment, catalog, dialect, asOf }: Question): {
  query: SqlQuery;
  outline: () => Outline;
} {
  const { entity, where } = segment;
  const select = { key: { key: true } } as const;
  const members = planMemberQuery({ catalog, dialect, asOf, entity, where, select });
  const query = toSqlQuery(sql`${members.select}\nORDER BY ${sql.id("key")}`, dialect);
  return { query, outline: members.outline };
}

/** One row: `members` and `population`, the rows of the entity, or of them those the catalog is read within. */
export function compileCount({ segment, catalog, dialect, asOf }: Question): SqlQuery {
  const entity = resolved(resolveEntity(catalog, segment.entity));
  memberKey(entity);
  const members = memberQuery({
    catalog,
    dialect,
    asOf,
    entity: entity.name,
    where: segment.where,
    select: { members: { fragment: () => sql`COUNT(*)` } },
  });
  const everyone = { population: { fragment: () => sql`COUNT(*)` } };
  const population = catalog.within
    ? memberQuery({ catalog, dialect, asOf, entity: entity.name, select: everyone })
    : sql`SELECT COUNT(*)\nFROM ${dialect.source(entity)} AS ${sql.id("everyone")}`;
  return toSqlQuery(
    sql`SELECT (\n${members}\n) AS ${sql.id("members")}, (\n${population}\n) AS ${sql.id("population")}`,
    dialect,
  );
}
