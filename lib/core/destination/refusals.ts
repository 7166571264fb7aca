import type { RefusalWords } from "../ports/destination";

/** What a batch's answer says of the rows a platform did not take. */
export type AnsweredBatch = {
  refused: number | null;
  refusedRows: readonly { reason: string }[];
  /** Where a platform tells reasons but no rows. */
  refusedReasons: Readonly<Record<string, number>>;
};

/** Rows refused for one reason; null where the platform gave none. */
export type Refusals = RefusalWords & { reason: string | null; rows: number };

const UNSAID: RefusalWords = {
  message: "The platform says how many it did not take, and not why.",
  fix: "Mostly these are values it cannot read: look at the columns they come from.",
};

/** Rows refused in all these batches, by reason, the most first, in a destination's own words where it has them. */
export function refusalsOf(
  batches: readonly AnsweredBatch[],
  words: Readonly<Record<string, RefusalWords>> = {},
): Refusals[] {
  const byReason = new Map<string | null, number>();
  const add = (reason: string | null, rows: number) =>
    rows > 0 && byReason.set(reason, (byReason.get(reason) ?? 0) + rows);
  for (const { refused, refusedRows, refusedReasons } of batches) {
    const reasons = Object.entries(refusedReasons);
    for (const { reason } of refusedRows) add(reason, 1);
    for (const [reason, rows] of reasons) add(reason, rows);
    const said = refusedRows.length + reasons.reduce((total, [, rows]) => total + rows, 0);
    add(null, (refused ?? 0) - said);
  }
  return [...byReason]
    .map(([reason, rows]) => ({ reason, rows, ...(reason === null ? UNSAID : wordsOf(reason, words)) }))
    .sort((one, other) => other.rows - one.rows);
}

function wordsOf(reason: string, words: Readonly<Record<string, RefusalWords>>): RefusalWords {
  const known = Object.hasOwn(words, reason) ? words[reason] : undefined;
  return (
    known ?? {
      message: `The platform calls it ${reason}.`,
      fix: "Its documentation says what that means; look at the columns these values come from.",
    }
  );
}
