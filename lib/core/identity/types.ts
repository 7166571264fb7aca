/**
 * A normaliser is one list of steps with two renderings, TypeScript and SQL, held to the same vectors.
 * A step takes text and gives text or nothing (unknown: the value must not be sent).
 */
export type Normaliser = {
  /** "meta.EMAIL" */
  id: string;
  /** Raised when the steps change meaning; bound by an approval. */
  version: number;
  /** Further inputs beside the value, by name: a phone number needs its country. */
  needs: readonly "country"[];
  steps: readonly NormaliserStep[];
  /** Whether the result is hashed before it leaves. Input that is already 64 lower- or upper-case hex is recognised and kept. */
  hashed: boolean;
};

/** Each step kind has one home in lib/core/identity/steps/ with both renderings. */
export type NormaliserStep = { step: string } & Readonly<Record<string, unknown>>;
