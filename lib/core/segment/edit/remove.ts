import { formatPath } from "@/lib/core/path";
import type { Condition } from "@/lib/core/segment/types";
import { changeAt, conditionAt, replaceAt } from "./at";
import { asGroup } from "./group";
import { listOf, parsePath } from "./path";

/**
 * Takes a condition away. What stands in a slot leaves it open: everyone for `where` of the segment and for `must`,
 * nothing at all for an optional `where`. What was negated takes its negation along.
 */
export function removeAt<T extends object>(tree: T, path: string): T {
  const place = listOf(path);
  if (place) return removeItem(tree, place.list, place.index);
  const steps = parsePath(path);
  if (steps.at(-1) === "not") return removeAt(tree, formatPath(steps.slice(0, -1)));
  return replaceAt(tree, path, isOptional(path) ? undefined : { all: [] });
}

function removeItem<T extends object>(tree: T, list: string, index: number): T {
  const after = changeAt(tree, list, (old) => (old as readonly Condition[]).toSpliced(index, 1));
  const slot = slotOfList(list);
  if (slot === null || !isOptional(slot)) return after;
  return asGroup(conditionAt(after, slot)!)?.children.length === 0
    ? replaceAt(after, slot, undefined)
    : after;
}

/** `where.all[0].value.where.all` -> the optional slot the list's group fills, if it does. */
function slotOfList(list: string): string | null {
  const match = /^(.*\.(?:where|among))(?:\.not)?\.(?:all|any)$/.exec(list);
  return match ? match[1]! : null;
}

/** Only the segment's own `where` and `must` have to be there. */
function isOptional(slot: string): boolean {
  return slot.endsWith(".where") || slot.endsWith(".among");
}
