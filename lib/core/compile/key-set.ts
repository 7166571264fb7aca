import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";
import type { Use } from "./logic";
import { type KeySetJoin, relationColumn } from "./plan";
import { line } from "./render-parts";
import { columnOf, joinOnce, type Scope } from "./scope";

/** Which rows meet a condition that many rows answer together, named by columns of the scope's row. */
export type KeySet = {
  columns: readonly string[];
  /** Each name once, as `k1`, `k2`, …; so many SELECTs deep. */
  select: Fragment;
};

/** Whether the scope's row is one of them: a semi-join where it is one of the ANDed conditions, else a flag, never NULL. */
export function compileKeySet(scope: Scope, meaning: string, create: () => KeySet, use: Use): Fragment {
  const { alias, depth } = scope.rows;
  if (use === "conjunct") {
    const { columns, select } = create();
    // Not every warehouse compares several columns so.
    if (columns.length === 1) return sql`${columnOf(alias, columns[0]!)} IN (${select}${line(depth)})`;
  }
  const plan = (): KeySetJoin => ({
    kind: "key_set",
    alias: scope.context.alias("q"),
    parent: alias,
    ...create(),
  });
  const join = joinOnce(scope, scope.keySets, meaning, plan, (created) => created);
  return sql`${columnOf(join.alias, relationColumn(0))} IS NOT NULL`;
}
