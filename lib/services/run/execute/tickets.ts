import type { CoterieError } from "@/lib/core/errors";
import type { PlannedBatch } from "@/lib/core/ports/state-store";
import { database } from "@/lib/db/client";
import { type BatchResult, CURRENT, currentBatch, type OpenTicket, recordAnswer } from "./journal";
import { type SendResult, together } from "./send";

/** What the journal keeps of a batch that settles later; places of rows are within the batch. */
type Stored = {
  known: BatchResult;
  open: readonly OpenTicket[];
  /** How often the platform took the batch in and dropped it. */
  dropped: number;
};

export type SettlingBatch = Stored & Pick<PlannedBatch, "number" | "operation"> & { sentAt: Date };

/** The platform has the batch and will tell: whoever takes the run up asks for these tickets, and sends nothing again. */
export async function recordTickets(
  runId: string,
  { number }: Pick<PlannedBatch, "number">,
  { tickets, ...known }: SendResult,
): Promise<void> {
  const where = currentBatch(runId, number);
  const before = await database().runBatch.findUniqueOrThrow({ where, select: { tickets: true } });
  const dropped = stored(before.tickets)?.dropped ?? 0;
  await database().runBatch.update({
    where,
    data: { state: "settling", tickets: { known, open: tickets, dropped } satisfies Stored },
  });
}

export async function settlingBatches(runId: string): Promise<SettlingBatch[]> {
  const batches = await database().runBatch.findMany({
    where: { runId, plan: CURRENT, state: "settling" },
    orderBy: { number: "asc" },
    select: { number: true, operation: true, sentAt: true, tickets: true },
  });
  return batches.flatMap(({ tickets, sentAt, ...batch }) => {
    const content = stored(tickets);
    return content && sentAt ? [{ ...batch, sentAt, ...content }] : [];
  });
}

export async function hasOpenTickets(runId: string): Promise<boolean> {
  return (await database().runBatch.count({ where: { runId, plan: CURRENT, state: "settling" } })) > 0;
}

/** Some tickets of a batch are settled; with the last of them the batch is answered. */
export async function recordSettled(
  runId: string,
  batch: SettlingBatch,
  settled: readonly { ticket: OpenTicket; result: BatchResult }[],
  at: Date,
): Promise<void> {
  const known = together([batch.known, ...settled.map(({ result }) => result)]);
  const done = new Set(settled.map(({ ticket }) => ticket.row));
  const open = batch.open.filter(({ row }) => !done.has(row));
  if (open.length === 0) return recordAnswer(runId, batch, known, at);
  await database().runBatch.update({
    where: currentBatch(runId, batch.number),
    data: { tickets: { known, open, dropped: batch.dropped } satisfies Stored },
  });
}

/** The platform dropped it: it is in flight again and has to be sent once more, as a whole. */
export async function recordDropped(
  runId: string,
  { number, dropped }: SettlingBatch,
  failure: CoterieError,
): Promise<void> {
  const known = together([]);
  await database().runBatch.update({
    where: currentBatch(runId, number),
    data: {
      state: "in_flight",
      problem: failure.message,
      tickets: { known, open: [], dropped: dropped + 1 } satisfies Stored,
    },
  });
}

/** Safe: only this file writes it. */
const stored = (json: unknown): Stored | null => json as Stored | null;
