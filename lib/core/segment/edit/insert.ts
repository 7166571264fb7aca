import type { Condition } from "@/lib/core/segment/types";
import { changeAt, conditionAt } from "./at";
import { asGroup } from "./group";

/** Puts a condition into a list (`where.all`) before the index. */
export function insertAt<T extends object>(tree: T, list: string, index: number, condition: Condition): T {
  return changeAt(tree, list, (old) => (old as readonly Condition[]).toSpliced(index, 0, condition));
}

/**
 * Adds a condition to what stands at a slot (`where`, a measure's `where`, a group): at the end of an all-group,
 * beside a single condition, or as the first one.
 */
export function addTo<T extends object>(tree: T, slot: string, condition: Condition): T {
  const there = conditionAt(tree, slot);
  if (there === undefined) return changeAt(tree, slot, () => ({ all: [condition] }));
  const group = asGroup(there);
  if (!group) return changeAt(tree, slot, () => ({ all: [there, condition] }));
  return insertAt(tree, `${slot}.${group.list}`, group.children.length, condition);
}

/** A deep copy right after the original. Something that stands alone is first made the first of an all-group. */
export function duplicateAt<T extends object>(tree: T, path: string): T {
  const copy = structuredClone(conditionAt(tree, path)!);
  const match = /^(.*)\[(\d+)\]$/.exec(path);
  if (match) return insertAt(tree, match[1]!, Number(match[2]) + 1, copy);
  return changeAt(tree, path, (old) => ({ all: [old, copy] }));
}
