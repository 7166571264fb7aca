import { keyTwiceIn } from "@/lib/core/catalog/trait-failure";
import { CoterieError, type Remedy } from "@/lib/core/errors";
import { TRANSLATIONS } from "./translations";

/** What the server says about an error; its other fields may quote a row or the question, and are never read. */
type ServerError = { code?: unknown; message?: unknown; table?: unknown };

/**
 * What the server or the network says, as a sentence for the person who can mend it. Their own words may quote a row, so they
 * are never passed on; neither is the password, which no field of an error holds.
 */
export function translateError(error: unknown): unknown {
  if (error instanceof CoterieError) return error;
  const { code, message } = (typeof error === "object" && error !== null ? error : {}) as ServerError;
  const state = typeof code === "string" ? code : "";
  const words = typeof message === "string" ? message : "";
  const keyTwice = keyTwiceIn(words);
  if (keyTwice) return keyTwice;
  const found = TRANSLATIONS.find(({ is }) => is(state, words));
  return new CoterieError({ ...(found?.say(words) ?? UNKNOWN), details: { sqlstate: state || null } });
}

const UNKNOWN: { code: string; message: string; remedy: Remedy; fix: string } = {
  code: "WAREHOUSE_FAILED",
  message: "The warehouse could not answer.",
  remedy: "report",
  fix: "Try again; if it happens again, tell whoever runs Coterie here.",
};
