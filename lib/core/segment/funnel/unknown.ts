import { canonicalJson } from "@/lib/core/canonical";
import { valueKind } from "../kinds";
import { testValues } from "../test-values";
import type { Condition, Value, ValueCondition } from "../types";

/** Met by those of whom something the comparison needs is unknown; null for what can never be unknown. */
export function unknownOf(condition: Condition): Condition | null {
  const comparison = "not" in condition ? condition.not : condition;
  if (!("value" in comparison)) return null;
  const unknowns = unknownValues(comparison).map(isUnknown);
  if (unknowns.length === 0) return null;
  return unknowns.length === 1 ? unknowns[0]! : { any: unknowns };
}

/** The values of a comparison that may be unknown, each once. Whether a value is known is never unknown itself. */
export function unknownValues({ value, is }: ValueCondition): Value[] {
  if ("known" in is) return [];
  const values = [value, ...testValues(is)].filter(mayBeUnknown);
  return [...new Map(values.map((one) => [canonicalJson(one), one])).values()];
}

export function isUnknown(value: Value): ValueCondition {
  return { value, is: { known: false } };
}

/** Over no rows, counts and sums are zero; unknown only where a window of theirs is. */
function mayBeUnknown(value: Value): boolean {
  if (!["count", "count_distinct", "sum"].includes(valueKind(value))) return true;
  return "during" in value && value.during !== undefined && "after" in value.during;
}
