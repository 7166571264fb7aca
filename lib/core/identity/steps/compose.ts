import type { NormaliserStep } from "../types";

/** Precomposed characters, so that é typed in two ways is one text. */
export const compose: NormaliserStep = {
  text: (value) => value.normalize("NFC"),
  sql: (value, { dialect }) => dialect.nfc(value),
};
