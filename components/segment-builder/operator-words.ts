import type { ColumnKind } from "@/lib/core/catalog/types";
import { inSentence } from "@/lib/core/segment/describe/phrase";
import type { Operator } from "./operators";

const LABELS: Record<Operator, string> = {
  eq: "is",
  not_eq: "is not",
  in: "is any of",
  not_in: "is none of",
  gt: "is more than",
  gte: "is at least",
  lt: "is less than",
  lte: "is at most",
  between: "is between",
  contains: "contains",
  not_contains: "does not contain",
  starts_with: "starts with",
  ends_with: "ends with",
  known: "has a value",
  unknown: "has no value",
  yes: "is yes",
  no: "is no",
  same: "is the same as",
  not_same: "is not the same as",
  during: "is",
  anniversary: "anniversary is",
};

/** Dates are compared in time's own words. */
const MOMENT_LABELS: Partial<Record<Operator, string>> = {
  gt: "is after",
  gte: "is on or after",
  lt: "is before",
  lte: "is on or before",
};

/** What an operator is called beside what it asks about. */
export function operatorWords(
  operator: Operator,
  about: { kind: ColumnKind; current: Operator; birthDate: string | null },
): string {
  const words = plainWords(operator, about.kind);
  if (about.birthDate === null) return words;
  // The row begins "Birthday", so that what is asked of the date itself has to say so.
  if (about.current === "anniversary") {
    if (operator === "anniversary") return "is";
    return words.startsWith("is") ? `${inSentence(about.birthDate)} ${words}` : words;
  }
  return operator === "anniversary" ? "birthday is" : words;
}

function plainWords(operator: Operator, kind: ColumnKind): string {
  const inTime = kind === "date" || kind === "timestamp" ? MOMENT_LABELS[operator] : undefined;
  return inTime ?? LABELS[operator];
}
