import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { type RelatedPlan, relationColumn } from "./plan";
import { columnOf } from "./scope";

/** A line's beginning, as deep as its SELECT stands inside others. */
export function line(depth: number): Fragment {
  return LINES[depth] ?? sql.raw(`\n${"  ".repeat(depth)}`);
}

const LINES = Array.from({ length: 8 }, (_, depth) => sql.raw(`\n${"  ".repeat(depth)}`));

/** One after another, each with its own line. */
export function together(parts: readonly Fragment[]): Fragment {
  return parts.length === 0 ? sql`` : sql.join(parts, sql``);
}

export function list(items: readonly Fragment[]): Fragment {
  return sql.join(items);
}

/** `k1 = …`, of a subquery with that alias. */
export function onKeys(alias: string, keys: readonly Fragment[]): Fragment {
  return allOf(keys.map((key, index) => sql`${columnOf(alias, relationColumn(index))} = ${key}`));
}

export function onColumns(on: readonly (readonly [string, string])[], here: string, there: string): Fragment {
  return allOf(on.map(([left, right]) => sql`${columnOf(there, right)} = ${columnOf(here, left)}`));
}

export function allOf(items: readonly Fragment[]): Fragment {
  return sql.join(items, sql` AND `);
}

/** The columns related rows are found by: of the first row of the path, or the keys of the rows outside. */
export function relationKeys(related: RelatedPlan): Fragment[] {
  if (related.outside.length > 0) {
    return related.outside.flatMap(({ rows }) => rows.entity.key.map((name) => columnOf(rows.alias, name)));
  }
  return related.hops[0]!.relation.on.map(([, there]) => columnOf(related.aliases[0]!, there));
}
