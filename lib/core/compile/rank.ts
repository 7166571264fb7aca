import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";
import type { Rank } from "@/lib/core/segment/types";
import type { KeySet } from "./key-set";
import { literalQuantity } from "./literal";
import { relationColumn } from "./plan";
import { filled, INTEGER, type Quantity } from "./quantity";
import { renderRows, renderWhere } from "./render";
import { line, list } from "./render-parts";
import { type Context, columnOf, createScope, orderedKey, type Scope } from "./scope";
import { findSharing } from "./sharing";

/**
 * The keys of the first rows by a value. Nothing is divided or interpolated in SQL, so no rounding decides who belongs. A
 * top is a place too: DuckDB 1.5 drops rows of a join to a subquery with ORDER BY and LIMIT.
 */
export function planRank(scope: Scope, rank: Rank): KeySet {
  const { context, rows } = scope;
  const { entity, depth } = rows;
  const ranked = createScope(context, entity, context.alias("c"), depth + 2);
  ranked.sharing = findSharing(rank.among, [], context.dialect, context.clock);
  const filters = rank.among ? context.conjuncts(ranked, rank.among) : [];
  const value = context.value(ranked, rank.by);
  if (value.whenAbsent === undefined) filters.push(sql`${value.expression} IS NOT NULL`);
  const names = entity.key.map((_, index) => sql`${sql.id(relationColumn(index))}`);
  const keys = entity.key.map((key, index) => sql`${columnOf(ranked.rows.alias, key)} AS ${names[index]}`);
  const place = sql`RANK() OVER (ORDER BY ${list(orderOf(ranked, rank, value))}) AS ${sql.id("place")}`;
  const places = rank.top === undefined ? [place, sql`COUNT(*) OVER () AS ${sql.id("n")}`] : [place];
  const from = sql`${renderRows(context.dialect, ranked.rows)}${renderWhere(filters, depth + 2)}`;
  const inner = sql`${line(depth + 2)}SELECT ${list([...keys, ...places])}${from}`;
  const select = sql`${line(depth + 1)}SELECT ${list(names)}`;
  return {
    columns: entity.key,
    select: sql`${select}${line(depth + 1)}FROM (${inner}${line(depth + 1)}) AS ${sql.id("p")}${line(depth + 1)}WHERE ${isKept(context, rank)}`,
  };
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
