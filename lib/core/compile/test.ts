import { sql } from "kysely";
import { plainValue } from "@/lib/core/catalog/trait";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { foldCase } from "@/lib/core/segment/fold-case";
import { foldTest } from "@/lib/core/segment/kinds";
import type { Literal, Operand, SinceValue, Test, Value } from "@/lib/core/segment/types";
import { type Comparison, compare } from "./compare";
import { spanLiteral } from "./difference";
import { inTexts } from "./list";
import { literalQuantity } from "./literal";
import { and, never, not, or } from "./logic";
import { mayBeMetByZero } from "./met-by-zero";
import { compilePickToMeet } from "./pick";
import { filled, INTEGER, type Quantity } from "./quantity";
import type { Scope } from "./scope";
import { compareSince, compileSince } from "./since";
import { inAnniversary, inWindow, readFrom } from "./window";

/** The test of a value, NULL or false where it is not met. */
export function compileTest(scope: Scope, value: Value, test: Test): Fragment {
  const { context, rows } = scope;
  const subject = createSubject(scope, plainValue(context.catalog, rows.entity.name, value), test);
  const text = (operand: Operand, find: (haystack: Fragment, needle: Fragment) => Fragment) =>
    find(subject.quantity.expression, subject.operand(operand).expression);
  return foldTest<Fragment>(test, {
    eq: (node) => subject.compare("=", node.eq),
    not_eq: (node) => subject.compare("<>", node.not_eq),
    in: (node) => subject.among(node.in),
    not_in: (node) => not(subject.among(node.not_in)),
    gt: (node) => subject.compare(">", node.gt),
    gte: (node) => subject.compare(">=", node.gte),
    lt: (node) => subject.compare("<", node.lt),
    lte: (node) => subject.compare("<=", node.lte),
    between: ({ between: [low, high] }) => and([subject.compare(">=", low), subject.compare("<=", high)]),
    contains: (node) => text(node.contains, context.dialect.contains),
    not_contains: (node) => not(text(node.not_contains, context.dialect.contains)),
    starts_with: (node) => text(node.starts_with, context.dialect.startsWith),
    ends_with: (node) => text(node.ends_with, context.dialect.endsWith),
    known: (node) => (node.known ? subject.isKnown() : not(subject.isKnown())),
    during: (node) => inWindow(context, subject.quantity, node.during, readFrom(scope)),
    anniversary: (node) => inAnniversary(context, subject.quantity, node.anniversary),
  });
}

/** What is on the left of a test. Every answer is NULL where something asked about is unknown. */
type Subject = {
  quantity: Quantity;
  compare(comparison: Comparison, operand: Operand): Fragment;
  among(literals: readonly Literal[]): Fragment;
  isKnown(): Fragment;
  operand(operand: Operand): Quantity;
};

function createSubject(scope: Scope, value: Value, test: Test): Subject {
  return "since" in value ? sinceSubject(scope, value) : plainSubject(scope, value, test);
}

function plainSubject(scope: Scope, value: Value, test: Test): Subject {
  const { context } = scope;
  const ignoreCase = test.ignore_case === true;
  const fold = (quantity: Quantity): Quantity =>
    ignoreCase ? { ...quantity, expression: context.dialect.lower(quantity.expression) } : quantity;
  const given = compilePickToMeet(scope, value, test) ?? scope.context.value(scope, value);
  const plain = withoutNeedlessZero(given, test);
  const quantity = fold(plain);
  const { span } = quantity;
  // Beside a literal, which is counted in microseconds too, nothing need be multiplied.
  const { over: _, ...counted } = quantity;
  const tested = span ? counted : quantity;
  const operand = (operand: Operand): Quantity => {
    if (typeof operand === "object") return fold(scope.context.value(scope, operand));
    if (span) return literalQuantity(context, spanLiteral(operand, span), plain.type);
    const folded = ignoreCase && typeof operand === "string" ? foldCase(operand) : operand;
    return literalQuantity(context, folded, plain.type);
  };
  return {
    quantity,
    operand,
    compare: (comparison, right) =>
      compare(context, typeof right === "object" ? quantity : tested, comparison, operand(right)),
    among: (literals) =>
      amongTexts(scope, tested, literals, ignoreCase) ?? among(scope, tested, literals.map(operand)),
    isKnown: () => sql`${filled(quantity)} IS NOT NULL`,
  };
}

function withoutNeedlessZero(quantity: Quantity, test: Test): Quantity {
  if (quantity.whenAbsent === undefined || mayBeMetByZero(test)) return quantity;
  const { whenAbsent: _, ...rest } = quantity;
  return rest;
}

function among(scope: Scope, quantity: Quantity, items: readonly Quantity[]): Fragment {
  if (items.length === 0) return never(filled(quantity));
  const isPlain = !quantity.over && items.every((item) => item.type.kind === quantity.type.kind);
  if (!isPlain) return or(items.map((item) => compare(scope.context, quantity, "=", item)));
  return sql`${filled(quantity)} IN (${sql.join(items.map((item) => item.expression))})`;
}

/** Under a NOT or an OR a list is gone through for every row; a table is looked up. */
const MOST_IN_A_LIST = 50;

/** Long lists as a table of texts, of types whose values are equal exactly when their texts are; null for others. */
function amongTexts(
  scope: Scope,
  quantity: Quantity,
  literals: readonly Literal[],
  ignoreCase: boolean,
): Fragment | null {
  const { kind } = quantity.type;
  if (literals.length <= MOST_IN_A_LIST || quantity.over || (kind !== "text" && kind !== "integer"))
    return null;
  const texts = literals.map((literal) => (ignoreCase ? foldCase(String(literal)) : String(literal)));
  if (kind === "integer" && !texts.every(isWhole)) return null;
  const text = scope.context.dialect.text(filled(quantity), quantity.type);
  return inTexts(scope.context, text, kind === "integer" ? texts.map(wholeText) : texts);
}

function isWhole(text: string): boolean {
  return /^-?\d{1,18}$/.test(text);
}

function wholeText(text: string): string {
  return BigInt(text).toString();
}

function sinceSubject(scope: Scope, node: SinceValue): Subject {
  const { context } = scope;
  const value = context.value(scope, node.since);
  const number = () => compileSince(scope, node);
  const beside = (operand: Operand) =>
    typeof operand === "object" ? context.value(scope, operand) : literalQuantity(context, operand, INTEGER);
  const compared = (comparison: Comparison, operand: Operand) =>
    typeof operand === "object"
      ? compare(context, number(), comparison, beside(operand))
      : compareSince(context, node, value, comparison, operand);
  return {
    get quantity() {
      return number();
    },
    operand: beside,
    compare: compared,
    among: (literals) =>
      literals.length === 0 ? never(value.expression) : or(literals.map((literal) => compared("=", literal))),
    isKnown: () => sql`${filled(value)} IS NOT NULL`,
  };
}
