import type { NormaliserStep } from "../types";
import { BLANK } from "./characters";
import { NO_COUNTRY, withCountry } from "./country";
import { digits } from "./digits";
import { keep } from "./keep";
import { lowercase } from "./lowercase";
import { remove, replace } from "./replace";
import { trim } from "./text";

const DASH = `[${BLANK}\u2010-\u2015\u2212-]`;

/**
 * Lower case without blanks and dashes; of an American code the first five digits (where the country is unknown, a code
 * written 98121-4892 is one); a British one whole, area to unit. A code has a digit in it everywhere.
 */
export const postalCode: readonly NormaliserStep[] = [
  digits,
  lowercase,
  trim,
  withCountry(),
  replace(`^us:([0-9]{5})(?:${DASH}*[0-9]{4})?$`, "=\\1"),
  replace(`^${NO_COUNTRY}:([0-9]{5})${DASH}+[0-9]{4}$`, "=\\1"),
  keep("(?:=|[a-tv-z-][a-z-]:|u[a-rt-z]:)[^\\n]+"),
  remove("^(?:=|[a-z-]{2}:)"),
  remove(`${DASH}+`),
  keep("[a-z]{0,6}[0-9][a-z0-9]{0,11}"),
];
