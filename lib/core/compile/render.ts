import { sql } from "kysely";
import type { Dialect, Fragment } from "@/lib/core/ports/warehouse";
import { columnsRead } from "./columns-read";
import type { Join, KeySetJoin, OutsideRow, RelatedPlan, RowsPlan, ToOneJoin } from "./plan";
import { keysOf } from "./related";
import { renderAggregates, renderMeasure } from "./render-measure";
import { renderOutside, renderSteps } from "./render-outside";
import { allOf, line, list, onColumns, onKeys, relationKeys, together } from "./render-parts";
import { columnOf, type Scope } from "./scope";

/** The SELECT of rows that meet the filters, each once, from the rows that are read in place of all where there are such. */
export function renderSelect(
  dialect: Dialect,
  rows: RowsPlan,
  columns: readonly Fragment[],
  filters: readonly Fragment[],
): Fragment {
  const { source, alias, depth, entity } = rows;
  const select = sql`SELECT ${list(columns)}`;
  if (!source) return sql`${select}${renderRows(dialect, rows)}${renderWhere(filters, depth)}`;
  const joins = renderJoins(dialect, rows);
  const read = columnsRead(alias, [...columns, joins, ...filters]);
  const some = source(read.length > 0 ? read : entity.key);
  const from = sql`${line(depth)}FROM (${some}${line(depth)}) AS ${sql.id(alias)}${joins}`;
  return sql`${select}${from}${renderWhere(filters, depth)}`;
}

/** `FROM … LEFT JOIN …` of rows and everything joined to them; with rows outside, once beside each of these. */
export function renderRows(dialect: Dialect, rows: RowsPlan, outside: readonly OutsideRow[] = []): Fragment {
  const begin = sql`${renderOutside(dialect, outside)}${line(rows.depth)}`;
  const word = outside.length === 0 ? sql`FROM` : sql`CROSS JOIN`;
  const joins = [...outside.map((one) => renderJoins(dialect, one.rows)), renderJoins(dialect, rows)];
  return sql`${begin}${word} ${dialect.source(rows.entity)} AS ${sql.id(rows.alias)}${together(joins)}`;
}

/** What hangs on the rows. */
function renderJoins(dialect: Dialect, { joins, depth }: RowsPlan): Fragment {
  return together(joins.map((join) => sql`${line(depth)}LEFT JOIN ${renderJoin(dialect, join, depth)}`));
}

export function renderWhere(filters: readonly Fragment[], depth: number): Fragment {
  if (filters.length === 0) return sql``;
  return sql`${line(depth)}WHERE ${sql.join(filters, sql`${line(depth + 1)}AND `)}`;
}

function renderJoin(dialect: Dialect, join: Join, depth: number): Fragment {
  switch (join.kind) {
    case "to_one":
      return renderToOne(dialect, join);
    case "measure":
      return renderMeasure(join, renderRelated(dialect, join.related), depth);
    case "key_set":
      return renderKeySet(join, depth);
  }
}

function renderToOne(dialect: Dialect, { alias, parent, hop }: ToOneJoin): Fragment {
  return sql`${dialect.source(hop.to)} AS ${sql.id(alias)} ON ${onColumns(hop.relation.on, parent, alias)}`;
}

function renderKeySet({ alias, keys, select }: KeySetJoin, depth: number): Fragment {
  return sql`(${select}${line(depth)}) AS ${sql.id(alias)} ON ${onKeys(alias, keys)}`;
}

/** The rows' one key as a SELECT; null where they are found by several columns, which not every warehouse can compare so. */
export function selectKey(scope: Scope, related: RelatedPlan): SelectedKey | null {
  const [key, ...more] = keysOf(scope, related.hops, related.outside.length);
  if (key === undefined || more.length > 0) return null;
  const name = related.outside.length > 0 ? null : related.hops[0]!.relation.on[0]![0];
  const keys = sql`${line(scope.rows.depth + 1)}SELECT ${list(relationKeys(related))}`;
  return { key, name, select: sql`${keys}${renderRelated(scope.context.dialect, related)}` };
}

/** `name`: of the column, or null where it is the row's own key. */
export type SelectedKey = { key: Fragment; name: string | null; select: Fragment };

/** `FROM … JOIN … WHERE …` along the path, with what hangs on the end row. */
export function renderRelated(dialect: Dialect, related: RelatedPlan): Fragment {
  const { outside, hops, aliases, end, filters } = related;
  const begin = renderOutside(dialect, outside);
  const steps = renderSteps(dialect, hops, aliases, outside[0]?.rows.alias ?? null, end.depth);
  const joins = [...outside.map(({ rows }) => renderJoins(dialect, rows)), renderJoins(dialect, end)];
  return sql`${begin}${steps}${together(joins)}${renderEdge(dialect, related)}${renderWhere(filters, end.depth)}`;
}

function renderEdge(dialect: Dialect, related: RelatedPlan): Fragment {
  const { edge, end } = related;
  if (!edge) return sql``;
  const times = renderAggregates(edge.related, [edge.time], renderRelated(dialect, edge.related));
  const keys = onKeys(edge.alias, relationKeys(related));
  const on = allOf([keys, sql`${columnOf(edge.alias, edge.time.alias)} = ${edge.at}`]);
  return sql`${line(end.depth)}JOIN (${times}${line(end.depth)}) AS ${sql.id(edge.alias)} ON ${on}`;
}
