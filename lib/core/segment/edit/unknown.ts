import { canonicalJson } from "@/lib/core/canonical";
import type { Condition } from "@/lib/core/segment/types";
import { isUnknown, unknownValues } from "../funnel/unknown";
import { changeAt, conditionAt, valueAt } from "./at";
import { listOf, parsePath } from "./path";

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
 * since whoever does not meet it is in there anyway, nor where the group around it lets them in already.
 */
export function canIncludeUnknown(tree: object, path: string): boolean {
  const condition = conditionAt(tree, path);
  const negations = parsePath(path).filter((step) => step === "not").length;
  if (condition === undefined || negations % 2 !== 0) return false;
  const beside = new Set(besideIt(tree, path).map(canonicalJson));
  return valuesOf(condition).some((value) => !beside.has(canonicalJson(isUnknown(value))));
}

/** The conditions of the `any` it stands in. */
function besideIt(tree: object, path: string): readonly Condition[] {
  const list = listOf(path)?.list ?? "";
  return parsePath(list).at(-1) === "any" ? (valueAt(tree, list) as readonly Condition[]) : [];
}

function valuesOf(condition: Condition) {
  return "value" in condition ? unknownValues(condition) : [];
}
