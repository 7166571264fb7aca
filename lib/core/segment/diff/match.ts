import { alikeness } from "./alike";
import { type Group, type Leaf, leavesOf, type Node, nodesOf } from "./tree";

/** Which node of one tree is which of the other, told both ways. */
export type Pairs = Map<Node, Node>;

/** Conditions in groups that are the same need to be less alike than those that also moved. */
const ALIKE = { inPlace: 0.5, elsewhere: 0.75 };
const ALIKE_GROUPS = 0.3;
/** Between two groups alike in what they hold. */
const SAME_WORD = 0.1;
const BOTH_OUTERMOST = 0.05;

/** First what is exactly the same, the largest parts first; then groups by what they hold; then conditions that are alike. */
export function matchTrees(old: Node, fresh: Node): Pairs {
  const pairs: Pairs = new Map();
  pairSame(old, fresh, pairs);
  pairGroups(groupsOf(old), groupsOf(fresh), pairs);
  if (!pairs.has(old) && !pairs.has(fresh) && old.kind === fresh.kind && old.kind === "group") {
    pair(old, fresh, pairs);
  }
  pairLeaves(leavesOf(old), leavesOf(fresh), pairs);
  return pairs;
}

function pair(old: Node, fresh: Node, pairs: Pairs): void {
  pairs.set(old, fresh);
  pairs.set(fresh, old);
}

function pairSame(old: Node, fresh: Node, pairs: Pairs): void {
  const byPrint = new Map<string, Node[]>();
  for (const node of nodesOf(fresh)) byPrint.set(node.print, [...(byPrint.get(node.print) ?? []), node]);
  for (const node of nodesOf(old)) {
    if (pairs.has(node)) continue;
    const free = (byPrint.get(node.print) ?? []).filter((one) => !pairs.has(one));
    const best = bestOf(free.map((one) => [nearness(node, one), one]));
    if (best) pairWhole(node, best, pairs);
  }
}

/** Where the same is said twice, what stands in the same place is the same. */
function nearness(old: Node, fresh: Node): number {
  const isSameGroup = old.parent?.print === fresh.parent?.print;
  return (
    (old.path === fresh.path ? 2 : 0) + (isSameGroup ? 3 : old.parent?.path === fresh.parent?.path ? 1 : 0)
  );
}

function pairWhole(old: Node, fresh: Node, pairs: Pairs): void {
  pair(old, fresh, pairs);
  if (old.kind === "leaf" || fresh.kind === "leaf") return;
  const left = [...fresh.children];
  for (const child of old.children) {
    const index = left.findIndex((one) => one.print === child.print);
    pairWhole(child, left.splice(index, 1)[0]!, pairs);
  }
}

function groupsOf(node: Node): Group[] {
  return nodesOf(node).filter((one) => one.kind === "group");
}

function pairGroups(old: readonly Group[], fresh: readonly Group[], pairs: Pairs): void {
  pairBest(old, fresh, pairs, (a, b) => {
    const shared = sharedLeaves(leavesOf(a), leavesOf(b), pairs);
    const score = shared + (a.word === b.word ? SAME_WORD : 0) + (isOutermost(a, b) ? BOTH_OUTERMOST : 0);
    return score >= ALIKE_GROUPS && shared > 0 ? score : null;
  });
}

function isOutermost(a: Group, b: Group): boolean {
  return a.parent === null && b.parent === null;
}

/** 1 where both hold the same conditions, 0 where none of one is like any of the other. */
function sharedLeaves(old: readonly Leaf[], fresh: readonly Leaf[], pairs: Pairs): number {
  const shared = old.map((leaf) => {
    const same = pairs.get(leaf);
    if (same) return fresh.includes(same as Leaf) ? 1 : 0;
    const likeness = fresh.filter((one) => !pairs.has(one)).map((one) => alikeness(leaf, one));
    const best = Math.max(0, ...likeness);
    return best >= ALIKE.inPlace ? best : 0;
  });
  return (2 * shared.reduce((total: number, one) => total + one, 0)) / (old.length + fresh.length);
}

function pairLeaves(old: readonly Leaf[], fresh: readonly Leaf[], pairs: Pairs): void {
  pairBest(old, fresh, pairs, (a, b) => {
    const isInPlace = a.parent === null ? b.parent === null : pairs.get(a.parent) === b.parent;
    const score = alikeness(a, b);
    if (score < (isInPlace ? ALIKE.inPlace : ALIKE.elsewhere)) return null;
    return score + (isInPlace ? 1 : 0);
  });
}

/** Pairs the best first; `score` says null where two are no pair. */
function pairBest<N extends Node>(
  old: readonly N[],
  fresh: readonly N[],
  pairs: Pairs,
  score: (old: N, fresh: N) => number | null,
): void {
  const scored = old.flatMap((a) =>
    fresh.flatMap((b): [number, N, N][] => {
      const found = pairs.has(a) || pairs.has(b) ? null : score(a, b);
      return found === null ? [] : [[found, a, b]];
    }),
  );
  // The order of reading settles ties, since sorting keeps it.
  for (const [, a, b] of scored.sort(([a], [b]) => b - a)) {
    if (!pairs.has(a) && !pairs.has(b)) pair(a, b, pairs);
  }
}

function bestOf<T>(scored: readonly (readonly [number, T])[]): T | undefined {
  return scored.reduce<readonly [number, T] | undefined>(
    (best, one) => (best === undefined || one[0] > best[0] ? one : best),
    undefined,
  )?.[1];
}
