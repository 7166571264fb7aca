import type { Dialect, Fragment } from "@/lib/core/ports/warehouse";

/** What a step may look at beside the value itself. `country` is raw text: a code or a name, unknown when null. */
export type TextContext = { country: string | null };
export type SqlContext = { dialect: Dialect; country: Fragment | null };

/**
 * One step of a normaliser in its two renderings, which must agree on every text there is.
 * A step takes text and gives text or nothing (null, NULL: the value must not be sent).
 */
export type NormaliserStep = {
  text(value: string, context: TextContext): string | null;
  sql(value: Fragment, context: SqlContext): Fragment;
};

/** A normaliser is one list of steps, rendered as TypeScript and as SQL, held to the same vectors. */
export type Normaliser = {
  /** "meta.EMAIL" */
  id: string;
  /** Raised when the steps change meaning; bound by an approval. */
  version: number;
  /** Further inputs beside the value, by name: a phone number needs its country. */
  needs: readonly "country"[];
  steps: readonly NormaliserStep[];
  /**
   * Cheap steps for the plainest values: where they answer, they answer as `steps` do, and they say nothing of any other value.
   * Only SQL takes them. TypeScript goes the long way, so whoever compares the two renderings has compared these as well.
   */
  shortcut?: readonly NormaliserStep[];
  /** Whether the result is hashed before it leaves. Input that is already 64 lower- or upper-case hex is recognised and kept. */
  hashed: boolean;
};
