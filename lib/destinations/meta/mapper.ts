import { CoterieError } from "@/lib/core/errors";
import type { SetBatch } from "@/lib/core/ports/destination";
import { fields } from "./fields";

/** The body of `/{audience}/users`: one row a person, one cell a field, "" where unknown. */
export type UsersPayload = { schema: string[]; data: string[][] };
export type UsersSession = {
  session_id: number;
  batch_seq: number;
  last_batch_flag: boolean;
  estimated_num_total: number;
};

/** Columns nobody of the batch has a value in are left out. */
export function usersPayload(batch: SetBatch): UsersPayload {
  const { rows, identifier } = batch;
  const known = identifier.fields.map((_, column) => rows.some(({ cells }) => cells[column]));
  const keep = <T>(cells: readonly T[]): T[] => cells.filter((_, column) => known[column]);
  const payload = { schema: keep(identifier.fields), data: rows.map(({ cells }) => keep(cells).map(String)) };
  refuseRawValues(payload);
  return payload;
}

export function usersSession({ session }: SetBatch): UsersSession {
  return {
    session_id: session.id,
    batch_seq: session.sequence,
    last_batch_flag: session.isLast,
    estimated_num_total: session.estimatedTotal,
  };
}

const HASH = /^[0-9a-f]{64}$/;

/** The last door: whatever happened before, a field that must be hashed leaves as a hash or not at all. */
function refuseRawValues({ schema, data }: UsersPayload): void {
  const hashed = schema.map((id) => fields.find((field) => field.id === id)?.form === "hashed");
  const rawRows = data.filter((row) =>
    row.some((cell, column) => hashed[column] && cell !== "" && !HASH.test(cell)),
  );
  if (rawRows.length === 0) return;
  throw new CoterieError({
    code: "RAW_VALUE_STOPPED",
    message: "A batch held values that are not hashed, so nothing of it was sent.",
    remedy: "report",
    fix: "Tell whoever runs Coterie here; the run's number is enough to find the cause.",
    details: { rows: rawRows.length },
  });
}
