import type { Condition } from "@/lib/core/segment/types";

export const GROUP_KINDS = ["all", "any", "none", "not_all"] as const;
/** How people speak of a group: "none of" is a negated `any`, "not all of" a negated `all`. */
export type GroupKind = (typeof GROUP_KINDS)[number];
/** What a group is called above its conditions. */
export const GROUP_WORDS: Record<GroupKind, string> = {
  all: "All of these",
  any: "Any of these",
  none: "None of these",
  not_all: "Not all of these",
};
export type Group = {
  kind: GroupKind;
  children: readonly Condition[];
  /** Where the children are, seen from the group: `not.any`. */
  list: string;
};

/** The condition as a group, or null when it is not one. */
export function asGroup(condition: Condition): Group | null {
  if ("all" in condition) return { kind: "all", children: condition.all, list: "all" };
  if ("any" in condition) return { kind: "any", children: condition.any, list: "any" };
  if (!("not" in condition)) return null;
  if ("any" in condition.not) return { kind: "none", children: condition.not.any, list: "not.any" };
  if ("all" in condition.not) return { kind: "not_all", children: condition.not.all, list: "not.all" };
  return null;
}

export function makeGroup(kind: GroupKind, children: readonly Condition[]): Condition {
  switch (kind) {
    case "all":
      return { all: children };
    case "any":
      return { any: children };
    case "none":
      return { not: { any: children } };
    case "not_all":
      return { not: { all: children } };
  }
}

/** The exact opposite, without piling up negations. */
export function negated(condition: Condition): Condition {
  return "not" in condition ? condition.not : { not: condition };
}
