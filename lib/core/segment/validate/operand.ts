import type { ColumnType } from "@/lib/core/catalog/types";
import type { PathParts } from "@/lib/core/path";
import { literalProblem } from "../literal";
import type { Literal, Value } from "../types";
import { isAverage } from "../value-type";
import { kindWords } from "../words";
import { incomplete, isClean, report, type Walk } from "./walk";

/** What a test is about: its type, and how sentences call it. */
export type Subject = {
  type: ColumnType;
  isAverage: boolean;
  /** Of the row the value is read on. */
  entity: string;
  /** At the beginning of a sentence, and inside one. */
  beginning: string;
  inside: string;
  kindWords: string;
};

/** Whether what stands on the right is in order: a literal that fits, or a value of the same kind. */
export function checkOperand(walk: Walk, given: unknown, subject: Subject, at: PathParts): boolean {
  return isClean(walk, () => {
    if (typeof given === "object" && given !== null && !Array.isArray(given)) {
      checkValueOperand(walk, given, subject, at);
    } else checkLiteral(walk, given, subject, at);
  });
}

export function checkLiteral(walk: Walk, given: unknown, subject: Subject, at: PathParts): void {
  if (given === undefined || given === null) {
    const message = `It is not said what ${subject.inside} is compared with.`;
    report(walk, at, incomplete(message, "Write a value."));
  } else if (!isLiteral(given)) {
    const message = "A single value belongs here.";
    report(walk, at, { code: "WRONG_SHAPE", message, fix: "Write a text, a number, or true or false." });
  } else {
    const problem = literalProblem(given, subject.type, subject.beginning, subject.isAverage);
    if (problem) report(walk, at, problem);
  }
}

export function isLiteral(value: unknown): value is Literal {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function checkValueOperand(walk: Walk, given: object, subject: Subject, at: PathParts): void {
  const type = walk.value(given, subject.entity, at);
  if (!type) return;
  // Only a whole and valid value has a type, so `given` is one.
  if (subject.isAverage || isAverage(given as Value)) {
    report(walk, at, {
      code: "AVERAGE_INSIDE",
      message: "An average can only be compared with a number yet, not with another value.",
      fix: "Write the number, or compare the sum and the count.",
    });
  } else if (!areComparable(subject.type, type)) {
    report(walk, at, {
      code: "NOT_COMPARABLE",
      message: `${subject.beginning} is ${subject.kindWords}, and what it is compared with is ${kindWords(type)}.`,
      fix: "Compare two values of the same kind.",
    });
  }
}

/** Exact numbers compare with exact numbers; everything else with its own kind. */
function areComparable(a: ColumnType, b: ColumnType): boolean {
  return a.kind === b.kind || (isExact(a) && isExact(b));
}

function isExact(type: ColumnType): boolean {
  return type.kind === "integer" || type.kind === "decimal";
}
