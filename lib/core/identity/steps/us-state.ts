import { US_STATES } from "../data/us-states";
import type { NormaliserStep } from "../types";
import { NO_COUNTRY, withCountry } from "./country";
import { keep, notEmpty } from "./keep";
import { translate } from "./lookup";
import { remove } from "./replace";

/** "us:california" and, where the country is unknown, "--:california" to "=ca". */
const american = new Map(
  [...US_STATES].flatMap(([name, code]) =>
    ["us", NO_COUNTRY].map((country) => [`${country}:${name}`, `=${code}`] as const),
  ),
);

/**
 * After lower case and without punctuation and blanks: the two letters of a US state; elsewhere as it is written.
 * A state whose country is unknown is read as American where it has such a name.
 */
export const state: readonly NormaliserStep[] = [
  notEmpty,
  withCountry(),
  translate(american),
  keep("(?:=|[a-tv-z-][a-z-]:|u[a-rt-z]:)[^\\n]+"),
  remove("^(?:=|[a-z-]{2}:)"),
];
