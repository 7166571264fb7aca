import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { describeValue } from "@/lib/core/segment/describe";
import { conditionReach } from "@/lib/core/segment/reach";
import type { Rank } from "@/lib/core/segment/types";
import type { KeySet } from "./key-set";
import { literalQuantity } from "./literal";
import { outlineRows } from "./outline";
import { keysOutwards, outsideRows, standAgain } from "./outside";
import { type OutsideRow, relationColumn } from "./plan";
import { filled, INTEGER, type Quantity } from "./quantity";
import { directionOf, type Edge, edgeOf, isWithin } from "./rank-edge";
import { renderRows, renderWhere } from "./render";
import { line, list } from "./render-parts";
import { type Context, columnOf, createScope, orderedKey, type Scope } from "./scope";
import { settledValue } from "./settle";
import { findSharing } from "./sharing";

/**
 * The keys of the first rows by a value. Nothing is divided or interpolated in SQL, so no rounding decides who belongs. A
 * top is a place too: DuckDB 1.5 drops rows of a join to a subquery with ORDER BY and LIMIT.
 */
export function planRank(scope: Scope, rank: Rank): KeySet {
  const { context, rows } = scope;
  const { depth } = rows;
  const { ranked, outside } = planRanked(scope, rank);
  ranked.sharing = findSharing(rank.among, [], context.dialect, context.clock);
  const filters = rank.among ? context.conjuncts(ranked, rank.among) : [];
  const value = settledValue(ranked, rank.by);
  if (value.whenAbsent === undefined || value.asked) filters.push(sql`${filled(value)} IS NOT NULL`);
  const from = sql`${renderRows(context.dialect, ranked.rows, outside)}${renderWhere(filters, depth + 2)}`;
  const keys = keysOutwards(ranked, 1 + outside.length);
  const apart = keys.slice(rows.entity.key.length);
  const edge = outside.length === 0 ? edgeOf(context, rank, value) : null;
  const terms = orderOf(ranked, rank, value);
  const outline = () => {
    const how = edge ? "; only those near the edge are put in order" : "";
    const text = `${rows.entity.name} in order of ${describeValue(rank.by, rows.entity.name, context.catalog)}, ${cutText(rank)}${how}`;
    return [{ text, parts: outlineRows(ranked.rows, rank.among, context) }];
  };
  const keep = (columns: readonly Fragment[], called?: readonly string[]): Fragment => {
    const names = columns.map((_, index) => sql`${sql.id(relationColumn(index))}`);
    const parts: Parts = { rank, terms, columns, names, apart, from };
    const placed = edge ? placeNear(ranked, parts, edge) : placeAll(ranked, parts);
    const given = called ? names.map((name, index) => sql`${name} AS ${sql.id(called[index]!)}`) : names;
    const kept = sql`${line(depth + 1)}FROM (${placed.select}${line(depth + 1)}) AS ${sql.id("p")}${line(depth + 1)}WHERE ${isKept(context, rank, placed.all)}`;
    return sql`${placed.before}${line(depth + 1)}SELECT ${list(given)}${kept}`;
  };
  return {
    keys: keysOutwards(scope, 1 + outside.length),
    isOfTheseRows: true,
    outline,
    select: () => keep(keys),
    ...(outside.length === 0 && {
      rows: (columns) =>
        keep(
          columns.map((name) => columnOf(ranked.rows.alias, name)),
          columns,
        ),
    }),
  };
}

type Parts = {
  rank: Rank;
  terms: readonly Term[];
  /** What is wanted of the rows, and what it is called further out. */
  columns: readonly Fragment[];
  names: readonly Fragment[];
  /** The keys of the rows outside, for each of which rows are ranked anew. */
  apart: readonly Fragment[];
  from: Fragment;
};
/** What rows are put in order by. */
type Term = { expression: Fragment; direction: Fragment };
/** Rows with their `place`; how many are ranked; and what stands before the SELECT around them. */
type Placed = { before: Fragment; select: Fragment; all: Fragment };

function cutText({ order, top, percent, percentile }: Rank): string {
  const side = order === "desc" ? "highest" : "lowest";
  if (percentile !== undefined) return `beyond percentile ${percentile} from the ${side}`;
  return `the ${side} ${top ?? `${percent} %`}`;
}

/** Every row put in order, apart for each row outside. */
function placeAll({ rows }: Scope, { rank, terms, columns, names, apart, from }: Parts): Placed {
  const wanted = columns.map((one, index) => sql`${one} AS ${names[index]}`);
  const each = apart.length === 0 ? sql`` : sql`PARTITION BY ${list(apart)}`;
  const order = sql`ORDER BY ${list(terms.map(({ expression, direction }) => sql`${expression} ${direction}`))}`;
  const place = sql`RANK() OVER (${apart.length === 0 ? order : sql`${each} ${order}`}) AS ${sql.id("place")}`;
  const places = rank.top === undefined ? [place, sql`COUNT(*) OVER (${each}) AS ${sql.id("n")}`] : [place];
  const select = sql`${line(rows.depth)}SELECT ${list([...wanted, ...places])}${from}`;
  return { before: sql``, select, all: sql`${sql.id("n")}` };
}

/** Only the rows on this side of a value nobody kept lies beyond: putting a tenth in order costs a tenth. */
function placeNear(
  { rows, context }: Scope,
  { rank, terms, columns, names, from }: Parts,
  edge: Edge,
): Placed {
  const { depth } = rows;
  const [all, edges] = [sql`${sql.id(context.alias("w"))}`, sql`${sql.id(context.alias("w"))}`];
  // Computed once: a sum of doubles added up in another order is another number, and may lie beyond its own edge.
  const once = sql.raw("column" in rank.by ? "NOT MATERIALIZED " : "MATERIALIZED ");
  const ordered = terms.map((_, index) => sql`${sql.id(index === 0 ? "v" : `o${index}`)}`);
  const given = [...columns, ...terms.map(({ expression }) => expression)];
  const called = [...names, ...ordered];
  const select = sql`${line(depth)}SELECT ${list(given.map((one, index) => sql`${one} AS ${called[index]}`))}${from}`;
  const order = list(ordered.map((one, index) => sql`${one} ${terms[index]!.direction}`));
  const place = sql`RANK() OVER (ORDER BY ${order}) AS ${sql.id("place")}`;
  const near = sql`${line(depth)}FROM ${all}${line(depth)}WHERE ${isWithin(rank, sql`(SELECT ${sql.id("edge")} FROM ${edges})`)}`;
  return {
    before: sql`${line(depth - 1)}WITH ${all} AS ${once}(${select}${line(depth - 1)}), ${edges} AS (${line(depth)}${edge(all)}${line(depth - 1)})`,
    select: sql`${line(depth)}SELECT ${list([...names, place])}${near}`,
    all: sql`(SELECT ${sql.id("n")} FROM ${edges})`,
  };
}

/** Every row of the entity, beside each row outside that is looked at: which are the first then depends on it. */
function planRanked(scope: Scope, rank: Rank): { ranked: Scope; outside: OutsideRow[] } {
  const { context, rows, reached } = scope;
  const reach = conditionReach({ rank });
  const beside = reached && reach > 0 ? { from: reached.from, hops: [], mayRepeat: false } : null;
  const ranked = createScope(context, rows.entity, context.alias("c"), rows.depth + 2, beside);
  ranked.outer = beside && standAgain(beside.from, reach, ranked.rows.depth);
  return { ranked, outside: outsideRows(ranked.outer) };
}

/**
 * Percent: the place is at most that share of all, rounded down. Percentile: the threshold is p percent of the way through
 * n - 1 steps between the sorted values, and a row's rank says how many values lie beyond its own.
 */
function isKept(context: Context, { order, top, percent, percentile = 100 }: Rank, all: Fragment): Fragment {
  const place = sql`${sql.id("place")}`;
  if (top !== undefined) return sql`${place} <= ${literal(context, top)}`;
  if (percent !== undefined) return sql`${place} * 100 <= ${all} * ${literal(context, percent)}`;
  const threshold = sql`(${all} - 1) * ${literal(context, percentile)}`;
  return order === "asc"
    ? sql`(${place} - 1) * 100 <= ${threshold}`
    : sql`${threshold} <= (${all} - ${place}) * 100`;
}

/** Ties go to the lower key; at a percentile they stay together. */
function orderOf(ranked: Scope, rank: Rank, value: Quantity): Term[] {
  const expression = ranked.context.dialect.bytewise(filled(value), value.type);
  const by = { expression, direction: directionOf(rank) };
  if (rank.percentile !== undefined) return [by];
  const keys = ranked.rows.entity.key.map((name) => orderedKey(ranked, name));
  return [by, ...keys.map((key) => ({ expression: key, direction: sql`ASC` }))];
}

function literal(context: Context, number: number): Fragment {
  return literalQuantity(context, number, INTEGER).expression;
}
