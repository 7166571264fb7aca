import { formatPath } from "@/lib/core/path";
import type { Condition } from "@/lib/core/segment/types";
import { changeAt, conditionAt } from "./at";
import { asGroup } from "./group";
import { insertAt } from "./insert";
import { isWithin, listOf, parsePath } from "./path";
import { removeAt } from "./remove";

/**
 * Moves an item of a list before the index of another list (or its own), and says where it is then. The index counts
 * as the list stands before the move. Into itself it cannot move: the tree comes back as it was.
 */
export function moveTo<T extends object>(
  tree: T,
  from: string,
  list: string,
  index: number,
): { tree: T; path: string } {
  const place = listOf(from);
  const moving = conditionAt(tree, from);
  if (!place || moving === undefined || isWithin(list, from)) return { tree, path: from };
  if (place.list === list) {
    const target = index > place.index ? index - 1 : index;
    const moved = changeAt(tree, list, (old) =>
      (old as readonly Condition[]).toSpliced(place.index, 1).toSpliced(target, 0, moving),
    );
    return { tree: moved, path: `${list}[${target}]` };
  }
  const without = removeAt(insertAt(tree, list, index, moving), shiftedBy(from, list, index, 1));
  return { tree: without, path: shiftedBy(`${list}[${index}]`, place.list, place.index, -1) };
}

export type Direction = "up" | "down" | "out" | "in";

/** One step by keyboard; null where there is nowhere to go. "in" joins the group before, "out" leaves its group. */
export function moveStep<T extends object>(
  tree: T,
  path: string,
  direction: Direction,
): { tree: T; path: string } | null {
  const place = listOf(path);
  if (!place) return null;
  const siblings = conditionList(tree, place.list);
  if (direction === "up") return place.index === 0 ? null : moveTo(tree, path, place.list, place.index - 1);
  if (direction === "down") {
    return place.index === siblings - 1 ? null : moveTo(tree, path, place.list, place.index + 2);
  }
  return direction === "in" ? moveIn(tree, path, place) : moveOut(tree, path, place);
}

function moveIn<T extends object>(tree: T, path: string, place: { list: string; index: number }) {
  if (place.index === 0) return null;
  const before = `${place.list}[${place.index - 1}]`;
  const group = asGroup(conditionAt(tree, before)!);
  return group ? moveTo(tree, path, `${before}.${group.list}`, group.children.length) : null;
}

/** The group's own place is the list without its telling keys: `where.all[1].not.any` -> `where.all[1]`. */
function moveOut<T extends object>(tree: T, path: string, place: { list: string; index: number }) {
  const steps = parsePath(place.list).slice(0, -1);
  if (steps.at(-1) === "not") steps.pop();
  const outer = listOf(formatPath(steps));
  return outer ? moveTo(tree, path, outer.list, outer.index + 1) : null;
}

function conditionList(tree: object, list: string): number {
  const found: unknown = conditionAt(tree, list);
  return Array.isArray(found) ? found.length : 0;
}

/** Where a place is after an item was put in (or taken out) at `index` of `list`. */
function shiftedBy(path: string, list: string, index: number, by: 1 | -1): string {
  if (!isWithin(path, list)) return path;
  const steps = parsePath(path);
  const depth = parsePath(list).length;
  const at = steps[depth];
  if (typeof at !== "number" || (by === 1 ? at < index : at <= index)) return path;
  return formatPath(steps.with(depth, at + by));
}
