import type { Leaf } from "./tree";

/** What having the same kind of part in the same place says, beside having the very same part there. */
const SAME_PLACE = 0.25;

/** From 0, nothing in common, to 1: how many of the parts two conditions are made of are the same. */
export function alikeness(a: Leaf, b: Leaf): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  let common = 0;
  for (const [place, value] of left) {
    if (!right.has(place)) continue;
    common += right.get(place) === value ? 1 : SAME_PLACE;
  }
  return (2 * common) / (left.size + right.size);
}

const known = new WeakMap<Leaf, Map<string, string>>();

function partsOf(leaf: Leaf): Map<string, string> {
  const before = known.get(leaf);
  if (before) return before;
  const parts = new Map<string, string>();
  const { condition } = leaf;
  const isNegated = "not" in condition;
  if (isNegated) parts.set("not", "");
  gather(isNegated ? condition.not : condition, "", parts);
  known.set(leaf, parts);
  return parts;
}

function gather(node: unknown, place: string, parts: Map<string, string>): void {
  if (typeof node !== "object" || node === null) {
    parts.set(place, String(node));
    return;
  }
  for (const [key, inner] of Object.entries(node)) gather(inner, `${place}.${key}`, parts);
}
