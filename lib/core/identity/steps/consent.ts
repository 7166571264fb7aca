import type { NormaliserStep } from "../types";
import { replace } from "./replace";
import { sequence } from "./run";

const GRANTED = ["granted", "grant", "consent_granted", "true", "t", "yes", "y", "1", "opt_in", "opt-in"];

/** GRANTED where a lower-case text says so; whatever else is written is DENIED, for consent is never guessed. */
export const consent: NormaliserStep = sequence(
  replace(`^(?:${GRANTED.join("|")})$`, "GRANTED"),
  // What was lower case begins with no capital.
  replace("^(?:[^G]|\\n)(?:[^\\n]|\\n)*$", "DENIED"),
);
