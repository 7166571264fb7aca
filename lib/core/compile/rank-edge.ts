import { sql } from "kysely";
import type { ColumnKind } from "@/lib/core/catalog/types";
import type { Fragment } from "@/lib/core/ports/warehouse";
import type { Rank } from "@/lib/core/segment/types";
import type { Quantity } from "./quantity";
import type { Context } from "./scope";

/** For rounding, which must never cost anyone their place. */
const SLACK = 0.001;

const MEASURED: readonly ColumnKind[] = ["integer", "decimal", "double", "date", "timestamp"];

/** One row of `n` (all that are ranked) and `edge`, of the ranked rows by their name; their value is named `v`. */
export type Edge = (rows: Fragment) => Fragment;

/**
 * A value nobody who is kept lies beyond, so that only the rows on this side of it are put in order; null where a warehouse
 * finds it no faster.
 */
export function edgeOf(context: Context, rank: Rank, { type }: Quantity): Edge | null {
  const v = sql`${sql.id("v")}`;
  const share = context.dialect.quantile(v, shareOf(rank));
  if (share === null || !MEASURED.includes(type.kind)) return null;
  if (rank.top === undefined) {
    return (rows) => sql`SELECT COUNT(*) AS ${sql.id("n")}, ${share} AS ${sql.id("edge")} FROM ${rows}`;
  }
  const worst = rank.order === "desc" ? sql`MIN(${v})` : sql`MAX(${v})`;
  const order = sql`ORDER BY ${v} ${directionOf(rank)} LIMIT ${sql.lit(rank.top)}`;
  return (rows) =>
    sql`SELECT ${worst} AS ${sql.id("edge")} FROM (SELECT ${v} FROM ${rows} ${order}) AS ${sql.id("f")}`;
}

/** Whether a row is on this side of the edge. */
export function isWithin({ order }: Rank, edge: Fragment): Fragment {
  return sql`${sql.id("v")} ${sql.raw(order === "desc" ? ">=" : "<=")} ${edge}`;
}

export function directionOf({ order }: Rank): Fragment {
  return sql.raw(order === "desc" ? "DESC" : "ASC");
}

/** How far up the values the edge lies, a little too far out. */
function shareOf({ order, percent, percentile }: Rank): number {
  const kept = percent ?? 0;
  const place = percentile ?? (order === "desc" ? 100 - kept : kept);
  const share = place / 100 + (order === "desc" ? -SLACK : SLACK);
  return Math.min(1, Math.max(0, Number(share.toFixed(6))));
}
