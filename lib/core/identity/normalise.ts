import type { Dialect, Fragment } from "@/lib/core/ports/warehouse";
import { hashUnlessHashed, isHashed } from "./steps/hash";
import { notEmpty } from "./steps/keep";
import { runSql, runText } from "./steps/run";
import { withShortcut } from "./steps/shortcut";
import type { Normaliser, NormaliserStep } from "./types";

export type TextInputs = {
  /** ISO alpha-2 code or English name, as the warehouse has it; unknown when null. */
  country?: string | null;
};
export type SqlInputs = { value: Fragment; country?: Fragment };

/** The value as the platform wants it, not hashed; null: it must not be sent. */
export function normalise(normaliser: Normaliser, value: string, inputs: TextInputs = {}): string | null {
  return runText(normalised(normaliser), value, { country: inputs.country ?? null });
}

/** The same in SQL; NULL: it must not be sent. `value` and `country` are text. */
export function normaliseSql(normaliser: Normaliser, inputs: SqlInputs, dialect: Dialect): Fragment {
  return runSql(normalised(normaliser), inputs.value, { dialect, country: inputs.country ?? null });
}

/** What leaves for a value: normalised, and hashed where the normaliser says so. A value that came hashed is kept, in lower case. */
export function identifierText(
  normaliser: Normaliser,
  value: string,
  inputs: TextInputs = {},
): string | null {
  return runText(outgoing(normaliser), value, { country: inputs.country ?? null });
}

/** The same in SQL. */
export function identifierSql(normaliser: Normaliser, inputs: SqlInputs, dialect: Dialect): Fragment {
  return runSql(outgoing(normaliser), inputs.value, { dialect, country: inputs.country ?? null });
}

/**
 * A value as it reads before and after hashing; null: it must not be sent. Of one that came hashed only the hash is known, and it
 * is both.
 */
export function bothForms(
  normaliser: Normaliser,
  value: string,
  inputs: TextInputs = {},
): { normalised: string; identifier: string } | null {
  const identifier = identifierText(normaliser, value, inputs);
  if (identifier === null) return null;
  if (normaliser.hashed && isHashed(value)) return { normalised: identifier, identifier };
  return { normalised: normalise(normaliser, value, inputs) ?? identifier, identifier };
}

function normalised({ steps, shortcut }: Normaliser): NormaliserStep[] {
  const all = [...steps, notEmpty];
  return shortcut ? [withShortcut(shortcut, all)] : all;
}

function outgoing(normaliser: Normaliser): NormaliserStep[] {
  return normaliser.hashed ? [hashUnlessHashed(normalised(normaliser))] : normalised(normaliser);
}
