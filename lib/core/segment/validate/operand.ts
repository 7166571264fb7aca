import type { ColumnType } from "@/lib/core/catalog/types";
import type { PathParts } from "@/lib/core/path";
import { literalProblem } from "../literal";
import type { Literal } from "../types";
import { isNumber, isTime } from "../value-type";
import { kindWords } from "../words";
import { incomplete, isClean, report, type Walk } from "./walk";

/** What a test is about: its type, and how sentences call it. */
export type Subject = {
  type: ColumnType;
  /** Of the row the value is read on. */
  entity: string;
  /** At the beginning of a sentence, and inside one. */
  beginning: string;
  inside: string;
  kindWords: string;
};

/**
 * Whether what stands on the right is in order: a literal that fits, or a value of the same kind. `allowsDay`: a date may
 * stand beside a time, as the moment it begins.
 */
export function checkOperand(
  walk: Walk,
  given: unknown,
  subject: Subject,
  at: PathParts,
  allowsDay = false,
): boolean {
  return isClean(walk, () => {
    if (typeof given === "object" && given !== null && !Array.isArray(given)) {
      checkValueOperand(walk, given, subject, at);
    } else checkLiteral(walk, given, subject, at, allowsDay);
  });
}

export function checkLiteral(
  walk: Walk,
  given: unknown,
  subject: Subject,
  at: PathParts,
  allowsDay = false,
): void {
  if (given === undefined || given === null) {
    const message = `It is not said what ${subject.inside} is compared with.`;
    report(walk, at, incomplete(message, "Write a value."));
  } else if (!isLiteral(given)) {
    const message = "A single value belongs here.";
    report(walk, at, { code: "WRONG_SHAPE", message, fix: "Write a text, a number, or true or false." });
  } else {
    const problem = literalProblem(given, subject.type, subject.beginning, {
      allowsDay,
    });
    if (problem) report(walk, at, problem);
  }
}

export function isLiteral(value: unknown): value is Literal {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function checkValueOperand(walk: Walk, given: object, subject: Subject, at: PathParts): void {
  const type = walk.value(given, subject.entity, at);
  if (!type) return;
  if (areComparable(subject.type, type)) return;
  report(walk, at, {
    code: "NOT_COMPARABLE",
    message: `${subject.beginning} is ${subject.kindWords}, and what it is compared with is ${kindWords(type)}.`,
    fix: "Compare two values of the same kind.",
  });
}

/** Numbers compare with numbers, dates with times; everything else with its own kind. */
function areComparable(a: ColumnType, b: ColumnType): boolean {
  return a.kind === b.kind || (isNumber(a) && isNumber(b)) || (isTime(a) && isTime(b));
}
