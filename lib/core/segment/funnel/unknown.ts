import { canonicalJson } from "@/lib/core/canonical";
import { foldTest, valueKind } from "../kinds";
import type { Condition, Operand, Test, Value, ValueCondition, Window } from "../types";

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
  const values = [value, ...operandsOf(is)].filter(mayBeUnknown);
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

function operandsOf(test: Test): Value[] {
  const none = () => [];
  const operands = (...given: Operand[]) => given.filter((one): one is Value => typeof one === "object");
  const window = (given: Window) => ("after" in given ? [given.after] : []);
  return foldTest<Value[]>(test, {
    eq: (node) => operands(node.eq),
    not_eq: (node) => operands(node.not_eq),
    in: none,
    not_in: none,
    gt: (node) => operands(node.gt),
    gte: (node) => operands(node.gte),
    lt: (node) => operands(node.lt),
    lte: (node) => operands(node.lte),
    between: (node) => operands(...node.between),
    contains: (node) => operands(node.contains),
    not_contains: (node) => operands(node.not_contains),
    starts_with: (node) => operands(node.starts_with),
    ends_with: (node) => operands(node.ends_with),
    known: none,
    during: (node) => window(node.during),
    anniversary: (node) => window(node.anniversary),
  });
}
