import { type GroupKind, makeGroup, negated } from "../edit/group";
import type { Condition } from "../types";
import { printOf } from "./print";

/** A condition as it is compared: groups flat, none of one, negations in their words. */
export type Node = Leaf | Group;
export type Leaf = { kind: "leaf"; path: string; condition: Condition; print: string; parent: Group | null };
export type Group = {
  kind: "group";
  path: string;
  word: GroupKind;
  children: Node[];
  /** Alike for groups that say the same, in whatever order. */
  print: string;
  parent: Group | null;
};

/** Two conditions as trees. One that stands alone beside a group is one of that group's conditions. */
export function treesOf(before: Condition, after: Condition): [Node, Node] {
  const [old, fresh] = [build(before, "where"), build(after, "where")];
  return [withParents(besideOf(old, fresh)), withParents(besideOf(fresh, old))];
}

/** The node and all inside it, in the order of reading. */
export function nodesOf(node: Node): Node[] {
  return node.kind === "leaf" ? [node] : [node, ...node.children.flatMap(nodesOf)];
}

export function leavesOf(node: Node): Leaf[] {
  return nodesOf(node).filter((one) => one.kind === "leaf");
}

export function conditionOf(node: Node): Condition {
  return node.kind === "leaf" ? node.condition : makeGroup(node.word, node.children.map(conditionOf));
}

const OPPOSITE: Record<GroupKind, GroupKind> = { all: "not_all", not_all: "all", any: "none", none: "any" };

function build(condition: Condition, path: string): Node {
  if ("not" in condition) return opposite(build(condition.not, `${path}.not`));
  if ("all" in condition) return group("all", condition.all, path);
  if ("any" in condition) return group("any", condition.any, path);
  return leaf(condition, path);
}

function group(word: "all" | "any", conditions: readonly Condition[], path: string): Node {
  const children = conditions
    .map((one, index) => build(one, `${path}.${word}[${index}]`))
    .flatMap((child) => (child.kind === "group" && child.word === word ? child.children : [child]));
  const [only, ...more] = children;
  if (only === undefined) return leaf(makeGroup(word, []), path);
  return more.length === 0 ? only : groupOf(word, children, path);
}

function groupOf(word: GroupKind, children: Node[], path: string): Group {
  const print = `${word}(${children
    .map((child) => child.print)
    .sort()
    .join()})`;
  return { kind: "group", path, word, children, print, parent: null };
}

function leaf(condition: Condition, path: string): Leaf {
  return { kind: "leaf", path, condition, print: printOf(condition), parent: null };
}

function opposite(node: Node): Node {
  if (node.kind === "leaf") return leaf(negated(node.condition), node.path);
  return groupOf(OPPOSITE[node.word], node.children, node.path);
}

/** `none of` and `not all of` one condition would be its opposite, so it then stands in a group of all. */
function besideOf(node: Node, other: Node): Node {
  if (node.kind === "group" || other.kind === "leaf") return node;
  return groupOf(other.word === "any" ? "any" : "all", [node], node.path);
}

function withParents(node: Node, parent: Group | null = null): Node {
  node.parent = parent;
  if (node.kind === "group") for (const child of node.children) withParents(child, node);
  return node;
}
