import { plainValue } from "@/lib/core/catalog/trait";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { foldCondition } from "@/lib/core/segment/kinds";
import type { AnyCondition, Condition, RankCondition, ValueCondition } from "@/lib/core/segment/types";
import { asksForRows } from "./asks-for-rows";
import { compileAudience, compileAudienceConjuncts } from "./audience";
import { compileEveryRow, compileRows, uniteRows } from "./existence";
import { compileKeySet, readInPlace } from "./key-set";
import { compileList } from "./list";
import { and, not, or, twoValued, type Use } from "./logic";
import { planRank } from "./rank";
import { asking, type Scope } from "./scope";
import { planSequence } from "./sequence";
import { compileTest } from "./test";

/** The ANDed conditions of a WHERE, one by one. */
export function compileConjuncts(scope: Scope, condition: Condition): Fragment[] {
  if ("all" in condition) return condition.all.flatMap((one) => compileConjuncts(scope, one));
  if ("audience" in condition)
    return asking(scope, condition, () => compileAudienceConjuncts(scope, condition));
  if ("rank" in condition && asking(scope, condition, () => readRanked(scope, condition))) return [];
  return [compileCondition(scope, condition, "conjunct")];
}

/** A condition about the scope's row as a yes-or-no. Its joins are added to the scope. */
export function compileCondition(scope: Scope, condition: Condition, use: Use): Fragment {
  return asking(scope, condition, () => compileNode(scope, condition, use));
}

function compileNode(scope: Scope, condition: Condition, use: Use): Fragment {
  return foldCondition<Fragment>(condition, {
    all: (node) => and(node.all.map((one) => compileCondition(scope, one, use))),
    any: (node) => compileAny(scope, node, use),
    not: (node) => not(compileCondition(scope, node.not, "value")),
    value: (node) => compileComparison(scope, node, use),
    every: (node) => compileEveryRow(scope, node, use),
    audience: (node) => compileAudience(scope, node, use),
    list: (node) => twoValued(compileList(scope, node), use),
    sequence: (node) =>
      compileKeySet(scope, JSON.stringify(node), () => planSequence(scope, node.sequence), use),
    rank: (node) => compileKeySet(scope, JSON.stringify(node), () => planRank(scope, node.rank), use),
  });
}

/** Whether the ranked rows are read in place of all, which says that they are among the first. */
function readRanked(scope: Scope, node: RankCondition): boolean {
  return readInPlace(scope, JSON.stringify(node), () => planRank(scope, node.rank));
}

function compileAny(scope: Scope, { any }: AnyCondition, use: Use): Fragment {
  const { united, others } = uniteRows(scope, any, use);
  const inside: Use = any.length === 1 ? use : use === "value" ? "value" : "filter";
  return or([...united, ...others.map((one) => compileCondition(scope, one, inside))]);
}

function compileComparison(scope: Scope, node: ValueCondition, use: Use): Fragment {
  const plain = plainValue(scope.context.catalog, scope.rows.entity.name, node.value);
  const rows = asksForRows({ value: plain, is: node.is });
  if (rows) return compileRows(scope, rows.measure, rows.wanted, use);
  if ("known" in node.is) return compileTest(scope, node.value, node.is);
  return twoValued(compileTest(scope, node.value, node.is), use);
}
