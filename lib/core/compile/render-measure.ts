import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { type Aggregate, type MeasureJoin, type RelatedPlan, relationColumn } from "./plan";
import { line, list, onKeys, relationKeys } from "./render-parts";
import { columnOf } from "./scope";

/** What is known about related `rows`, at most one row for each row it is joined to. */
export function renderMeasure(join: MeasureJoin, rows: Fragment, depth: number): Fragment {
  const on = onKeys(join.alias, join.keys);
  return sql`(${renderSubquery(join, rows, depth + 1)}${line(depth)}) AS ${sql.id(join.alias)} ON ${on}`;
}

function renderSubquery(join: MeasureJoin, rows: Fragment, depth: number): Fragment {
  const { related, aggregates, order } = join;
  if (order) return renderPick(join, order, rows, depth);
  if (aggregates.length === 0) return sql`${line(depth)}SELECT DISTINCT ${list(namedKeys(related))}${rows}`;
  if (related.mayRepeat && aggregates.some(countsRepeats)) return renderDistinct(join, rows, depth);
  return renderAggregates(related, aggregates, rows, depth);
}

export function renderAggregates(
  related: RelatedPlan,
  aggregates: readonly Aggregate[],
  rows: Fragment,
  depth = related.end.depth,
): Fragment {
  const columns = aggregates.map((one) => sql`${call(one, one.argument)} AS ${sql.id(one.alias)}`);
  const select = sql`${line(depth)}SELECT ${list([...namedKeys(related), ...columns])}${rows}`;
  return sql`${select}${line(depth)}GROUP BY ${list(relationKeys(related))}`;
}

/** Each end row once: the rows are made distinct by their key before anything is added up. */
function renderDistinct({ related, aggregates }: MeasureJoin, rows: Fragment, depth: number): Fragment {
  const { end } = related;
  const endKey = end.entity.key.map(
    (name, index) => sql`${columnOf(end.alias, name)} AS ${sql.id(`e${index + 1}`)}`,
  );
  const values = aggregates
    .filter((one) => one.argument !== null)
    .map((one) => sql`${one.argument} AS ${sql.id(one.alias)}`);
  const inner = sql`${line(end.depth)}SELECT DISTINCT ${list([...namedKeys(related), ...endKey, ...values])}${rows}`;
  const columns = aggregates.map((one) => {
    const argument = one.argument === null ? null : columnOf("d", one.alias);
    return sql`${call(one, argument)} AS ${sql.id(one.alias)}`;
  });
  const select = sql`${line(depth)}SELECT ${list([...keyNames(related), ...columns])}`;
  const from = sql`${line(depth)}FROM (${inner}${line(depth)}) AS ${sql.id("d")}`;
  return sql`${select}${from}${line(depth)}GROUP BY ${list(keyNames(related))}`;
}

/**
 * The value of the row that comes first in the order. Rows that tie to the end of it have the same value, so RANK and
 * DISTINCT give one; DuckDB 1.5 rewrites a filter on ROW_NUMBER (top_n_window_elimination) and then fails on some queries and
 * drops rows from others (duckdb #23677).
 */
function renderPick(
  { related, aggregates }: MeasureJoin,
  order: readonly Fragment[],
  rows: Fragment,
  depth: number,
): Fragment {
  const values = aggregates.map((one) => sql`${one.argument} AS ${sql.id(one.alias)}`);
  const names = aggregates.map((one) => sql`${sql.id(one.alias)}`);
  const place = sql`RANK() OVER (PARTITION BY ${list(relationKeys(related))} ORDER BY ${list(order)})`;
  const columns = [...namedKeys(related), ...values, sql`${place} AS ${sql.id("place")}`];
  const inner = sql`${line(related.end.depth)}SELECT ${list(columns)}${rows}`;
  const select = sql`${line(depth)}SELECT DISTINCT ${list([...keyNames(related), ...names])}`;
  const from = sql`${line(depth)}FROM (${inner}${line(depth)}) AS ${sql.id("p")}`;
  return sql`${select}${from}${line(depth)}WHERE ${sql.id("place")} = 1`;
}

function keyNames(related: RelatedPlan): Fragment[] {
  return relationKeys(related).map((_, index) => sql`${sql.id(relationColumn(index))}`);
}

function namedKeys(related: RelatedPlan): Fragment[] {
  return relationKeys(related).map((key, index) => sql`${key} AS ${sql.id(relationColumn(index))}`);
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
