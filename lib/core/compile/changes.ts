import { sql } from "kysely";
import type { Fragment, SqlQuery } from "@/lib/core/ports/warehouse";
import type { Condition } from "@/lib/core/segment/types";
import { and, not } from "./logic";
import { memberQuery, type Selection, toSqlQuery } from "./member-query";
import type { Question } from "./members";

/**
 * What the passing of time did to a segment, over the rows as they are now: `members_before`, `members_now`, `entered`,
 * `left`, and for the n-th condition `gained_n`, those who entered and meet it only now, and `lost_n`, those who left and met
 * it only then.
 */
export function compileChanges(
  { segment, catalog, dialect, asOf }: Question,
  before: string,
  conditions: readonly Condition[],
): SqlQuery {
  const select: Record<string, Selection> = { key: { key: true }, met: { condition: segment.where } };
  for (const [index, condition] of conditions.entries()) select[`f${index}`] = { condition };
  const at = (moment: string) =>
    memberQuery({ catalog, dialect, asOf: moment, entity: segment.entity, select });
  const entered = [is("now", "met"), not(is("then", "met"))];
  const left = [is("then", "met"), not(is("now", "met"))];
  const counts = conditions.flatMap((_, index) => {
    const flag = `f${index}`;
    return [
      sql`${people([...entered, is("now", flag), not(is("then", flag))])} AS ${sql.id(`gained_${index}`)}`,
      sql`${people([...left, is("then", flag), not(is("now", flag))])} AS ${sql.id(`lost_${index}`)}`,
    ];
  });
  const columns = [
    sql`${people([is("then", "met")])} AS ${sql.id("members_before")}`,
    sql`${people([is("now", "met")])} AS ${sql.id("members_now")}`,
    sql`${people(entered)} AS ${sql.id("entered")}`,
    sql`${people(left)} AS ${sql.id("left_since")}`,
    ...counts,
  ];
  const join = sql`(\n${at(before)}\n) AS ${sql.id("then")}\nJOIN (\n${at(asOf)}\n) AS ${sql.id("now")} ON ${sql.id("now", "key")} = ${sql.id("then", "key")}`;
  return toSqlQuery(sql`SELECT ${sql.join(columns)}\nFROM ${join}`, dialect);
}

function is(moment: "then" | "now", flag: string): Fragment {
  return sql`${sql.id(moment, flag)}`;
}

function people(conditions: readonly Fragment[]): Fragment {
  return sql`COALESCE(SUM(CASE WHEN ${and(conditions)} THEN 1 ELSE 0 END), 0)`;
}
