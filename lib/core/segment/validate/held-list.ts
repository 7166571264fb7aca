import type { PathParts } from "@/lib/core/path";
import { type Node, nameAt, type Walk } from "./walk";

export function checkList(walk: Walk, node: Node, entity: string, at: PathParts): void {
  nameAt(walk, node.list, "list", [...at, "list"]);
  walk.value(node.key, entity, [...at, "key"]);
}
