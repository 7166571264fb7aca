import { Unsupported } from "@/lib/core/errors";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { type ConditionKind, foldCondition } from "@/lib/core/segment/kinds";
import type { Condition, EveryCondition, MeasureScope, ValueCondition } from "@/lib/core/segment/types";
import { UNSUPPORTED } from "@/lib/core/segment/unsupported";
import { askAmong, type Wanted } from "./among";
import { asksForRows } from "./asks-for-rows";
import { compileAudience, compileAudienceConjuncts } from "./audience";
import { compileKeySet } from "./key-set";
import { and, not, or, twoValued, type Use } from "./logic";
import { begins, compileEvery, compileExistence } from "./measure";
import { planRank } from "./rank";
import { planRelated } from "./related";
import { antiJoin, selectKey } from "./render";
import type { Scope } from "./scope";
import { planSequence } from "./sequence";
import { rowsAsked } from "./sharing";
import { compileTest } from "./test";

/** The ANDed conditions of a WHERE, one by one. */
export function compileConjuncts(scope: Scope, condition: Condition): Fragment[] {
  if ("all" in condition) return condition.all.flatMap((one) => compileConjuncts(scope, one));
  if ("audience" in condition) return compileAudienceConjuncts(scope, condition);
  return [compileCondition(scope, condition, "conjunct")];
}

/** A condition about the scope's row as a yes-or-no. Its joins are added to the scope. */
export function compileCondition(scope: Scope, condition: Condition, use: Use): Fragment {
  const inside: Use = use === "value" ? "value" : "filter";
  return foldCondition<Fragment>(condition, {
    all: (node) => and(node.all.map((one) => compileCondition(scope, one, use))),
    any: (node) =>
      or(node.any.map((one) => compileCondition(scope, one, node.any.length === 1 ? use : inside))),
    not: (node) => not(compileCondition(scope, node.not, "value")),
    value: (node) => compileComparison(scope, node, use),
    every: (node) =>
      scope.sharing.everys.has(JSON.stringify(node))
        ? compileEvery(scope, node)
        : compileRows(scope, violations(node), "none", use),
    audience: (node) => compileAudience(scope, node, use),
    list: () => refuse("list"),
    sequence: (node) =>
      compileKeySet(scope, JSON.stringify(node), () => planSequence(scope, node.sequence), use),
    rank: (node) => compileKeySet(scope, JSON.stringify(node), () => planRank(scope, node.rank), use),
  });
}

function compileComparison(scope: Scope, node: ValueCondition, use: Use): Fragment {
  const rows = asksForRows(node);
  if (rows) return compileRows(scope, rows.measure, rows.wanted, use);
  if ("known" in node.is) return compileTest(scope, node.value, node.is);
  return twoValued(compileTest(scope, node.value, node.is), use);
}

/** Whether there are such rows, or none: looked up among them where that is best here, else told by what is joined. */
function compileRows(scope: Scope, measure: MeasureScope, wanted: Wanted, use: Use): Fragment {
  const isShared = scope.sharing.sets.has(rowsAsked(measure));
  const told =
    (isShared ? null : lookUp(scope, measure, wanted, use)) ?? compileExistence(scope, measure, wanted, use);
  const known = wanted === "none" ? begins(scope, measure) : null;
  return known ? and([known, told]) : told;
}

function lookUp(scope: Scope, measure: MeasureScope, wanted: Wanted, use: Use): Fragment | null {
  const { looksUpInPlace } = scope.context.dialect;
  if (use !== "conjunct" && !looksUpInPlace) return null;
  const { related } = planRelated(scope, measure);
  if (wanted === "none" && !looksUpInPlace) return antiJoin(scope, related);
  const set = selectKey(scope, related);
  return set && askAmong(scope, set.key, set.select, wanted, use);
}

/** Rows that break an `every`: they are spoken of and do not meet what they must. */
function violations({ every, where, must }: EveryCondition): MeasureScope {
  const broken: Condition = { not: must };
  return { of: every, where: where ? { all: [where, broken] } : broken };
}

function refuse(kind: ConditionKind): never {
  throw new Unsupported(kind, UNSUPPORTED.condition[kind] ?? `\`${kind}\` cannot be answered here yet.`);
}
