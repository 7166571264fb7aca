import type { Condition } from "@/lib/core/segment/types";
import { changeAt } from "./at";
import { asGroup, type GroupKind, makeGroup, negated } from "./group";

/** Negates the condition, or takes its negation away. */
export function toggleNot<T extends object>(tree: T, path: string): T {
  return changeAt(tree, path, (old) => negated(old as Condition));
}

/** The condition becomes the only one of a new group, to which others can be added. */
export function wrapInGroup<T extends object>(tree: T, path: string, kind: GroupKind): T {
  return changeAt(tree, path, (old) => makeGroup(kind, [old as Condition]));
}

/** The same children under another word. */
export function changeGroupKind<T extends object>(tree: T, path: string, kind: GroupKind): T {
  return changeAt(tree, path, (old) =>
    makeGroup(kind, asGroup(old as Condition)?.children ?? [old as Condition]),
  );
}

/** The group's children take its place in the list around it; a group that stands alone stays. */
export function ungroup<T extends object>(tree: T, path: string): T {
  const match = /^(.*)\[(\d+)\]$/.exec(path);
  if (!match) return tree;
  return changeAt(tree, match[1]!, (old) => {
    const list = old as readonly Condition[];
    const group = asGroup(list[Number(match[2])]!);
    return group ? list.toSpliced(Number(match[2]), 1, ...group.children) : list;
  });
}
