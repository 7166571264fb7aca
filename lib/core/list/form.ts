import { sql } from "kysely";
import { sha256 } from "@/lib/core/identity/sha256";
import { lowercase } from "@/lib/core/identity/steps/lowercase";
import { runSql, runText } from "@/lib/core/identity/steps/run";
import { trim } from "@/lib/core/identity/steps/text";
import type { NormaliserStep } from "@/lib/core/identity/types";
import type { Dialect, Fragment } from "@/lib/core/ports/warehouse";
import type { ListForm } from "./held";

/** Both sides take the same steps, so a value of the column is found exactly when the list was given it. */
const STEPS: Record<ListForm, readonly NormaliserStep[]> = {
  exact: [],
  lower_trimmed: [trim, lowercase],
};

/** A value as the list compares it; empty where nothing is left of it. */
export function listText(form: ListForm, value: string): string {
  return runText(STEPS[form], value, { country: null }) ?? "";
}

/** What is kept of a value that was read by the list's form. */
export function listHash(salt: string, text: string): string {
  return sha256(`${salt}${text}`);
}

/** What a column's text hashes to beside the list; NULL stays NULL. */
export function listHashSql(
  { form, salt }: { form: ListForm; salt: string },
  text: Fragment,
  dialect: Dialect,
): Fragment {
  const read = runSql(STEPS[form], text, { dialect, country: null });
  return dialect.sha256(sql`${dialect.literal(salt, { kind: "text" })} || ${read}`);
}
