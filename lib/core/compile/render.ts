import { sql } from "kysely";
import type { Dialect, Fragment } from "@/lib/core/ports/warehouse";
import { and } from "./logic";
import {
  type Aggregate,
  type Join,
  type ListedJoin,
  type MeasureJoin,
  type RelatedPlan,
  type RowsPlan,
  relationColumn,
  type ToOneJoin,
} from "./plan";
import { columnOf, type Scope } from "./scope";

/** `FROM … LEFT JOIN …` of rows and everything joined to them. */
export function renderRows(dialect: Dialect, rows: RowsPlan): Fragment {
  return sql`FROM ${dialect.source(rows.entity)} AS ${sql.id(rows.alias)}${renderJoins(dialect, rows.joins)}`;
}

export function renderJoins(dialect: Dialect, joins: readonly Join[]): Fragment {
  return sql`${sql.join(
    joins.map((join) => renderJoin(dialect, join)),
    sql``,
  )}`;
}

function renderJoin(dialect: Dialect, join: Join): Fragment {
  switch (join.kind) {
    case "to_one":
      return renderToOne(dialect, join);
    case "measure":
      return renderMeasure(dialect, join);
    case "listed":
      return renderListed(dialect, join);
  }
}

function renderToOne(dialect: Dialect, { alias, parent, hop }: ToOneJoin): Fragment {
  return sql` LEFT JOIN ${dialect.source(hop.to)} AS ${sql.id(alias)} ON ${onColumns(hop.relation.on, parent, alias)}`;
}

function renderListed(dialect: Dialect, { alias, on, entity, column }: ListedJoin): Fragment {
  const values = sql`SELECT DISTINCT ${sql.id(column)} AS ${sql.id("k1")} FROM ${dialect.source(entity)} AS ${sql.id(`${alias}_rows`)}`;
  return sql` LEFT JOIN (${values}) AS ${sql.id(alias)} ON ${columnOf(alias, "k1")} = ${on}`;
}

function renderMeasure(dialect: Dialect, join: MeasureJoin): Fragment {
  const on = join.related.hops[0]!.relation.on.map(
    ([here], index) => sql`${columnOf(join.alias, relationColumn(index))} = ${columnOf(join.parent, here)}`,
  );
  return sql` LEFT JOIN (${renderSubquery(dialect, join)}) AS ${sql.id(join.alias)} ON ${joinAnd(on)}`;
}

function renderSubquery(dialect: Dialect, { related, aggregates, order }: MeasureJoin): Fragment {
  if (order) return renderPick(dialect, related, aggregates[0]!, order);
  if (aggregates.length === 0) {
    return sql`SELECT DISTINCT ${list(namedKeys(related))} ${renderRelated(dialect, related)}`;
  }
  if (related.mayRepeat && aggregates.some(countsRepeats))
    return renderDistinct(dialect, related, aggregates);
  const columns = aggregates.map((one) => sql`${call(one, one.argument)} AS ${sql.id(one.alias)}`);
  return sql`SELECT ${list([...namedKeys(related), ...columns])} ${renderRelated(dialect, related)} GROUP BY ${list(keys(related))}`;
}

/** Each end row once: the rows are made distinct by their key before anything is added up. */
function renderDistinct(dialect: Dialect, related: RelatedPlan, aggregates: readonly Aggregate[]): Fragment {
  const { end } = related;
  const endKey = end.entity.key.map(
    (name, index) => sql`${columnOf(end.alias, name)} AS ${sql.id(`e${index + 1}`)}`,
  );
  const given = aggregates.filter((one) => one.argument !== null);
  const values = given.map((one) => sql`${one.argument} AS ${sql.id(one.alias)}`);
  const inner = sql`SELECT DISTINCT ${list([...namedKeys(related), ...endKey, ...values])} ${renderRelated(dialect, related)}`;
  const names = related.hops[0]!.relation.on.map((_, index) => sql`${sql.id(relationColumn(index))}`);
  const columns = aggregates.map((one) => {
    const argument = one.argument === null ? null : columnOf("d", one.alias);
    return sql`${call(one, argument)} AS ${sql.id(one.alias)}`;
  });
  return sql`SELECT ${list([...names, ...columns])} FROM (${inner}) AS ${sql.id("d")} GROUP BY ${list(names)}`;
}

function renderPick(
  dialect: Dialect,
  related: RelatedPlan,
  value: Aggregate,
  order: readonly Fragment[],
): Fragment {
  const place = sql`ROW_NUMBER() OVER (PARTITION BY ${list(keys(related))} ORDER BY ${list(order)}) AS ${sql.id("place")}`;
  const columns = [...namedKeys(related), sql`${value.argument} AS ${sql.id(value.alias)}`, place];
  const names = related.hops[0]!.relation.on.map((_, index) => sql`${sql.id(relationColumn(index))}`);
  const ranked = sql`SELECT ${list(columns)} ${renderRelated(dialect, related)}`;
  return sql`SELECT ${list([...names, sql`${sql.id(value.alias)}`])} FROM (${ranked}) AS ${sql.id("p")} WHERE ${sql.id("place")} = 1`;
}

/** `column IN (SELECT …)`; null where the relation has several columns, which not every warehouse can compare so. */
export function semiJoin(scope: Scope, related: RelatedPlan): Fragment | null {
  const { on } = related.hops[0]!.relation;
  if (on.length > 1) return null;
  const subquery = sql`SELECT ${list(keys(related))} ${renderRelated(scope.context.dialect, related)}`;
  return sql`${columnOf(scope.rows.alias, on[0]![0])} IN (${subquery})`;
}

/** `FROM … JOIN … WHERE …` along the path, with what hangs on the end row. */
function renderRelated(dialect: Dialect, { hops, aliases, end, filters }: RelatedPlan): Fragment {
  const steps = hops.map((hop, index) => {
    const row = sql`${dialect.source(hop.to)} AS ${sql.id(aliases[index]!)}`;
    if (index === 0) return sql`FROM ${row}`;
    return sql` JOIN ${row} ON ${onColumns(hop.relation.on, aliases[index - 1]!, aliases[index]!)}`;
  });
  const where = filters.length === 0 ? sql`` : sql` WHERE ${and(filters)}`;
  return sql`${sql.join(steps, sql``)}${renderJoins(dialect, end.joins)}${where}`;
}

function keys(related: RelatedPlan): Fragment[] {
  return related.hops[0]!.relation.on.map(([, there]) => columnOf(related.aliases[0]!, there));
}

function namedKeys(related: RelatedPlan): Fragment[] {
  return keys(related).map((key, index) => sql`${key} AS ${sql.id(relationColumn(index))}`);
}

/** A repeated row changes a number of rows and a total, and nothing else. */
function countsRepeats({ call }: Aggregate): boolean {
  return call === "rows" || call === "known" || call === "sum";
}

function call(aggregate: Aggregate, argument: Fragment | null): Fragment {
  switch (aggregate.call) {
    case "rows":
      return sql`COUNT(*)`;
    case "known":
      return sql`COUNT(${argument})`;
    case "distinct":
      return sql`COUNT(DISTINCT ${argument})`;
    case "sum":
      return sql`SUM(${argument})`;
    case "min":
      return sql`MIN(${argument})`;
    case "max":
      return sql`MAX(${argument})`;
    case "value":
      return sql`${argument}`;
  }
}

function onColumns(on: readonly (readonly [string, string])[], here: string, there: string): Fragment {
  return joinAnd(on.map(([left, right]) => sql`${columnOf(there, right)} = ${columnOf(here, left)}`));
}

function joinAnd(items: readonly Fragment[]): Fragment {
  return sql`${sql.join(items, sql` AND `)}`;
}

function list(items: readonly Fragment[]): Fragment {
  return sql`${sql.join(items)}`;
}
