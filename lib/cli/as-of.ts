import { InvalidArgumentError } from "commander";
import { Temporal } from "temporal-polyfill";

/** The instant a question is asked at, once the catalog's zone is known; UTC ISO text. */
export type AsOf = (zone: string) => string;

/** Now, as of the moment the command began. */
export const now: AsOf = () => Temporal.Now.instant().round("millisecond").toString();

/** `2024-05-01T09:30:00Z`, or a date or a time without a zone, which are the catalog's. A date is when it begins. */
export function parseAsOf(text: string): AsOf {
  const instant = attempt(() => Temporal.Instant.from(text));
  if (instant) return () => instant.toString();
  const local = attempt(() => Temporal.PlainDateTime.from(text, { overflow: "reject" }));
  if (local) return (zone) => local.toZonedDateTime(zone).toInstant().toString();
  throw new InvalidArgumentError("Write a time like 2024-05-01T09:30:00Z, or a date like 2024-05-01.");
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
