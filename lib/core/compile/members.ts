import { sql } from "kysely";
import { resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Dialect, SqlQuery } from "@/lib/core/ports/warehouse";
import type { Segment } from "@/lib/core/segment/types";
import { memberKey, memberQuery, toSqlQuery } from "./member-query";

export type Question = {
  segment: Segment;
  catalog: Catalog;
  dialect: Dialect;
  /** The instant the question is asked at, as ISO text in UTC. */
  asOf: string;
};

/** One text column `key`, one row a member, sorted bytewise. */
export function compileMembers({ segment, catalog, dialect, asOf }: Question): SqlQuery {
  const { entity, where } = segment;
  const members = memberQuery({ catalog, dialect, asOf, entity, where, select: { key: { key: true } } });
  return toSqlQuery(sql`${members}\nORDER BY ${sql.id("key")}`, dialect);
}

/** One row: `members` and `population`, the rows of the entity. */
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
  const population = sql`SELECT COUNT(*)\nFROM ${dialect.source(entity)} AS ${sql.id("everyone")}`;
  return toSqlQuery(
    sql`SELECT (\n${members}\n) AS ${sql.id("members")}, (\n${population}\n) AS ${sql.id("population")}`,
    dialect,
  );
}
