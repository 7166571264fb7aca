import { createHash } from "node:crypto";
import { CoterieError } from "@/lib/core/errors";
import type { ListContent } from "@/lib/core/list/held";

/** The form and the salt on the first line, then a hash a line. */
export function print({ form, salt, hashes }: ListContent): string {
  return [JSON.stringify({ version: 1, form, salt }), ...hashes].join("\n");
}

export function parse(text: string): ListContent {
  const [head = "", ...hashes] = text.split("\n");
  const { form, salt } = JSON.parse(head) as ListContent;
  return { form, salt, hashes };
}

export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** An approval rests on the hash: a text that is anything else by now is not asked. */
export function requireHash(text: string, hash: string): string {
  if (hashOf(text) === hash) return text;
  throw lost("The stored values of a list are not those that were stored.");
}

export function lost(message: string, cause?: unknown): CoterieError {
  return new CoterieError({
    code: "LIST_LOST",
    message,
    remedy: "ask_admin",
    fix: "Let every process share one COTERIE_HOME or one COTERIE_STATE, or upload the list again.",
    cause,
  });
}
