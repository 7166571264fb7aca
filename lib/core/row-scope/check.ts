import { resolveColumn } from "@/lib/core/catalog/resolve";
import type { PathParts } from "@/lib/core/path";
import { isPersonal } from "@/lib/core/segment/personal-literals";
import { isClean, type Node, report, type Walk } from "@/lib/core/segment/validate/walk";
import type { ScopeCondition } from "./types";

/** A condition of the language, and of its plainest form: columns that hold one of some values, none of them personal. */
export function checkScope(walk: Walk, given: unknown, entity: string, at: PathParts): void {
  if (!isClean(walk, () => walk.condition(given, entity, at))) return;
  if (!isPlain(given as Node)) {
    report(walk, at, NOT_PLAIN);
    return;
  }
  for (const [index, { value, is }] of (given as ScopeCondition).all.entries()) {
    const found = resolveColumn(walk.catalog, entity, value.column);
    if ("problem" in found || !found.column.pii || !isPersonal(found.column.pii, is)) continue;
    report(walk, [...at, "all", index], {
      code: "PERSONAL_LITERAL",
      message: `${found.column.label} holds personal values, and a row scope must not contain any.`,
      fix: "Choose a column that tells regions, brands or the like apart.",
    });
  }
}

const NOT_PLAIN = {
  code: "SCOPE_FORM",
  message: "A row scope is columns of which each holds one of some values, and nothing else.",
  fix: "Write it as `all`, a list of comparisons of a column with `in`.",
};

function isPlain(node: Node): boolean {
  return Array.isArray(node.all) && node.all.length > 0 && node.all.every(isPlainTest);
}

/** `ignore_case` would make which of two scopes is the wider hard to tell. */
function isPlainTest({ value, is }: Node): boolean {
  return hasOnly(value, "column") && hasOnly(is, "in");
}

function hasOnly(node: unknown, key: string): boolean {
  return typeof node === "object" && node !== null && Object.keys(node).join() === key;
}
