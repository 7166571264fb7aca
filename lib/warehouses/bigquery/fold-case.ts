import { foldCase } from "@/lib/core/segment/fold-case";

/** No letter beyond has a case. */
const LAST = 0x1ffff;

/**
 * Every letter that folds to another, beside what it folds to, for TRANSLATE. LOWER would not do: it reads the letters around
 * a sigma, makes two of a dotted capital I, and knows the letters of whichever Unicode the service has that day.
 */
export function caseTable(): { capitals: string; small: string } {
  known ??= build();
  return known;
}

let known: { capitals: string; small: string } | null = null;

function build() {
  const capitals: string[] = [];
  for (let code = 0; code <= LAST; code++) {
    const letter = String.fromCodePoint(code);
    // Half of a surrogate pair is no letter.
    if (letter.isWellFormed() && foldCase(letter) !== letter) capitals.push(letter);
  }
  return { capitals: capitals.join(""), small: foldCase(capitals.join("")) };
}
