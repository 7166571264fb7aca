import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { askAmong, noteLookup } from "./among";
import type { Use } from "./logic";
import { type KeySetJoin, type KeySetOutline, type RowsSource, relationColumn } from "./plan";
import { answeredBy, columnOf, joinOnce, type Scope } from "./scope";

/** Which rows meet a condition that many rows answer together, named by columns of the scope's row and of rows outside. */
export type KeySet = {
  keys: readonly Fragment[];
  /** Each name once, as `k1`, `k2`, …; so many SELECTs deep. */
  select(): Fragment;
  /** They are some of the very rows asked about, so that a warehouse knows how few they are at most. */
  isOfTheseRows?: true;
  /** Those rows themselves, where they can be read in place of all. */
  rows?: RowsSource;
  outline: KeySetOutline;
};

/** Whether the scope's row is one of them: a semi-join where it is one of the ANDed conditions, else a flag, never NULL. */
export function compileKeySet(scope: Scope, meaning: string, create: () => KeySet, use: Use): Fragment {
  const mayLookUp = use === "conjunct" || scope.context.dialect.looksUpInPlace;
  if (mayLookUp && !scope.sharing.repeated.has(meaning)) {
    const { keys, select, outline, isOfTheseRows } = create();
    // Not every warehouse compares several columns so.
    const [key, ...more] = keys;
    const among =
      more.length === 0 &&
      askAmong(scope, key!, select(), "some", use, {
        among: outline,
        ...(isOfTheseRows && { isOfTheseRows }),
      });
    if (among) return among;
  }
  const plan = (): KeySetJoin => {
    const alias = scope.context.alias("q");
    const { keys, select, outline } = create();
    return { kind: "key_set", alias, keys, select: select(), outline };
  };
  const join = answeredBy(
    scope,
    joinOnce(scope, scope.keySets, meaning, plan, (created) => created),
  );
  return sql`${columnOf(join.alias, relationColumn(0))} IS NOT NULL`;
}

/** Reads the set in place of all rows, where it is of these rows and nothing else is yet: what must be met is met by all of them. */
export function readInPlace(scope: Scope, meaning: string, create: () => KeySet): boolean {
  const { rows, sharing } = scope;
  if (!scope.mayReadLess || rows.source || sharing.repeated.has(meaning)) return false;
  const { rows: source, outline } = create();
  if (!source) return false;
  rows.source = source;
  noteLookup(scope, "read in place of all rows", outline);
  return true;
}
