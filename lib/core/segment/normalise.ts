import { canonicalJson } from "@/lib/core/canonical";
import type { Condition } from "./types";

/**
 * A condition with the same members in one spelling: groups flat and in a fixed order, nothing twice, no double negation.
 * For telling that two trees ask the same, not for showing. What is the same only by its meaning stays different.
 */
export function normalise(condition: Condition): Condition {
  if ("all" in condition) return group(condition.all, "all", (children) => ({ all: children }));
  if ("any" in condition) return group(condition.any, "any", (children) => ({ any: children }));
  if ("not" in condition) {
    const inner = normalise(condition.not);
    return "not" in inner ? inner.not : { not: inner };
  }
  if ("value" in condition && "in" in condition.is) {
    return { ...condition, is: { ...condition.is, in: listed(condition.is.in) } };
  }
  if ("value" in condition && "not_in" in condition.is) {
    return { ...condition, is: { ...condition.is, not_in: listed(condition.is.not_in) } };
  }
  return condition;
}

export function normalised(condition: Condition): string {
  return canonicalJson(normalise(condition));
}

function group(
  children: readonly Condition[],
  kind: "all" | "any",
  make: (children: readonly Condition[]) => Condition,
): Condition {
  const flat = children.map(normalise).flatMap((child): readonly Condition[] => {
    if (kind === "all" && "all" in child) return child.all;
    return kind === "any" && "any" in child ? child.any : [child];
  });
  const distinct = listed(flat);
  return distinct.length === 1 ? distinct[0]! : make(distinct);
}

function listed<T>(items: readonly T[]): T[] {
  const bySpelling = new Map(items.map((item) => [canonicalJson(item), item]));
  return [...bySpelling].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
