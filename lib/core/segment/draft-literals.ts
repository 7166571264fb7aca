import { resolveColumn, resolvePath } from "@/lib/core/catalog/resolve";
import type { Catalog } from "@/lib/core/catalog/types";
import { isPersonal } from "./personal-literals";

type Node = Readonly<Record<string, unknown>>;
type Found = { entity: string; column: string };

/** Keys whose contents speak of the rows at the end of a measure's path. */
const INSIDE = new Set([
  ...["where", "must", "count", "count_distinct", "sum", "avg", "min", "max", "first", "last"],
]);

/** Keys of a test that carry no value of a row. */
const NO_VALUE = new Set(["known", "during", "anniversary", "ignore_case"]);

/**
 * Like `personalLiterals`, for a tree that is still being built and may not parse: comparisons of identifying columns that
 * already carry a literal. What leads nowhere is passed over; it cannot be saved as a version anyway.
 */
export function draftLiterals(tree: unknown, entity: string, catalog: Catalog): Found[] {
  if (Array.isArray(tree)) return tree.flatMap((one) => draftLiterals(one, entity, catalog));
  if (!isNode(tree)) return [];
  const found: Found[] = [];
  if (isNode(tree.value) && isNode(tree.is) && hasLiteral(tree.is)) {
    found.push(...personal(tree.value, tree.is, entity, catalog));
  }
  const inner = endOf(tree, entity, catalog);
  for (const [key, child] of Object.entries(tree)) {
    found.push(...draftLiterals(child, INSIDE.has(key) ? inner : entity, catalog));
  }
  return found;
}

/** Columns of people whose own values a value shows: a count or an age shows none. */
function personal(value: Node, test: Node, entity: string, catalog: Catalog): Found[] {
  if (typeof value.column === "string") {
    const column = resolveColumn(catalog, entity, value.column);
    if ("problem" in column) return [];
    const { pii, name } = column.column;
    return pii !== null && isPersonal(pii, test) ? [{ entity: column.entity.name, column: name }] : [];
  }
  if ("part" in value && isNode(value.of)) {
    // Of a birth, a month or a weekday points at nobody: the empty test asks only for what identifies by itself.
    return personal(value.of, {}, entity, catalog);
  }
  if ("trunc" in value && isNode(value.of)) return personal(value.of, test, entity, catalog);
  if (Array.isArray(value.difference) && value.in === undefined) {
    return value.difference.filter(isNode).flatMap((one) => personal(one, test, entity, catalog));
  }
  const inner = endOf(value, entity, catalog);
  return ["min", "max", "first", "last"].flatMap((key) => {
    const child = value[key];
    return isNode(child) ? personal(child, test, inner, catalog) : [];
  });
}

function endOf({ of, every }: Node, entity: string, catalog: Catalog): string {
  const path = of ?? every;
  if (typeof path !== "string") return entity;
  const found = resolvePath(catalog, entity, path);
  return "problem" in found ? entity : found.end.name;
}

/** An empty text is what an editor starts with. */
function hasLiteral(test: Node): boolean {
  return Object.entries(test).some(
    ([key, operand]) => !NO_VALUE.has(key) && [operand].flat().some((one) => isLiteral(one)),
  );
}

function isLiteral(operand: unknown): boolean {
  return operand !== "" && operand !== null && operand !== undefined && typeof operand !== "object";
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
