import { foldValue } from "@/lib/core/segment/kinds";
import type { Value } from "@/lib/core/segment/types";
import { compileDifference } from "./difference";
import { compileAggregate, compileCount } from "./measure";
import { compileOuter } from "./outside";
import { compilePart, compileTrunc } from "./part";
import { compilePick } from "./pick";
import type { Quantity } from "./quantity";
import { columnQuantity, findColumn, type Scope } from "./scope";
import { compileSince } from "./since";
import { compileTrait } from "./trait";

/** A value of the scope's row. Its joins are added to the scope. */
export function compileValue(scope: Scope, value: Value): Quantity {
  return foldValue<Quantity>(value, {
    column: (node) => columnQuantity(scope, findColumn(scope, node.column)),
    count: (node) => compileCount(scope, node, node.count === true ? null : node.count),
    count_distinct: (node) => compileAggregate(scope, node, "distinct", node.count_distinct),
    sum: (node) => compileAggregate(scope, node, "sum", node.sum),
    avg: (node) => compileAggregate(scope, node, "avg", node.avg),
    min: (node) => compileAggregate(scope, node, "min", node.min),
    max: (node) => compileAggregate(scope, node, "max", node.max),
    first: (node) => compilePick(scope, node, "first", node.first),
    last: (node) => compilePick(scope, node, "last", node.last),
    since: (node) => compileSince(scope, node),
    trait: (node) => compileTrait(scope, node),
    part: (node) => compilePart(scope, node),
    trunc: (node) => compileTrunc(scope, node),
    outer: (node) => compileOuter(scope, node),
    difference: (node) => compileDifference(scope, node),
  });
}
