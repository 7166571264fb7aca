import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { foldCase } from "@/lib/core/segment/fold-case";
import { builder } from "./builder";

/**
 * Case folded as core does it. LOWER does so for plain letters alone: it reads the letters around a sigma, makes two of a dotted
 * capital I, and knows the letters of whichever Unicode the service has that day. All others go by core's own table.
 */
export function lower(text: Fragment): Fragment {
  if (text.compile(builder).sql.length <= SHORT) return folded(text);
  return sql`(SELECT ${folded(sql`${sql.id("v")}`)} FROM UNNEST([${text}]) AS ${sql.id("v")})`;
}

/** Longer than this an expression is not repeated. */
const SHORT = 60;

function folded(text: Fragment): Fragment {
  const { capitals, small } = caseTable();
  return sql`IF(BYTE_LENGTH(${text}) = CHAR_LENGTH(${text}), LOWER(${text}), TRANSLATE(${text}, ${capitals}, ${small}))`;
}

/** No letter beyond has a case. */
const LAST = 0x1ffff;

/** Every letter that folds to another, beside what it folds to. */
function caseTable(): { capitals: string; small: string } {
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
