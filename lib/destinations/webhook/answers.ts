import { z } from "zod";
import type { BatchAnswer, RefusedRow } from "@/lib/core/ports/destination";
import { type HttpAnswer, parseJson } from "@/lib/http/request";
import { afterHeader } from "./retry-after";

const Refused = z.object({
  refused: z.array(
    z.object({
      row: z.number().int().min(0),
      reason: z.string().optional(),
      permanent: z.boolean().optional(),
    }),
  ),
});
const CODE = /^[A-Z][A-Z0-9_]{1,59}$/;

/** Any 2xx took everything but the rows it names. A reason that is no code could quote the row, so it is not kept. */
export function answerOf(answer: HttpAnswer, rows: number, now: number): BatchAnswer {
  const parsed = Refused.safeParse(parseJson(answer.text));
  const named = (parsed.data?.refused ?? []).filter(({ row }) => row < rows);
  const byRow = new Map(named.map((one) => [one.row, refusedRow(one)]));
  const refusedRows = [...byRow.values()].sort((one, other) => one.row - other.row);
  const throttledUntil = afterHeader(answer.headers, now);
  return {
    received: rows,
    refused: refusedRows.length,
    refusedRows,
    ...(throttledUntil === null ? {} : { throttledUntil }),
  };
}

function refusedRow({
  row,
  reason,
  permanent,
}: {
  row: number;
  reason?: string;
  permanent?: boolean;
}): RefusedRow {
  const code = reason !== undefined && CODE.test(reason) ? reason : "REFUSED";
  return { row, reason: code, ...(permanent ? { permanent } : {}) };
}
