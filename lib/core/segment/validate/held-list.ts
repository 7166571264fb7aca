import type { PathParts } from "@/lib/core/path";
import type { Value } from "../types";
import { kindWords, subjectWords } from "../words";
import { type Node, nameAt, report, type Walk } from "./walk";

/** A held list and the value looked for in it. */
export function checkList(walk: Walk, node: Node, entity: string, at: PathParts): void {
  const id = nameAt(walk, node.list, "list", [...at, "list"]);
  checkKey(walk, node, entity, [...at, "key"]);
  if (id === null) return;
  const found = walk.lists === null ? { problem: NOT_HERE } : walk.lists.find(id);
  if ("problem" in found) report(walk, [...at, "list"], found.problem);
}

const NOT_HERE = {
  code: "LIST_HERE",
  message: "Lists cannot be named here.",
  fix: "Say it another way.",
};

/** A list holds texts; an id made of digits is the same text everywhere, other numbers and times are not. */
function checkKey(walk: Walk, node: Node, entity: string, at: PathParts): void {
  const type = walk.value(node.key, entity, at);
  if (!type || type.kind === "text" || type.kind === "integer") return;
  const { beginning } = subjectWords(node.key as Value, entity, walk.catalog);
  report(walk, at, {
    code: "LIST_KEY",
    message: `${beginning} is ${kindWords(type)}, and a list holds texts and ids.`,
    fix: "Look for a text or a whole number in the list.",
  });
}
