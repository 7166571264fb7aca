import type { PathParts } from "@/lib/core/path";
import type { Value } from "../types";
import { kindWords, subjectWords } from "../words";
import { checkTest } from "./test";
import { incomplete, type Node, report, type Walk } from "./walk";

export function checkComparison(walk: Walk, node: Node, entity: string, at: PathParts): void {
  const type = walk.value(node.value, entity, [...at, "value"]);
  if (!type) {
    // What cannot be typed cannot be tested, but a missing test is worth saying along with it.
    if (node.is === undefined) report(walk, at, incomplete("There is no test yet.", "Choose a test."));
    return;
  }
  const value = node.value as Value;
  const words = subjectWords(value, entity, walk.catalog);
  checkTest(
    walk,
    node.is,
    {
      type,
      entity,
      ...words,
      kindWords: kindWords(type),
    },
    [...at, "is"],
  );
}
