import { CoterieError } from "@/lib/core/errors";
import type { RefusedRow } from "@/lib/core/ports/destination";
import type { ErrorBody, Written } from "./answers";
import { codeOf, missingProperties } from "./codes";
import { fieldGone } from "./failures";

/** One input of a batch: the row it is of, and the id it was sent under. */
export type Sent = { row: number; id?: string };

export const NOT_IN_HUBSPOT = "NOT_IN_HUBSPOT";
/** Nobody there yet is no fault of the row. */
export const notThere = (row: number): RefusedRow => ({ row, reason: NOT_IN_HUBSPOT, unknown: true });
export const NOT_ANSWERED = "NOT_ANSWERED";

/** The name an input is sent under, so that its error can say which it is of. */
export const traceOf = ({ row }: Sent): string => `row-${row}`;

/**
 * Which rows of a batch HubSpot did not take. It names them by the id of ours that travels with each input, or by theirs; what
 * it names in no way is found by asking with fewer rows (BATCH_REFUSED). Throws FIELD_GONE where the mapping is at fault.
 * https://developers.hubspot.com/docs/api-reference/error-handling#multi-status-errors (2026-03-30)
 */
export function refusedOf(sent: readonly Sent[], { results, errors }: Written): RefusedRow[] {
  const gone = errors.flatMap(missingProperties);
  if (gone.length > 0) throw new CoterieError(fieldGone([...new Set(gone)]));
  const refused = new Map<number, RefusedRow>();
  for (const error of errors) {
    for (const { row } of rowsOf(sent, error)) refused.set(row, { row, ...reasonOf(error) });
  }
  for (const { row } of silent(sent, results, refused)) {
    refused.set(row, { row, reason: NOT_ANSWERED });
  }
  return [...refused.values()];
}

function rowsOf(sent: readonly Sent[], { context = {} }: ErrorBody): Sent[] {
  const traces = context.objectWriteTraceId ?? [];
  const ids = context.ids ?? context.id ?? [];
  return sent.filter((one) =>
    traces.length > 0 ? traces.includes(traceOf(one)) : one.id !== undefined && ids.includes(one.id),
  );
}

function reasonOf(error: ErrorBody): Omit<RefusedRow, "row"> {
  if (error.category === "OBJECT_NOT_FOUND") return { reason: NOT_IN_HUBSPOT, unknown: true };
  const reason = codeOf(error) ?? "REFUSED";
  const isPermanent = error.category === "VALIDATION_ERROR" && reason !== "CONFLICTING_UNIQUE_VALUE";
  return isPermanent ? { reason, permanent: true } : { reason };
}

/** Neither refused nor written, as a record that was merged into another between our looking and our writing. */
function silent(
  sent: readonly Sent[],
  results: Written["results"],
  refused: ReadonlyMap<number, RefusedRow>,
): Sent[] {
  const open = sent.filter(({ row }) => !refused.has(row));
  if (results.length >= open.length) return [];
  const traced = results.flatMap(({ objectWriteTraceId }) => objectWriteTraceId ?? []);
  if (traced.length === results.length && results.length > 0) {
    return open.filter((one) => !traced.includes(traceOf(one)));
  }
  if (results.length === 0 || sent.length === 1) return open;
  throw new CoterieError({
    code: "BATCH_REFUSED",
    message: "HubSpot did not say which rows of this batch it took.",
    remedy: "drop_row",
    fix: "The batch is split to find the rows at fault; the others are sent.",
    details: { sent: sent.length, written: results.length, refused: refused.size },
  });
}
