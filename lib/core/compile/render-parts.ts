import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";
import type { RelatedPlan } from "./plan";
import { columnOf } from "./scope";

/** A line's beginning, as deep as its SELECT stands inside others. */
export function line(depth: number): Fragment {
  return LINES[depth] ?? sql.raw(`\n${"  ".repeat(depth)}`);
}

const LINES = Array.from({ length: 8 }, (_, depth) => sql.raw(`\n${"  ".repeat(depth)}`));

export function list(items: readonly Fragment[]): Fragment {
  return sql.join(items);
}

export function onColumns(on: readonly (readonly [string, string])[], here: string, there: string): Fragment {
  return allOf(on.map(([left, right]) => sql`${columnOf(there, right)} = ${columnOf(here, left)}`));
}

export function allOf(items: readonly Fragment[]): Fragment {
  return sql.join(items, sql` AND `);
}

/** The columns related rows are found by, on the first row of the path. */
export function relationKeys(related: RelatedPlan): Fragment[] {
  return related.hops[0]!.relation.on.map(([, there]) => columnOf(related.aliases[0]!, there));
}
