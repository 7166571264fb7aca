import { canonicalJson } from "@/lib/core/canonical";
import type { Condition } from "../types";

/** Alike for conditions that say the same, whatever the order of what has none and the spelling of numbers. */
export function printOf(condition: Condition): string {
  return canonicalJson(spelled(condition));
}

/** Keys of lists whose order says nothing. */
const UNORDERED = new Set(["all", "any", "in", "not_in"]);

function spelled(node: unknown): unknown {
  if (typeof node === "number") return String(node);
  if (Array.isArray(node)) return node.map(spelled);
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).flatMap(([key, inner]): [string, unknown][] => {
    if (key === "ignore_case" && inner === false) return [];
    const value = spelled(inner);
    return [[key, UNORDERED.has(key) && Array.isArray(value) ? inOrder(value) : value]];
  });
  return Object.fromEntries(entries);
}

function inOrder(items: readonly unknown[]): unknown[] {
  const bySpelling = new Map(items.map((item) => [canonicalJson(item), item]));
  return [...bySpelling].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
