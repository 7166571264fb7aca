import type { RefusedRow } from "@/lib/core/ports/destination";
import { Nothing, Written } from "./answers";
import type { Calls } from "./calls";
import type { Usage } from "./limits";
import { refusedOf, type Sent, traceOf } from "./outcome";
import type { ObjectId } from "./properties";

export type Write = Sent & { properties: Record<string, string> };
/** What several calls came to. */
export type Outcome = { refused: readonly RefusedRow[]; usage: Usage };
export const NOTHING: Outcome = { refused: [], usage: {} };

type Batch = { object: ObjectId; writes: readonly Write[]; idProperty?: string };

/** `batch/create`, `batch/update`, `batch/upsert`: each input under a name of ours, so that one that is refused is named. */
export async function writeRecords(
  { call }: Calls,
  verb: "create" | "update" | "upsert",
  { object, writes, idProperty }: Batch,
): Promise<Outcome> {
  if (writes.length === 0) return NOTHING;
  const inputs = writes.map((write) => ({
    ...(write.id === undefined ? {} : { id: write.id }),
    ...(idProperty === undefined ? {} : { idProperty }),
    objectWriteTraceId: traceOf(write),
    properties: write.properties,
  }));
  const { answer, usage } = await call({
    method: "POST",
    path: `/crm/v3/objects/${object}/batch/${verb}`,
    json: { inputs },
    shape: Written,
    about: "records",
    sending: true,
  });
  return { refused: refusedOf(writes, answer), usage };
}

/** Into the recycle bin, from which HubSpot can restore for 90 days. An id that is gone already is passed over. */
export async function archiveRecords(
  { call }: Calls,
  { object, ids }: { object: ObjectId; ids: readonly string[] },
): Promise<Outcome> {
  if (ids.length === 0) return NOTHING;
  const { usage } = await call({
    method: "POST",
    path: `/crm/v3/objects/${object}/batch/archive`,
    json: { inputs: ids.map((id) => ({ id })) },
    shape: Nothing,
    about: "records",
    sending: true,
  });
  return { refused: [], usage };
}

/** One after the other; the account's latest word on its limits is the one that counts. */
export function together(...outcomes: readonly Outcome[]): Outcome {
  const told = outcomes.map(({ usage }) => usage).filter((usage) => Object.keys(usage).length > 0);
  return { refused: outcomes.flatMap(({ refused }) => refused), usage: told.at(-1) ?? {} };
}
