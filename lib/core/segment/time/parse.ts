import { Temporal } from "temporal-polyfill";
import { InvalidInput } from "@/lib/core/errors";
import { dayBegins, instantOfLocal } from "./units";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** `2014-07-01`: a whole day rather than a moment. */
export function isDay(text: string): boolean {
  return DAY.test(text);
}

export function parseDay(text: string): Temporal.PlainDate {
  return parse(text, "a day such as 2014-07-01", () => Temporal.PlainDate.from(text, { overflow: "reject" }));
}

/** A moment. Text with an offset or `Z` is exact; a day is the instant it begins; a clock time is read in the zone. */
export function parseInstant(text: string, zone: string): Temporal.Instant {
  return parse(text, "a moment such as 2014-07-01T00:00:00Z", () => {
    if (isDay(text)) return dayBegins(parseDay(text), zone);
    if (/(?:z|[+-]\d{2}(?::?\d{2})?)$/i.test(text) && /[t ]/i.test(text)) return Temporal.Instant.from(text);
    return instantOfLocal(Temporal.PlainDateTime.from(text, { overflow: "reject" }), zone);
  });
}

function parse<T>(text: string, expected: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InvalidInput({
      code: "NOT_A_TIME",
      message: `"${text}" is not ${expected}.`,
      fix: "Write days as YYYY-MM-DD and moments as YYYY-MM-DDTHH:MM:SSZ.",
    });
  }
}
