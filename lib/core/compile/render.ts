import { sql } from "kysely";
import type { Dialect, Fragment } from "@/lib/core/ports/warehouse";
import {
  type Join,
  type KeySetJoin,
  type RelatedPlan,
  type RowsPlan,
  relationColumn,
  type ToOneJoin,
} from "./plan";
import { renderAggregates, renderMeasure } from "./render-measure";
import { allOf, line, list, onColumns, relationKeys } from "./render-parts";
import { columnOf, type Scope } from "./scope";

/** `FROM … LEFT JOIN …` of rows and everything joined to them. */
export function renderRows(dialect: Dialect, rows: RowsPlan): Fragment {
  const from = sql`${line(rows.depth)}FROM ${dialect.source(rows.entity)} AS ${sql.id(rows.alias)}`;
  return sql`${from}${renderJoins(dialect, rows)}`;
}

/** What hangs on the rows. */
function renderJoins(dialect: Dialect, { joins, depth }: RowsPlan): Fragment {
  if (joins.length === 0) return sql``;
  return sql.join(
    joins.map((join) => sql`${line(depth)}LEFT JOIN ${renderJoin(dialect, join, depth)}`),
    sql``,
  );
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

function renderKeySet({ alias, parent, columns, select }: KeySetJoin, depth: number): Fragment {
  const on = columns.map(
    (name, index) => sql`${columnOf(alias, relationColumn(index))} = ${columnOf(parent, name)}`,
  );
  return sql`(${select}${line(depth)}) AS ${sql.id(alias)} ON ${allOf(on)}`;
}

/** The rows' one key as a SELECT; null where the relation has several columns, which not every warehouse can compare so. */
export function selectKey(scope: Scope, related: RelatedPlan): { key: Fragment; select: Fragment } | null {
  const { on } = related.hops[0]!.relation;
  if (on.length > 1) return null;
  const { depth, alias } = scope.rows;
  const keys = sql`${line(depth + 1)}SELECT ${list(relationKeys(related))}`;
  const rows = renderRelated(scope.context.dialect, related);
  return { key: columnOf(alias, on[0]![0]), select: sql`${keys}${rows}${line(depth)}` };
}

/** `NOT EXISTS (SELECT …)`: no related row at all. */
export function antiJoin(scope: Scope, related: RelatedPlan): Fragment {
  const { depth, alias } = scope.rows;
  const { on } = related.hops[0]!.relation;
  const keys = relationKeys(related).map((key, index) => sql`${key} = ${columnOf(alias, on[index]![0])}`);
  const rows = renderRelated(scope.context.dialect, { ...related, filters: [...related.filters, ...keys] });
  return sql`NOT EXISTS (${line(depth + 1)}SELECT 1${rows}${line(depth)})`;
}

/** `FROM … JOIN … WHERE …` along the path, with what hangs on the end row. */
export function renderRelated(dialect: Dialect, related: RelatedPlan): Fragment {
  const { hops, aliases, end, filters } = related;
  const steps = hops.map((hop, index) => {
    const row = sql`${dialect.source(hop.to)} AS ${sql.id(aliases[index]!)}`;
    if (index === 0) return sql`${line(end.depth)}FROM ${row}`;
    const on = onColumns(hop.relation.on, aliases[index - 1]!, aliases[index]!);
    return sql`${line(end.depth)}JOIN ${row} ON ${on}`;
  });
  return sql`${sql.join(steps, sql``)}${renderJoins(dialect, end)}${renderEdge(dialect, related)}${renderWhere(filters, end.depth)}`;
}

function renderEdge(dialect: Dialect, { edge, aliases, end }: RelatedPlan): Fragment {
  if (!edge) return sql``;
  const times = renderAggregates(edge.related, [edge.time], renderRelated(dialect, edge.related));
  const keys = edge.related.hops[0]!.relation.on.map(
    ([, there], index) =>
      sql`${columnOf(edge.alias, relationColumn(index))} = ${columnOf(aliases[0]!, there)}`,
  );
  const on = allOf([...keys, sql`${columnOf(edge.alias, edge.time.alias)} = ${edge.at}`]);
  return sql`${line(end.depth)}JOIN (${times}${line(end.depth)}) AS ${sql.id(edge.alias)} ON ${on}`;
}
