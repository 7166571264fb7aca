import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";

/**
 * How a yes-or-no is going to be used. `conjunct`: one of the ANDed conditions of a WHERE; `filter`: inside a WHERE,
 * where NULL and FALSE keep a row out alike; `value`: under a NOT or in a SELECT, where it must never be NULL.
 */
export type Use = "conjunct" | "filter" | "value";

export const TRUE = sql`TRUE`;
export const FALSE = sql`FALSE`;

/** Met by no known value, and as unknown as the value. */
export function never(value: Fragment): Fragment {
  return sql`${value} <> ${value}`;
}

/** Met by every known value, and as unknown as the value. */
export function always(value: Fragment): Fragment {
  return sql`${value} = ${value}`;
}

/** Not met where unknown. */
export function twoValued(nullable: Fragment, use: Use): Fragment {
  return use === "value" ? sql`COALESCE(${nullable}, FALSE)` : nullable;
}

export function and(items: readonly Fragment[]): Fragment {
  return combine(items, sql` AND `, TRUE);
}

export function or(items: readonly Fragment[]): Fragment {
  return combine(items, sql` OR `, FALSE);
}

export function not(item: Fragment): Fragment {
  return sql`NOT ${parenthesised(item)}`;
}

function combine(items: readonly Fragment[], separator: Fragment, empty: Fragment): Fragment {
  if (items.length === 0) return empty;
  if (items.length === 1) return items[0]!;
  return sql`(${sql.join(items, separator)})`;
}

function parenthesised(item: Fragment): Fragment {
  return sql`(${item})`;
}
