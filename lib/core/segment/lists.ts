import { HeldList, type Lists } from "@/lib/core/list/held";
import { namedUnder } from "./named";
import type { Segment } from "./types";

/** The lists a tree names, each once, before anything about the tree is known to be right. */
export function namedLists(json: unknown): string[] {
  return namedUnder(json, "list");
}

/** The segment with every list it names beside the name. Only for a tree that was checked with these lists. */
export function withLists(segment: Segment, lists: Lists): Segment {
  return namedLists(segment).length === 0 ? segment : (resolve(segment, lists) as Segment);
}

/** In a tree that was checked, only a condition has the key `list`. */
function resolve(node: unknown, lists: Lists): unknown {
  if (Array.isArray(node)) return node.map((child) => resolve(child, lists));
  if (typeof node !== "object" || node === null || node instanceof HeldList) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, child]) => [key, resolve(child, lists)]));
  if (!("list" in node) || !("key" in node)) return copy;
  const held = lists.find(String(node.list));
  if ("problem" in held) throw new TypeError("a tree was resolved without being checked");
  return { ...copy, held };
}

/** The lists beside their names in a tree that says all it means, by what they hold now. */
export function heldContents(tree: unknown): string[] {
  const found = new Set<string>();
  const look = (node: unknown) => {
    if (node instanceof HeldList) found.add(`${node.id}:${node.content}`);
    else if (typeof node === "object" && node !== null) for (const child of Object.values(node)) look(child);
  };
  look(tree);
  return [...found].sort();
}
