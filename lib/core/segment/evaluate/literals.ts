import { InvalidInput } from "@/lib/core/errors";
import type { Literal } from "@/lib/core/segment/types";
import type { Known } from "./data";
import { exact } from "./numbers";
import { instantOf } from "./time";

/** A literal read as what it is compared with. Dates and local times are those of `zone`. */
export function readLiteral(literal: Literal, beside: Known, zone: string): Known {
  return readers[beside.kind](literal, zone);
}

const readers: { [K in Known["kind"]]: (literal: Literal, zone: string) => Known } = {
  text: (literal) => ({ kind: "text", text: textOf(literal) }),
  exact: (literal) => ({ kind: "exact", number: exact(numeral(literal)) }),
  double: (literal) => ({ kind: "double", number: Number(numeral(literal)) }),
  boolean: (literal) => ({ kind: "boolean", truth: truthOf(literal) }),
  date: (literal, zone) => readTime(textOf(literal), zone),
  instant: (literal, zone) => readTime(textOf(literal), zone),
};

function readTime(text: string, zone: string): Known {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(text);
  return isDate ? { kind: "date", date: text } : { kind: "instant", at: instantOf(text, zone) };
}

function numeral(literal: Literal): string | number {
  if (typeof literal === "boolean") throw mismatch("number");
  return literal;
}

function textOf(literal: Literal): string {
  if (typeof literal !== "string") throw mismatch("text");
  return literal;
}

function truthOf(literal: Literal): boolean {
  if (typeof literal !== "boolean") throw mismatch("yes or no");
  return literal;
}

function mismatch(wanted: string): InvalidInput {
  return new InvalidInput({
    code: "WRONG_TYPE",
    message: `A value in the tree is not ${wanted}, as what it is compared with is.`,
    fix: "Check the tree against the catalog before evaluating it.",
  });
}
