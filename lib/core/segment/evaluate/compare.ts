import { Temporal } from "temporal-polyfill";
import { Unsupported } from "@/lib/core/errors";
import type { Instant, Known } from "./data";
import { compareFractions, type Fraction, toDouble } from "./numbers";
import { compareText } from "./text";
import { dayStart } from "./time";

/**
 * Negative, zero or positive. Text goes by its UTF-8 bytes, false before true. A date beside an instant is the instant
 * its day begins in `zone`; an exact number beside a double is the nearest double.
 */
export function compareKnown(left: Known, right: Known, zone: string): number {
  if (left.kind === "text" && right.kind === "text") return compareText(left.text, right.text);
  if (left.kind === "boolean" && right.kind === "boolean") return Number(left.truth) - Number(right.truth);
  if (left.kind === "exact" && right.kind === "exact") return compareFractions(left.number, right.number);
  if (isNumber(left) && isNumber(right)) return sign(asDouble(left.number), asDouble(right.number));
  // Dates first as dates: the zone plays no part between two of them.
  if (left.kind === "date" && right.kind === "date") return Temporal.PlainDate.compare(left.date, right.date);
  if (isTime(left) && isTime(right)) return sign(instantAt(left, zone), instantAt(right, zone));
  throw new Unsupported("is", `A ${left.kind} cannot be compared with a ${right.kind}.`);
}

/** The same text for two columns' values of one kind exactly where they are equal. */
export function printCell(known: Known): string {
  switch (known.kind) {
    case "text":
      return known.text;
    case "exact":
      // What a column holds is no quotient: the denominator is 1.
      return known.number.numerator.toFixed();
    case "double":
      return String(known.number);
    case "boolean":
      return String(known.truth);
    case "date":
      return known.date;
    case "instant":
      return String(known.at);
  }
}

/** Only for the kinds of `isTime`. */
export function instantAt(known: TimeKnown, zone: string): Instant {
  return known.kind === "date" ? dayStart(known.date, zone) : known.at;
}

export type TimeKnown = Extract<Known, { kind: "date" | "instant" }>;

export function isTime(known: Known): known is TimeKnown {
  return known.kind === "date" || known.kind === "instant";
}

function isNumber(known: Known): known is Extract<Known, { kind: "exact" | "double" }> {
  return known.kind === "exact" || known.kind === "double";
}

function asDouble(number: Fraction | number): number {
  return typeof number === "number" ? number : toDouble(number);
}

function sign<T extends number | bigint>(left: T, right: T): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
