import { asCoterieError, CoterieError } from "@/lib/core/errors";
import type { BatchAnswer } from "@/lib/core/ports/destination";
import type { BatchResult, OpenTicket } from "./journal";

/** Halvings one batch may take: enough for some fifty bad rows of ten thousand. */
const SPLITS = 600;

/** What is known so far, and what is still to be told by the platform. */
export type SendResult = BatchResult & { tickets: readonly OpenTicket[] };

/**
 * Sends rows, and where the platform refuses them for what is in them, halves them until the bad ones are found.
 * The good ones arrive; a bad one is named by its place.
 */
export async function sendSplitting<Row>(
  rows: readonly Row[],
  send: (rows: readonly Row[], offset: number) => Promise<BatchAnswer>,
  budget = { splits: SPLITS },
  offset = 0,
): Promise<SendResult> {
  try {
    return resultOf(await send(rows, offset), offset, rows.length);
  } catch (error) {
    const failure = asCoterieError(error);
    if (failure.remedy !== "drop_row") throw error;
    if (rows.length === 1) {
      const refusedRows = [{ row: offset, reason: failure.code }];
      return { received: 1, refused: 1, refusedRows, refusedReasons: {}, tickets: [] };
    }
    if (budget.splits === 0) throw tooManyRefused(failure);
    budget.splits -= 1;
    const half = Math.ceil(rows.length / 2);
    const first = await sendSplitting(rows.slice(0, half), send, budget, offset);
    const second = await sendSplitting(rows.slice(half), send, budget, offset + half);
    return { ...together([first, second]), tickets: [...first.tickets, ...second.tickets] };
  }
}

/** Of a piece whose outcome comes later, nothing is known but its ticket. */
function resultOf(answer: BatchAnswer, offset: number, rows: number): SendResult {
  if (answer.ticket !== undefined) {
    return { ...together([]), tickets: [{ ticket: answer.ticket, row: offset, rows }] };
  }
  return { ...placed(answer, offset), tickets: [] };
}

/** An answer of a piece, with the places of its rows in the whole batch. */
export function placed(answer: BatchAnswer, offset: number): BatchResult {
  const { received, refused, refusedRows = [], refusedByReason = {} } = answer;
  return {
    received,
    refused,
    refusedRows: refusedRows.map((refusal) => ({ ...refusal, row: refusal.row + offset })),
    refusedReasons: refusedByReason,
  };
}

export function together(results: readonly BatchResult[]): BatchResult {
  const reasons: Record<string, number> = {};
  for (const [reason, rows] of results.flatMap((one) => Object.entries(one.refusedReasons))) {
    reasons[reason] = (reasons[reason] ?? 0) + rows;
  }
  return {
    received: results.reduce((sum, one) => sum + one.received, 0),
    refused: results.reduce((sum, one) => sum + one.refused, 0),
    refusedRows: results.flatMap((one) => one.refusedRows),
    refusedReasons: reasons,
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
