import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";
import type { Use } from "./logic";
import type { Lookup } from "./plan";
import { line } from "./render-parts";
import { answeredBy, type Scope } from "./scope";

/** Whether something is among the rows of a set. */
export type Wanted = "some" | "none";

/**
 * `key IN (SELECT …)` where that is the best way to ask here, else null: as one of the ANDed conditions it becomes a semi-join
 * everywhere; under NOT and OR only some warehouses look it up.
 */
export function askAmong(
  scope: Scope,
  key: Fragment,
  select: Fragment,
  wanted: Wanted,
  use: Use,
  looked: { among: Lookup["among"]; isOfTheseRows?: true },
): Fragment | null {
  const isSemiJoin = use === "conjunct" && wanted === "some";
  if (!isSemiJoin && !scope.context.dialect.looksUpInPlace) return null;
  const how = use !== "conjunct" ? "flag" : wanted === "some" ? "semi-join" : "anti-join";
  noteLookup(scope, how, looked.among);
  const among = sql`${key} IN (${select}${line(scope.rows.depth)})`;
  if (wanted === "none") return sql`NOT ${neverUnknown(among)}`;
  if (isSemiJoin && looked.isOfTheseRows) return among;
  return isSemiJoin ? oneOfAll(scope, among) : use === "filter" ? among : neverUnknown(among);
}

/** What the condition is told by, to say so. */
export function noteLookup(scope: Scope, how: Lookup["how"], among: Lookup["among"]): void {
  scope.rows.lookups.push(answeredBy(scope, { kind: "lookup", how, among }));
}

/**
 * A semi-join may turn round and look the rows up in the set, or the set up among the rows. The second pays only when other
 * conditions leave few rows; DuckDB chooses it by estimates that are far off for filtered sets (four times the work for a small
 * one), so where nothing else narrows the rows the question is put such that only the first is possible.
 */
function oneOfAll(scope: Scope, among: Fragment): Fragment {
  const { dialect } = scope.context;
  return dialect.looksUpInPlace && !scope.sharing.isNarrowed ? neverUnknown(among) : among;
}

/** An unknown key is in no set, and a set with unknowns in it answers unknown where it could answer no. */
function neverUnknown(among: Fragment): Fragment {
  return sql`COALESCE(${among}, FALSE)`;
}
