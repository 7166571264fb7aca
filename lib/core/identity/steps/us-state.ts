import { US_STATES } from "../data/us-states";
import type { NormaliserStep } from "../types";
import { NO_COUNTRY, withCountry } from "./country";
import { first } from "./first";
import { keep, notEmpty } from "./keep";
import { lookup } from "./lookup";
import { remove } from "./replace";

/**
 * After lower case and without punctuation and blanks: the two letters of a US state; elsewhere as it is written.
 * A state whose country is unknown is read as American where it has such a name.
 */
export const state: readonly NormaliserStep[] = [
  notEmpty,
  withCountry(),
  first(
    [keep(`(?:us|${NO_COUNTRY}):[^\\n]+`), remove(`^(?:us|${NO_COUNTRY}):`), lookup(US_STATES)],
    [keep(`(?:[a-tv-z-][a-z-]|u[a-rt-z]):[^\\n]+`), remove("^[a-z-]{2}:")],
  ),
];
