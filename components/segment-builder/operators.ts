import type { ColumnKind, PiiTag } from "@/lib/core/catalog/types";
import { type TestKind, testKind } from "@/lib/core/segment/kinds";
import { isPersonal } from "@/lib/core/segment/personal-literals";
import type { Literal, Test, Value } from "@/lib/core/segment/types";
import { operatorWords } from "./operator-words";

export type Operator = TestKind | "unknown" | "yes" | "no" | "same" | "not_same";

const NUMBER: readonly Operator[] = [
  "eq",
  "not_eq",
  "gte",
  "lte",
  "gt",
  "lt",
  "between",
  "in",
  "not_in",
  "known",
  "unknown",
];
/** Of numbers that are names: Saturday is no more than Friday. */
const NAMED: readonly Operator[] = ["in", "not_in", "same", "not_same", "known", "unknown"];
const MOMENT: readonly Operator[] = [
  "during",
  "anniversary",
  "gt",
  "gte",
  "lt",
  "lte",
  "same",
  "not_same",
  "known",
  "unknown",
];
const BY_KIND: Record<ColumnKind, readonly Operator[]> = {
  text: [
    "in",
    "not_in",
    "contains",
    "not_contains",
    "starts_with",
    "ends_with",
    "same",
    "not_same",
    "known",
    "unknown",
  ],
  integer: NUMBER,
  decimal: NUMBER,
  double: NUMBER,
  boolean: ["yes", "no", "same", "not_same", "known", "unknown"],
  date: MOMENT,
  timestamp: MOMENT,
};

export type Asked = {
  pii: PiiTag | null;
  current: Operator;
  /** Its numbers stand for names. */
  named?: boolean;
  /** What a date of birth is called, where it is one. */
  birthDate?: string | null;
};

/** What is offered for a type; what a tree from elsewhere already says is offered too. */
export function operatorsFor(
  kind: ColumnKind,
  { pii, current, named = false, birthDate = null }: Asked,
): { value: Operator; label: string }[] {
  const fitting = (named ? NAMED : BY_KIND[kind]).filter((operator) => !namesPeople(pii, operator));
  const offered = fitting.includes(current) ? fitting : [current, ...fitting];
  return offered.map((value) => ({ value, label: operatorWords(value, { kind, current, birthDate }) }));
}

/** Whether values of people keep some of a type's operators away. */
export function isLocked(kind: ColumnKind, pii: PiiTag | null): boolean {
  return BY_KIND[kind].some((operator) => namesPeople(pii, operator));
}

/** Numbers have one word for both; of other types it is told whether another value stands on the right. */
export function operatorOf(test: Test, kind: ColumnKind = "text", named = false): Operator {
  if ("known" in test) return test.known ? "known" : "unknown";
  const isNumber = BY_KIND[kind] === NUMBER && !named;
  if ("eq" in test) {
    if (typeof test.eq === "boolean") return test.eq ? "yes" : "no";
    return isLiteral(test.eq) || isNumber ? "eq" : "same";
  }
  if ("not_eq" in test) return isLiteral(test.not_eq) || isNumber ? "not_eq" : "not_same";
  return testKind(test);
}

const STARTS = new Set<Operator>(["in", "gte", "yes", "during"]);
const FOLDED: readonly Operator[] = ["contains", "not_contains", "starts_with", "ends_with"];

/** The test under another operator, keeping what was already entered where it still means something. */
export function withOperator(test: Test, operator: Operator): Test {
  const values = literalsOf(test);
  const first: Literal = values[0] ?? "";
  switch (operator) {
    case "known":
    case "unknown":
      return { known: operator === "known" };
    case "yes":
    case "no":
      return { eq: operator === "yes" };
    case "in":
      return { in: values.filter((value) => value !== "") };
    case "not_in":
      return { not_in: values.filter((value) => value !== "") };
    case "between":
      return { between: [first, values[1] ?? ""] };
    case "same":
      return { eq: valueIn(test) ?? OPEN };
    case "not_same":
      return { not_eq: valueIn(test) ?? OPEN };
    case "during":
      return { during: windowOf(test) ?? DEFAULT_WINDOW.during };
    case "anniversary":
      return { anniversary: windowOf(test) ?? DEFAULT_WINDOW.anniversary };
    default:
      // One operand each: the telling key is the operator's own name.
      return {
        [operator]: operandFor(test, operator) ?? first,
        ...(FOLDED.includes(operator) ? { ignore_case: true } : {}),
      } as Test;
  }
}

/** A value that is still to be chosen. */
const OPEN: Value = { column: "" };
const ORDER: readonly Operator[] = ["gt", "gte", "lt", "lte"];

/** Another value stays beside a comparison; of times, after a window, it is one that people mean. */
function operandFor(test: Test, operator: Operator): Value | null {
  const beside = valueIn(test);
  if (beside) return beside;
  return ORDER.includes(operator) && ("during" in test || "anniversary" in test) ? OPEN : null;
}

/** The value a test compares with, where it is not something typed. */
function valueIn(test: Test): Value | null {
  if ("during" in test || "anniversary" in test) return null;
  const operands = Object.values(test).flat() as unknown[];
  const found = operands.find((operand) => typeof operand === "object" && operand !== null);
  return (found as Value | undefined) ?? null;
}

const DEFAULT_WINDOW = {
  during: { last: 90, unit: "day" },
  anniversary: { next: 7, unit: "day" },
} as const;

function windowOf(test: Test) {
  if ("during" in test) return test.during;
  return "anniversary" in test ? test.anniversary : undefined;
}

function literalsOf(test: Test): Literal[] {
  if ("known" in test || "during" in test || "anniversary" in test) return [];
  const operands: unknown = Object.entries(test).find(([key]) => key !== "ignore_case")?.[1];
  return (Array.isArray(operands) ? operands : [operands]).filter(isLiteral);
}

export function isLiteral(operand: unknown): operand is Literal {
  return ["string", "number", "boolean"].includes(typeof operand);
}

const HARMLESS = new Set<Operator>([
  ...["known", "unknown", "during", "anniversary", "yes", "no", "same", "not_same"],
] as Operator[]);

/** Whether the test would write a value of people into a definition, which is refused: such values belong in lists. */
function namesPeople(pii: PiiTag | null, operator: Operator): boolean {
  if (pii === null || HARMLESS.has(operator)) return false;
  return isPersonal(pii, { [operator]: "" });
}

/** What a new condition about a value of this type starts with; half-finished where only the person can know. */
export function startingTest(kind: ColumnKind, pii: PiiTag | null = null, named = false): Test {
  if (named) return { in: [] };
  if (!BY_KIND[kind].some((operator) => STARTS.has(operator) && !namesPeople(pii, operator)))
    return { known: true };
  switch (kind) {
    case "text":
      return { in: [] };
    case "boolean":
      return { eq: true };
    case "date":
    case "timestamp":
      // Of a birth date people ask for the birthday: nobody was born in the last months.
      return pii === "birth_date"
        ? { anniversary: { next: 30, unit: "day" } }
        : { during: DEFAULT_WINDOW.during };
    default:
      return { gte: "" };
  }
}
