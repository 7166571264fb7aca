import { resolveEntity, resolvePath, resolveTime } from "@/lib/core/catalog/resolve";
import type { PathParts } from "@/lib/core/path";
import { type Node, nameAt, report, type Walk, within } from "./walk";

export const SCOPE_KEYS = ["of", "where", "during", "at"] as const;

/** Checks what every measure has and returns the entity it measures. */
export function checkScope(walk: Walk, node: Node, entity: string, at: PathParts): string | null {
  const end = endOf(walk, node.of, entity, [...at, "of"]);
  if (!end) return null;
  if (node.where !== undefined) within(walk, entity, () => walk.condition(node.where, end, [...at, "where"]));
  if (node.during !== undefined || node.at !== undefined) checkTime(walk, node, end, at);
  if (node.during !== undefined) checkDuring(walk, node.during, entity, [...at, "during"]);
  return end;
}

/** When rows happened, told on the row outside them. */
export function checkDuring(walk: Walk, during: unknown, entity: string, at: PathParts): void {
  walk.window(during, entity, at);
  const isAfter = typeof during === "object" && during !== null && Object.hasOwn(during, "after");
  if (isAfter) checkOutsideKey(walk, entity, at);
}

/** Name of the entity a path ends at; null with a problem. */
export function endOf(walk: Walk, path: unknown, entity: string, at: PathParts): string | null {
  const name = nameAt(walk, path, "relation", at);
  if (name === null) return null;
  const found = resolvePath(walk.catalog, entity, name);
  if (!("problem" in found)) return found.end.name;
  report(walk, at, found.problem);
  return null;
}

/** Rows that are asked when they happened need a time: `at`, or the entity's own. */
export function checkTime(walk: Walk, node: Node, end: string, at: PathParts): void {
  const named = node.at === undefined ? undefined : nameAt(walk, node.at, "time column", [...at, "at"]);
  if (named === null) return;
  const found = resolveTime(walk.catalog, end, named);
  if ("problem" in found) report(walk, named === undefined ? at : [...at, "at"], found.problem);
}

/** What is asked of rows together with a value of the row outside is told apart by that row's key. */
export function checkOutsideKey(walk: Walk, entity: string, at: PathParts): void {
  const found = resolveEntity(walk.catalog, entity);
  if ("problem" in found || found.key.length > 0) return;
  report(walk, at, {
    code: "NO_KEY",
    message: `${found.label} have no key, so their values cannot be looked at from the rows they lead to.`,
    fix: `Ask the data team to name the key of ${found.name} in the catalog.`,
  });
}
