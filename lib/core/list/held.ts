import type { Problem } from "@/lib/core/errors";

/** How texts of a list and of the column beside it are read before they are compared. */
export const LIST_FORMS = ["exact", "lower_trimmed"] as const;
export type ListForm = (typeof LIST_FORMS)[number];

/** The most values a list may hold. */
export const MAX_ENTRIES = 500_000;

/** Hashes are of the salt and a value that was read by the form. */
export type ListContent = { form: ListForm; salt: string; hashes: readonly string[] };

/** A list as questions use it: never its values, only what they hash to. */
export class HeldList {
  readonly #read: () => ListContent;

  constructor(
    readonly id: string,
    readonly label: string,
    readonly form: ListForm,
    /** Told apart by this from the list as it was before or will be. */
    readonly content: string,
    /** Asked when the hashes are: most readers of a tree only need the name. */
    read: () => ListContent,
  ) {
    this.#read = read;
  }

  get salt(): string {
    return this.#read().salt;
  }

  /** Hashes of the values, each once, sorted. */
  get hashes(): readonly string[] {
    return this.#read().hashes;
  }

  /** It stands beside the name in a tree that is asked, and never in one that is stored or compared. */
  toJSON(): undefined {
    return undefined;
  }
}

/** What is found under the name of a list, or why there is none. */
export type FoundList = HeldList | { problem: Omit<Problem, "path" | "line"> };

/** The lists a segment may name. Whoever reads definitions finds them beforehand, so that core need not read. */
export type Lists = { find(id: string): FoundList };
