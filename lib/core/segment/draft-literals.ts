import { resolveColumn, resolvePath } from "@/lib/core/catalog/resolve";
import { plainValue, sqlTraitOf } from "@/lib/core/catalog/trait";
import type { Catalog } from "@/lib/core/catalog/types";
import { isPersonal } from "./personal-literals";
import type { Value } from "./types";
import type { Outside } from "./value-type";

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
export function draftLiterals(
  tree: unknown,
  entity: string,
  catalog: Catalog,
  outside: Outside = [],
): Found[] {
  if (Array.isArray(tree)) return tree.flatMap((one) => draftLiterals(one, entity, catalog, outside));
  if (!isNode(tree)) return [];
  const found: Found[] = [];
  if (isNode(tree.value) && isNode(tree.is) && hasLiteral(tree.is)) {
    found.push(...personal(tree.value, tree.is, entity, catalog, outside));
  }
  const inner = endOf(tree, entity, catalog);
  for (const [key, child] of Object.entries(tree)) {
    const isInside = INSIDE.has(key) && inner !== null;
    const there = isInside ? inner : entity;
    found.push(...draftLiterals(child, there, catalog, isInside ? [entity, ...outside] : outside));
  }
  return found;
}

/** Columns of people whose own values a value shows: a count or an age shows none. */
function personal(value: Node, test: Node, entity: string, catalog: Catalog, outside: Outside): Found[] {
  if (typeof value.column === "string") {
    const column = resolveColumn(catalog, entity, value.column);
    if ("problem" in column) return [];
    const { pii, name } = column.column;
    return pii !== null && isPersonal(pii, test) ? [{ entity: column.entity.name, column: name }] : [];
  }
  if (typeof value.trait === "string") return personalTrait(value.trait, test, entity, catalog);
  if ("part" in value && isNode(value.of)) {
    // Of a birth, a month or a weekday points at nobody: the empty test asks only for what identifies by itself.
    return personal(value.of, {}, entity, catalog, outside);
  }
  if ("trunc" in value && isNode(value.of)) return personal(value.of, test, entity, catalog, outside);
  if (Array.isArray(value.difference) && value.in === undefined) {
    return value.difference.filter(isNode).flatMap((one) => personal(one, test, entity, catalog, outside));
  }
  if (isNode(value.outer)) {
    const [nearest, ...further] = outside;
    return nearest === undefined ? [] : personal(value.outer, test, nearest, catalog, further);
  }
  const inner = endOf(value, entity, catalog) ?? entity;
  return ["min", "max", "first", "last"].flatMap((key) => {
    const child = value[key];
    return isNode(child) ? personal(child, test, inner, catalog, [entity, ...outside]) : [];
  });
}

function personalTrait(name: string, test: Node, entity: string, catalog: Catalog): Found[] {
  const value: Value = { trait: name };
  const given = sqlTraitOf(catalog, entity, value);
  if (given) {
    return given.pii !== null && isPersonal(given.pii, test) ? [{ entity, column: given.name }] : [];
  }
  const plain = plainValue(catalog, entity, value);
  return "trait" in plain ? [] : personal(plain as Node, test, entity, catalog, []);
}

/** Null where no relation is entered, or none that the catalog knows. */
function endOf({ of, every }: Node, entity: string, catalog: Catalog): string | null {
  const path = of ?? every;
  if (typeof path !== "string") return null;
  const found = resolvePath(catalog, entity, path);
  return "problem" in found ? null : found.end.name;
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
