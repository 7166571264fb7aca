import { resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import type { Catalog } from "@/lib/core/catalog/types";
import { describeCondition } from "../describe";
import { GROUP_WORDS } from "../edit/group";
import type { Segment } from "../types";
import { matchTrees, type Pairs } from "./match";
import { conditionOf, type Node, nodesOf, treesOf } from "./tree";

/** Where a condition stands, and what it says there. */
export type Place = {
  /** `where.all[1]`, in the version it is of. */
  path: string;
  sentence: string;
  /** The group around it, "Any of these"; null for the outermost. */
  within: string | null;
};

/** What became of one condition between two versions of a segment. A group that changes its word is said by that word. */
export type Change =
  | { kind: "added"; before: null; after: Place }
  | { kind: "removed"; before: Place; after: null }
  | { kind: "changed" | "moved"; before: Place; after: Place };

/**
 * What changed between two versions, condition by condition, in English: what was changed, moved or added in the order of the new
 * version, then what was removed. Nothing where both say the same, in whatever order and however they are wrapped in groups of
 * one. Both versions fit the catalog.
 */
export function diff(before: Segment, after: Segment, catalog: Catalog): Change[] {
  const [old, fresh] = treesOf(before.where, after.where);
  const pairs = matchTrees(old, fresh);
  const was = placing(before, catalog);
  const is = placing(after, catalog);
  return [
    ...entityChange(before, after, catalog),
    ...nodesOf(fresh).flatMap((node) => changesOf(node, pairs, was, is)),
    ...nodesOf(old)
      .filter((node) => isGone(node, pairs))
      .map((node): Change => ({ kind: "removed", before: was(node), after: null })),
  ];
}

type Placing = (node: Node, isHeading?: boolean) => Place;

function changesOf(node: Node, pairs: Pairs, was: Placing, is: Placing): Change[] {
  const old = pairs.get(node);
  if (!old) return isGone(node, pairs) ? [{ kind: "added", before: null, after: is(node) }] : [];
  if (old.kind === "group" && node.kind === "group") {
    if (old.word !== node.word) return [{ kind: "changed", before: was(old, true), after: is(node, true) }];
  } else if (old.print !== node.print) {
    return [{ kind: "changed", before: was(old), after: is(node) }];
  }
  const stayed = old.parent === null ? node.parent === null : pairs.get(old.parent) === node.parent;
  return stayed ? [] : [{ kind: "moved", before: was(old), after: is(node) }];
}

/** In one version only, with all that is in it; what is inside something like that is told with it. */
function isGone(node: Node, pairs: Pairs): boolean {
  return isAlone(node, pairs) && !(node.parent && isAlone(node.parent, pairs));
}

function isAlone(node: Node, pairs: Pairs): boolean {
  return nodesOf(node).every((one) => !pairs.has(one));
}

function placing({ entity }: Segment, catalog: Catalog): Placing {
  return (node, isHeading = false) => ({
    path: node.path,
    sentence:
      isHeading && node.kind === "group"
        ? GROUP_WORDS[node.word]
        : describeCondition(conditionOf(node), entity, catalog),
    within: node.parent?.kind === "group" ? GROUP_WORDS[node.parent.word] : null,
  });
}

function entityChange(before: Segment, after: Segment, catalog: Catalog): Change[] {
  if (before.entity === after.entity) return [];
  const place = ({ entity }: Segment): Place => ({
    path: "entity",
    sentence: `Everyone in ${resolved(resolveEntity(catalog, entity)).label}`,
    within: null,
  });
  return [{ kind: "changed", before: place(before), after: place(after) }];
}
