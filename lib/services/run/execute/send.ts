import { asCoterieError, CoterieError } from "@/lib/core/errors";
import type { BatchAnswer } from "@/lib/core/ports/destination";
import type { BatchResult } from "./journal";

/** Halvings one batch may take: enough for some fifty bad rows of ten thousand. */
const SPLITS = 600;

/**
 * Sends rows, and where the platform refuses them for what is in them, halves them until the bad ones are found.
 * The good ones arrive; a bad one is named by its place.
 */
export async function sendSplitting<Row>(
  rows: readonly Row[],
  send: (rows: readonly Row[], offset: number) => Promise<BatchAnswer>,
  budget = { splits: SPLITS },
  offset = 0,
): Promise<BatchResult> {
  try {
    return resultOf(await send(rows, offset), offset);
  } catch (error) {
    const failure = asCoterieError(error);
    if (failure.remedy !== "drop_row") throw error;
    if (rows.length === 1) {
      return { received: 1, refused: 1, refusedRows: [{ row: offset, reason: failure.code }] };
    }
    if (budget.splits === 0) throw tooManyRefused(failure);
    budget.splits -= 1;
    const half = Math.ceil(rows.length / 2);
    const first = await sendSplitting(rows.slice(0, half), send, budget, offset);
    const second = await sendSplitting(rows.slice(half), send, budget, offset + half);
    return {
      received: first.received + second.received,
      refused: first.refused + second.refused,
      refusedRows: [...first.refusedRows, ...second.refusedRows],
    };
  }
}

function resultOf({ received, refused, refusedRows = [] }: BatchAnswer, offset: number): BatchResult {
  return {
    received,
    refused,
    refusedRows: refusedRows.map(({ row, reason }) => ({ row: row + offset, reason })),
  };
}

const tooManyRefused = (failure: CoterieError) =>
  new CoterieError({
    code: "TOO_MANY_REFUSED",
    message: `The platform refuses too many rows of one batch; its last answer: ${failure.message}`,
    fix: "Check the mapping of this sync: the columns may hold something else than the platform expects.",
    remedy: "fix_input",
    cause: failure,
  });
