import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { foldCase } from "@/lib/core/segment/fold-case";
import { letting } from "./letting";

/**
 * Postgres folds case as the database's locale says, which differs from one machine to the next, so only ASCII is left to it;
 * every other capital is named beside its small letter. That table is long and gone through for each character, so text in ASCII
 * (as many bytes as characters) does without, and so does text that has none of those capitals.
 */
export function lower(expression: Fragment): Fragment {
  return letting("folded", expression, (text) => {
    const ascii = sql`lower(${text} COLLATE "C")`;
    const isAscii = sql`octet_length(${text}) = char_length(${text})`;
    return sql`CASE WHEN ${isAscii} OR ${text} !~ ${`[${CAPITALS}]`} THEN ${ascii} ELSE translate(${ascii}, ${CAPITALS}, ${SMALL}) END`;
  });
}

/** Beyond the ideographs of plane 3 nothing is assigned that has a case. */
const LAST_WITH_CASE = 0x3ffff;

const pairs = Array.from({ length: LAST_WITH_CASE - 0x7f }, (_, index) => index + 0x80)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))
  .map((character) => [character, foldCase(character)] as const)
  .filter(([character, folded]) => character !== folded);

const CAPITALS = pairs.map(([capital]) => capital).join("");
const SMALL = pairs.map(([, small]) => small).join("");
