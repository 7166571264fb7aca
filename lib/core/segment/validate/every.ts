import type { PathParts } from "@/lib/core/path";
import { endOf } from "./measure";
import { incomplete, type Node, report, type Walk, within } from "./walk";

export function checkEvery(walk: Walk, node: Node, entity: string, at: PathParts): void {
  const end = endOf(walk, node.every, entity, [...at, "every"]);
  if (!Object.hasOwn(node, "must")) {
    report(walk, at, incomplete("It is not said what every row must meet.", "Add a condition under `must`."));
  }
  if (!end) return;
  within(walk, entity, () => {
    if (node.where !== undefined) walk.condition(node.where, end, [...at, "where"]);
    if (Object.hasOwn(node, "must")) walk.condition(node.must, end, [...at, "must"]);
  });
}
