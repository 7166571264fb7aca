import type { Entity } from "@/lib/core/catalog/types";
import { IDENTIFYING_TAGS } from "@/lib/core/segment/personal-literals";
import { asList, ident, isNode, type SqlNode } from "./node";

/** Operators that make a value of values; every other one compares. */
const MAKING = new Set(["And", "Or", "Plus", "Minus", "Multiply", "Divide", "Modulo", "StringConcat"]);
/** Functions that compare. */
const COMPARING = new Set([
  ...["nullif", "starts_with", "ends_with", "contains", "strpos", "instr", "regexp_matches"],
  "regexp_contains",
]);
/** What stands in these is compared with nothing around them. */
const APART = new Set(["Case", "Subquery", "Exists", "InSubquery"]);

/**
 * Columns a comparison sets beside a text or number somebody wrote, by the node as the parser names it; none where it compares
 * nothing. A number says nothing of a column that a function has been at: of how long it is, or how many there are.
 */
export function comparedColumns(kind: string, node: unknown): string[] {
  if (!isNode(node)) return [];
  const sides = sidesOf(kind, node);
  const columns = sides.flatMap((side) => columnsIn(side));
  if (columns.length === 0) return [];
  if (sides.some((side) => hasText(side))) return columns;
  return sides.some(isNumber) ? sides.flatMap(plainColumn) : [];
}

/** The identifying column of these entities that one of the names may be. */
export function identifyingAmong(names: readonly string[], entities: Iterable<Entity>): string | undefined {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  for (const { columns } of entities) {
    for (const { name, pii } of Object.values(columns)) {
      if (pii !== null && IDENTIFYING_TAGS.has(pii) && wanted.has(name.toLowerCase())) return name;
    }
  }
  return undefined;
}

function sidesOf(kind: string, node: SqlNode): readonly unknown[] {
  if (kind === "BinaryOp") return MAKING.has(String(node.op)) ? [] : [node.left, node.right];
  if (kind === "Like" || kind === "ILike") return [node.expr, node.pattern];
  if (kind === "InList") return [node.expr, ...asList(node.list)];
  if (kind === "Between") return [node.expr, node.low, node.high];
  if (kind === "IsDistinctFrom" || kind === "IsNotDistinctFrom") return asList(node);
  if (kind === "Case" && node.operand) {
    const conditions = asList(node.conditions).map((one) => (isNode(one) ? one.condition : null));
    return [node.operand, ...conditions];
  }
  if (kind !== "Function") return [];
  const [first, ...more] = asList(node.name).map((part) => (isNode(part) ? ident(part.Identifier) : null));
  return first && more.length === 0 && COMPARING.has(first.value.toLowerCase()) ? [node.args] : [];
}

function columnsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(columnsIn);
  if (!isNode(node)) return [];
  return Object.entries(node).flatMap(([key, child]) => {
    if (APART.has(key)) return [];
    const found = plainColumn({ [key]: child });
    return found.length > 0 ? found : columnsIn(child);
  });
}

function plainColumn(node: unknown): string[] {
  if (!isNode(node)) return [];
  if (isNode(node.Nested)) return plainColumn(node.Nested);
  if (isNode(node.Cast)) return plainColumn(node.Cast.expr);
  const name = ident(node.Identifier ?? asList(node.CompoundIdentifier).at(-1));
  return name ? [name.value] : [];
}

/** Empty text is nobody's. */
function hasText(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(hasText);
  if (!isNode(node)) return false;
  return Object.entries(node).some(([key, child]) => {
    if (APART.has(key)) return false;
    if (key === "SingleQuotedString" || key === "DoubleQuotedString") return child !== "";
    return hasText(child);
  });
}

function isNumber(node: unknown): boolean {
  return isNode(node) && isNode(node.Value) && isNode(node.Value.value) && "Number" in node.Value.value;
}
