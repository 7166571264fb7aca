import type { ColumnType } from "@/lib/core/catalog/types";
import { foldTest } from "../kinds";
import type { Literal, Operand, Test } from "../types";
import { isTime } from "../value-type";
import { amountWords, literalWords } from "./literal";
import { joinWords } from "./phrase";
import type { Describing } from "./scope";

export type Tested = {
  type: ColumnType;
  /** A measure's number is an amount; a column's may be an id. */
  isMeasure: boolean;
  /** Words for some numbers: the names of the weekdays. */
  names?: Readonly<Record<string, string>> | undefined;
  here: Describing;
};

/** "is more than 100"; negated: "is at most 100". Whether unknown values meet it is for the caller to add. */
export function testWords(test: Test, isNegated: boolean, tested: Tested): string {
  const not = (positive: string, negative: string) => (isNegated ? negative : positive);
  const value = (operand: Operand) => operandWords(operand, tested);
  const order = orderWords(tested.type);
  const anyCase = "ignore_case" in test && test.ignore_case ? " (in any case)" : "";
  const words = foldTest(test, {
    eq: (node) => `${not("is", "is not")} ${value(node.eq)}`,
    not_eq: (node) => `${not("is not", "is")} ${value(node.not_eq)}`,
    in: (node) => oneOf(node.in, isNegated, tested),
    not_in: (node) => oneOf(node.not_in, !isNegated, tested),
    gt: (node) => `${not(order.gt, order.lte)} ${value(node.gt)}`,
    gte: (node) => `${not(order.gte, order.lt)} ${value(node.gte)}`,
    lt: (node) => `${not(order.lt, order.gte)} ${value(node.lt)}`,
    lte: (node) => `${not(order.lte, order.gt)} ${value(node.lte)}`,
    between: (node) => `${not("is", "is not")} from ${value(node.between[0])} to ${value(node.between[1])}`,
    contains: (node) => `${not("contains", "does not contain")} ${value(node.contains)}`,
    not_contains: (node) => `${not("does not contain", "contains")} ${value(node.not_contains)}`,
    starts_with: (node) => `${not("starts", "does not start")} with ${value(node.starts_with)}`,
    ends_with: (node) => `${not("ends", "does not end")} with ${value(node.ends_with)}`,
    known: (node) => (node.known === isNegated ? "is unknown" : "is known"),
    during: (node) => `${not("is", "is not")} ${tested.here.window(node.during)}`,
    anniversary: (node) => `${not("is", "is not")} ${tested.here.window(node.anniversary)}`,
  });
  return words + anyCase;
}

type Order = { gt: string; gte: string; lt: string; lte: string };
const NUMBERS: Order = { gt: "is more than", gte: "is at least", lt: "is less than", lte: "is at most" };
const DAYS: Order = { gt: "is after", gte: "is on or after", lt: "is before", lte: "is on or before" };
const MOMENTS: Order = { gt: "is after", gte: "is at or after", lt: "is before", lte: "is at or before" };
const TEXTS: Order = {
  gt: "comes after",
  gte: "is or comes after",
  lt: "comes before",
  lte: "is or comes before",
};

function orderWords(type: ColumnType): Order {
  if (type.kind === "text") return TEXTS;
  if (!isTime(type)) return NUMBERS;
  return type.kind === "date" ? DAYS : MOMENTS;
}

function oneOf(literals: readonly Literal[], isNegated: boolean, tested: Tested): string {
  const words = literals.map((literal) => operandWords(literal, tested));
  if (words.length === 1) return `${isNegated ? "is not" : "is"} ${words[0]}`;
  return isNegated ? `is none of ${joinWords(words, "and")}` : `is ${joinWords(words, "or")}`;
}

function operandWords(operand: Operand, { type, isMeasure, names, here }: Tested): string {
  if (typeof operand === "object") return `the ${here.value(operand)}`;
  const name = names?.[String(operand)];
  if (name !== undefined) return name;
  return isMeasure && (type.kind === "integer" || type.kind === "decimal")
    ? amountWords(operand)
    : literalWords(operand, type);
}
