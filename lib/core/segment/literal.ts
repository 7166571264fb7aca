import type { ColumnType } from "@/lib/core/catalog/types";
import { isInstantText, isRealDate } from "./time-text";
import type { Literal } from "./types";

/** Why a literal does not fit a type. Never repeats the literal: it may be personal. */
export type LiteralProblem = { code: string; message: string; fix: string };

const INT64 = { lowest: -(2n ** 63n), highest: 2n ** 63n - 1n };
/** Places a number may have beyond those of what it is compared with; both are compared exactly. */
const MAX_PLACES = 9;
const MAX_TEXT = 1_000;

/** `allowsDay`: a date stands for the moment it begins. */
export type LiteralOptions = { allowsDay?: boolean };

/** Whether a literal can be compared with values of the type. `subject`: the value in words, as a sentence begins. */
export function literalProblem(
  literal: Literal,
  type: ColumnType,
  subject: string,
  { allowsDay = false }: LiteralOptions = {},
): LiteralProblem | null {
  switch (type.kind) {
    case "text":
      return textProblem(literal, subject);
    case "integer":
      return integerProblem(literal, subject);
    case "decimal":
      return decimalProblem(literal, type.scale, subject);
    case "double":
      return typeof literal === "number" && Number.isFinite(literal)
        ? null
        : wrong(`${subject} is a number, and this is not.`, "Write a number, without quotes.");
    case "boolean":
      return typeof literal === "boolean"
        ? null
        : wrong(`${subject} is yes or no, and this is neither.`, "Write true or false, without quotes.");
    case "date":
      return dateProblem(literal, subject);
    case "timestamp":
      return allowsDay && isRealDate(String(literal)) ? null : instantProblem(literal, subject);
  }
}

/** Digits of a whole or decimal number, exactly as meant; null where it is none. */
export function decimalParts(literal: Literal): { negative: boolean; whole: string; places: string } | null {
  if (typeof literal === "boolean") return null;
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(literal));
  if (!match) return null;
  return {
    negative: match[1] === "-",
    whole: match[2]!.replace(/^0+(?=\d)/, ""),
    places: (match[3] ?? "").replace(/0+$/, ""),
  };
}

/** -1, 0 or 1; null where the two cannot be put in order without a zone. Both fit the type. */
export function compareLiterals(a: Literal, b: Literal, type: ColumnType): number | null {
  if (type.kind === "text" || type.kind === "date") return compare(String(a), String(b));
  if (type.kind === "timestamp") {
    const [first, second] = [Date.parse(String(a)), Date.parse(String(b))];
    return Number.isNaN(first) || Number.isNaN(second) ? null : compare(first, second);
  }
  if (type.kind === "double" || type.kind === "boolean") return compare(Number(a), Number(b));
  const [first, second] = [decimalParts(a), decimalParts(b)];
  if (!first || !second) return null;
  const scale = Math.max(first.places.length, second.places.length);
  return compare(scaled(first, scale), scaled(second, scale));
}

function scaled(parts: { negative: boolean; whole: string; places: string }, scale: number): bigint {
  const digits = BigInt(parts.whole + parts.places.padEnd(scale, "0"));
  return parts.negative ? -digits : digits;
}

function compare<T extends string | number | bigint>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function textProblem(literal: Literal, subject: string): LiteralProblem | null {
  if (typeof literal !== "string") {
    return wrong(`${subject} is text, and this is not.`, "Put it in quotes.");
  }
  if (literal.length > MAX_TEXT) {
    return wrong("This text is longer than 1,000 characters.", "Shorten it.");
  }
  // Warehouses differ on what they do with these, so nobody may ask.
  if (literal.includes("\u0000") || !literal.isWellFormed()) {
    return wrong("This text has a character that no warehouse can hold.", "Remove the broken character.");
  }
  return null;
}

function integerProblem(literal: Literal, subject: string): LiteralProblem | null {
  const exact = inexactNumber(literal);
  if (exact) return exact;
  const parts = decimalParts(literal);
  if (parts?.places !== "") {
    return wrong(`${subject} is a whole number, and this is not.`, "Write a whole number.");
  }
  const value = scaled(parts, 0);
  if (value >= INT64.lowest && value <= INT64.highest) return null;
  return wrong("This number is larger than whole numbers can be.", "Write a smaller number.");
}

/** A sum of whole numbers is a decimal without places, and whole. */
function decimalProblem(literal: Literal, scale: number, subject: string): LiteralProblem | null {
  const exact = inexactNumber(literal);
  if (exact) return exact;
  const parts = decimalParts(literal);
  if (!parts) {
    return wrong(`${subject} is a number, and this is not.`, "Write a number like 1000 or 19.99.");
  }
  if (scale === 0 && parts.places !== "") {
    return wrong(`${subject} is a whole number, and this is not.`, "Write a whole number.");
  }
  const places = Math.max(scale, MAX_PLACES);
  if (parts.places.length > places) {
    return wrong(`This number has more than ${places} decimal places.`, "Round it.");
  }
  if (parts.whole.length <= 38 - places) return null;
  return wrong("This number is larger than any amount can be.", "Write a smaller number.");
}

/** A JSON number that has already lost digits, or may have. */
function inexactNumber(literal: Literal): LiteralProblem | null {
  if (typeof literal !== "number" || !Number.isFinite(literal)) return null;
  const isSafe = Number.isInteger(literal)
    ? Number.isSafeInteger(literal)
    : String(literal).replace(/[-.]|^-?0\.0*/g, "").length <= 15 && !String(literal).includes("e");
  if (isSafe) return null;
  return {
    code: "INEXACT_NUMBER",
    message: "This number is too long to be read exactly.",
    fix: 'Put it in quotes, like "12345678901234567890", so that no digit is lost.',
  };
}

function dateProblem(literal: Literal, subject: string): LiteralProblem | null {
  if (typeof literal === "string" && isRealDate(literal)) return null;
  const isDateLike = typeof literal === "string" && /^\d{4}-\d{2}-\d{2}$/.test(literal);
  return {
    code: "BAD_DATE",
    message: isDateLike ? "There is no such day." : `${subject} is a date, and this is not.`,
    fix: "Write the date as YYYY-MM-DD.",
  };
}

function instantProblem(literal: Literal, subject: string): LiteralProblem | null {
  if (typeof literal === "string" && isInstantText(literal)) return null;
  if (typeof literal === "string" && isInstantText(`${literal}Z`)) {
    return {
      code: "BAD_TIME",
      message: "This time does not say its zone.",
      fix: "End it with Z for UTC, or with an offset like +02:00.",
    };
  }
  return {
    code: "BAD_TIME",
    message: `${subject} is a time, and this is not.`,
    fix: "Write 2024-05-01T09:30:00Z, or use a window (`during`) for whole days.",
  };
}

function wrong(message: string, fix: string): LiteralProblem {
  return { code: "WRONG_LITERAL", message, fix };
}
