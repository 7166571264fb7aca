import { sql } from "kysely";
import type { Hop } from "@/lib/core/catalog/resolve";
import type { Dialect, Fragment } from "@/lib/core/ports/warehouse";
import { type OutsideRow, relationColumn } from "./plan";
import { allOf, line, list, onColumns, onKeys, together } from "./render-parts";
import { columnOf } from "./scope";

/** `FROM` the furthest row outside `JOIN` the nearer ones; nothing where none is looked at. */
export function renderOutside(dialect: Dialect, outside: readonly OutsideRow[]): Fragment {
  const rows = outside.map((row, index) => {
    const from = outside[index + 1];
    if (!from) return sql`${line(row.rows.depth)}FROM ${sourceOf(dialect, row)}`;
    if (row.hops.length === 0) return sql`${line(row.rows.depth)}CROSS JOIN ${sourceOf(dialect, row)}`;
    if (row.pairs) return renderPairs(dialect, row, row.pairs, from.rows.alias);
    return renderSteps(dialect, row.hops, row.aliases, from.rows.alias, row.rows.depth);
  });
  return together(rows.reverse());
}

/** The rows along the hops. `from`: alias of the row they start from; without it they begin the FROM themselves. */
export function renderSteps(
  dialect: Dialect,
  hops: readonly Hop[],
  aliases: readonly string[],
  from: string | null,
  depth: number,
): Fragment {
  const steps = hops.map((hop, index) => {
    const row = sql`${dialect.source(hop.to)} AS ${sql.id(aliases[index]!)}`;
    const before = index === 0 ? from : aliases[index - 1]!;
    if (before === null) return sql`${line(depth)}FROM ${row}`;
    return sql`${line(depth)}JOIN ${row} ON ${onColumns(hop.relation.on, before, aliases[index]!)}`;
  });
  return together(steps);
}

/** However many ways lead from one row to the other, they meet once. */
function renderPairs(
  dialect: Dialect,
  { rows, hops, aliases }: OutsideRow,
  { alias, end }: NonNullable<OutsideRow["pairs"]>,
  from: string,
): Fragment {
  const { depth, entity } = rows;
  const along = [...aliases.slice(0, -1), end];
  const { on } = hops[0]!.relation;
  const starts = on.map(
    ([, there], index) => sql`${columnOf(along[0]!, there)} AS ${sql.id(relationColumn(index))}`,
  );
  const ends = entity.key.map((name, index) => sql`${columnOf(end, name)} AS ${sql.id(endColumn(index))}`);
  const steps = renderSteps(dialect, hops, along, null, depth + 1);
  const select = sql`${line(depth + 1)}SELECT DISTINCT ${list([...starts, ...ends])}${steps}`;
  const first = onKeys(
    alias,
    on.map(([here]) => columnOf(from, here)),
  );
  const second = allOf(
    entity.key.map(
      (name, index) => sql`${columnOf(rows.alias, name)} = ${columnOf(alias, endColumn(index))}`,
    ),
  );
  const pairs = sql`${line(depth)}JOIN (${select}${line(depth)}) AS ${sql.id(alias)} ON ${first}`;
  return sql`${pairs}${line(depth)}JOIN ${dialect.source(entity)} AS ${sql.id(rows.alias)} ON ${second}`;
}

function sourceOf(dialect: Dialect, { rows }: OutsideRow): Fragment {
  return sql`${dialect.source(rows.entity)} AS ${sql.id(rows.alias)}`;
}

function endColumn(index: number): string {
  return `e${index + 1}`;
}
