import { CoterieError } from "@/lib/core/errors";
import type { SetBatch } from "@/lib/core/ports/destination";
import { fields } from "./fields";

/** The body of `/{audience}/users`: one row a person, one cell a field, "" where unknown. */
export type UsersPayload = { schema: readonly string[]; data: readonly (readonly string[])[] };
export type UsersSession = {
  session_id: number;
  batch_seq: number;
  last_batch_flag: boolean;
  estimated_num_total: number;
};

/** Columns nobody of the batch has a value in are left out. */
export function usersPayload({ rows, identifier }: SetBatch): UsersPayload {
  const known = identifier.fields.map((_, column) => rows.some(({ cells }) => cells[column]));
  const keep = (cells: readonly string[]): readonly string[] =>
    known.includes(false) ? cells.filter((_, column) => known[column]) : cells;
  const payload = { schema: keep(identifier.fields), data: rows.map(({ cells }) => keep(cells)) };
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
  const raw = schema.flatMap((id, column) => {
    if (fields.find((field) => field.id === id)?.form !== "hashed") return [];
    const cells = data.map((row) => row[column]!);
    return areHashes(cells.filter((cell) => cell !== "")) ? [] : [cells];
  });
  if (raw.length === 0) return;
  const isRaw = (cell: string) => cell !== "" && !HASH.test(cell);
  throw new CoterieError({
    code: "RAW_VALUE_STOPPED",
    message: "A batch held values that are not hashed, so nothing of it was sent.",
    remedy: "report",
    fix: "Tell whoever runs Coterie here; the run's number is enough to find the cause.",
    details: { rows: data.filter((_, at) => raw.some((cells) => isRaw(cells[at]!))).length },
  });
}

/** What the pattern says of each, told of all at once in a third of the time: decoding stops at what is no hex digit. */
function areHashes(cells: readonly string[]): boolean {
  if (cells.some(({ length }) => length !== 64)) return false;
  const text = cells.join("");
  return text === text.toLowerCase() && Buffer.from(text, "hex").length * 2 === text.length;
}
