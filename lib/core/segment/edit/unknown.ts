import type { Condition } from "@/lib/core/segment/types";
import { isUnknown, unknownValues } from "../funnel/unknown";
import { changeAt, conditionAt } from "./at";
import { parsePath } from "./path";

/**
 * Lets in those of whom a value the comparison needs is unknown, beside those who meet it: "country is DE" becomes "any of:
 * country is DE, country is unknown".
 */
export function includeUnknown<T extends object>(tree: T, path: string): T {
  if (!canIncludeUnknown(tree, path)) return tree;
  return changeAt(tree, path, (old) => {
    const condition = old as Condition;
    return { any: [condition, ...valuesOf(condition).map(isUnknown)] };
  });
}

/**
 * Whether those of whom the value is unknown are left out by the condition and could be let in: not where it is negated,
 * since whoever does not meet it is in there anyway.
 */
export function canIncludeUnknown(tree: object, path: string): boolean {
  const condition = conditionAt(tree, path);
  const negations = parsePath(path).filter((step) => step === "not").length;
  return condition !== undefined && negations % 2 === 0 && valuesOf(condition).length > 0;
}

function valuesOf(condition: Condition) {
  return "value" in condition ? unknownValues(condition) : [];
}
