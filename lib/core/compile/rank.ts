import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { conditionReach } from "@/lib/core/segment/reach";
import type { Rank } from "@/lib/core/segment/types";
import type { KeySet } from "./key-set";
import { literalQuantity } from "./literal";
import { keysOutwards, outsideRows, standAgain } from "./outside";
import { type OutsideRow, relationColumn } from "./plan";
import { filled, INTEGER, type Quantity } from "./quantity";
import { renderRows, renderWhere } from "./render";
import { line, list } from "./render-parts";
import { type Context, createScope, orderedKey, type Scope } from "./scope";
import { settledValue } from "./settle";
import { findSharing } from "./sharing";

/**
 * The keys of the first rows by a value. Nothing is divided or interpolated in SQL, so no rounding decides who belongs. A
 * top is a place too: DuckDB 1.5 drops rows of a join to a subquery with ORDER BY and LIMIT.
 */
export function planRank(scope: Scope, rank: Rank): KeySet {
  const { context, rows } = scope;
  const { entity, depth } = rows;
  const { ranked, outside } = planRanked(scope, rank);
  ranked.sharing = findSharing(rank.among, [], context.dialect, context.clock);
  const filters = rank.among ? context.conjuncts(ranked, rank.among) : [];
  const value = settledValue(ranked, rank.by);
  if (value.whenAbsent === undefined || value.asked) filters.push(sql`${filled(value)} IS NOT NULL`);
  const columns = keysOutwards(ranked, 1 + outside.length);
  const names = columns.map((_, index) => sql`${sql.id(relationColumn(index))}`);
  const keys = columns.map((key, index) => sql`${key} AS ${names[index]}`);
  const apart = columns.slice(entity.key.length);
  const each = apart.length === 0 ? sql`` : sql`PARTITION BY ${list(apart)}`;
  const order = sql`ORDER BY ${list(orderOf(ranked, rank, value))}`;
  const place = sql`RANK() OVER (${apart.length === 0 ? order : sql`${each} ${order}`}) AS ${sql.id("place")}`;
  const places = rank.top === undefined ? [place, sql`COUNT(*) OVER (${each}) AS ${sql.id("n")}`] : [place];
  const from = sql`${renderRows(context.dialect, ranked.rows, outside)}${renderWhere(filters, depth + 2)}`;
  const inner = sql`${line(depth + 2)}SELECT ${list([...keys, ...places])}${from}`;
  const select = sql`${line(depth + 1)}SELECT ${list(names)}`;
  return {
    keys: keysOutwards(scope, 1 + outside.length),
    select: sql`${select}${line(depth + 1)}FROM (${inner}${line(depth + 1)}) AS ${sql.id("p")}${line(depth + 1)}WHERE ${isKept(context, rank)}`,
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
function isKept(context: Context, { order, top, percent, percentile = 100 }: Rank): Fragment {
  const place = sql`${sql.id("place")}`;
  if (top !== undefined) return sql`${place} <= ${literal(context, top)}`;
  const all = sql`${sql.id("n")}`;
  if (percent !== undefined) return sql`${place} * 100 <= ${all} * ${literal(context, percent)}`;
  const threshold = sql`(${all} - 1) * ${literal(context, percentile)}`;
  return order === "asc"
    ? sql`(${place} - 1) * 100 <= ${threshold}`
    : sql`${threshold} <= (${all} - ${place}) * 100`;
}

/** Ties go to the lower key; at a percentile they stay together. */
function orderOf(ranked: Scope, { order, percentile }: Rank, value: Quantity): Fragment[] {
  const { dialect } = ranked.context;
  const by = sql`${dialect.bytewise(filled(value), value.type)} ${sql.raw(order === "desc" ? "DESC" : "ASC")}`;
  if (percentile !== undefined) return [by];
  return [by, ...ranked.rows.entity.key.map((name) => sql`${orderedKey(ranked, name)} ASC`)];
}

function literal(context: Context, number: number): Fragment {
  return literalQuantity(context, number, INTEGER).expression;
}
