import { earlierInSet, isExempt } from "@/lib/core/audience/resolve";
import type { PathParts } from "@/lib/core/path";
import { checkScope } from "@/lib/core/row-scope/check";
import { checkAudience, checkReference } from "@/lib/core/segment/validate/audience";
import {
  listAt,
  MAX_NODES,
  type Named,
  type Node,
  nameAt,
  objectAt,
  refuseUnknownKeys,
  report,
  type Walk,
} from "@/lib/core/segment/validate/walk";
import { checkLimit } from "./limit";
import { checkSplits } from "./splits";

export const DEFINITION_KEYS = [
  "version",
  "entity",
  "where",
  "scope",
  "exclude",
  "priority",
  "limit",
  "splits",
];

/** What stands around the condition of an audience, and whom its workspace excludes. */
export function checkAround(walk: Walk, definition: Node, entity: string): void {
  if (definition.scope !== undefined) checkScope(walk, definition.scope, entity, ["scope"]);
  if (definition.exclude !== undefined) checkExclude(walk, definition.exclude, entity);
  if (definition.limit !== undefined || !walk.named?.within) checkWorkspaceExclusions(walk, entity);
  if (definition.priority !== undefined) checkPriority(walk, definition, entity);
  if (definition.limit !== undefined) checkLimit(walk, definition.limit, entity);
  if (definition.splits !== undefined) checkSplits(walk, definition.splits, entity);
}

function checkExclude(walk: Walk, given: unknown, entity: string): void {
  const named = new Set<unknown>();
  for (const [index, one] of (listAt(walk, given, "excluded audiences", ["exclude"]) ?? []).entries()) {
    const at = ["exclude", index];
    const node = objectAt(walk, one, "reference", at);
    if (!node) continue;
    refuseUnknownKeys(walk, node, ["audience", "version"], "reference", at);
    if (named.has(node.audience)) report(walk, at, TWICE);
    named.add(node.audience);
    checkAudience(walk, node, entity, at);
  }
}

const TWICE = {
  code: "AUDIENCE_REPEATED",
  message: "This audience is excluded already.",
  fix: "Keep one of the two.",
};

/** They go with every audience, so the circle each may be in begins anew; and what they need is read without them. */
function checkWorkspaceExclusions(walk: Walk, entity: string): void {
  const { named } = walk;
  if (!named || named.isExempt) return;
  const { audiences, told, chain } = named;
  // The definition the checking began with.
  if (isExempt(audiences, entity, chain.at(-1))) return;
  for (const reference of audiences.exclusions?.(entity) ?? []) {
    if (walk.nodes > MAX_NODES) return;
    checkReference(walk, { audiences, told, chain: [], isExempt: true }, reference, entity, []);
  }
}

function checkPriority(walk: Walk, { priority, limit }: Node, entity: string): void {
  const at: PathParts = ["priority"];
  const node = objectAt(walk, priority, "priority", at);
  if (!node) return;
  refuseUnknownKeys(walk, node, ["set"], "priority", at);
  const slug = nameAt(walk, node.set, "priority set", [...at, "set"]);
  if (slug === null) return;
  const { named } = walk;
  const set = named?.audiences.prioritySet?.(slug);
  if (!named || !set) report(walk, at, NO_SETS);
  else if ("problem" in set) report(walk, [...at, "set"], set.problem);
  else if (set.entity !== entity) {
    report(walk, [...at, "set"], {
      code: "PRIORITY_ENTITY",
      message: `The priority set ${set.name} is one of ${set.entity}, and this audience is of ${entity}.`,
      fix: `Choose a priority set of ${entity}.`,
    });
  } else if (!isRead(named, slug, limit)) checkPlace(walk, named.chain.at(-1), set, entity);
}

/** Whether whoever reads this audience reads those before it: with a limit, only where they are the same people to both. */
function isRead({ within, isExempt: isFree }: Named, slug: string, limit: unknown): boolean {
  return within?.set === slug && (limit === undefined || within.isExempt === isFree);
}

/** The audiences before it are read as part of it. */
function checkPlace(
  walk: Walk,
  slug: string | undefined,
  set: { slug: string; name: string; audiences: readonly { audience: string; version?: number }[] },
  entity: string,
): void {
  const { named } = walk;
  if (!named) return;
  if (!set.audiences.some(({ audience }) => audience === slug)) {
    report(walk, ["priority", "set"], {
      code: "PRIORITY_PLACE",
      message: `This audience has no place in the priority set ${set.name} yet.`,
      fix: "Add it to the set, and say before whom it comes.",
    });
    return;
  }
  const earlier = earlierInSet(named.audiences, { priority: { set: set.slug } }, slug);
  const within = { set: set.slug, isExempt: named.isExempt || isExempt(named.audiences, entity, slug) };
  for (const reference of earlier) {
    if (walk.nodes > MAX_NODES) return;
    checkReference(walk, named, reference, entity, ["priority"], within);
  }
}

const NO_SETS = {
  code: "PRIORITY_HERE",
  message: "Priority sets are kept in the application, and there are none here.",
  fix: "Remove `priority`, or exclude the audiences that come before.",
};
