import type { PathParts } from "@/lib/core/path";
import { listAt, type Node, type Walk } from "./walk";

/** `all` and `any`: an empty one is complete, everyone and no one. */
export function checkGroup(kind: "all" | "any") {
  return (walk: Walk, node: Node, entity: string, at: PathParts): void => {
    const path = [...at, kind];
    const conditions = listAt(walk, node[kind], "conditions", path);
    conditions?.forEach((condition, index) => {
      walk.condition(condition, entity, [...path, index]);
    });
  };
}

export function checkNot(walk: Walk, node: Node, entity: string, at: PathParts): void {
  walk.condition(node.not, entity, [...at, "not"]);
}
