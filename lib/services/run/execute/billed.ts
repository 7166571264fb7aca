import { database } from "@/lib/db/client";
import { Bill, type Costs } from "@/lib/trace/bill";
import { within } from "@/lib/trace/work";
import { observeCosts } from "../../watch/observe";
import type { Subject } from "./subject";

/** A worker that is killed forgets at most what the run cost in this time. */
const KEEP_EVERY_MS = 5_000;

/** Works on a run with its bill open, and adds up what it costs on its row. */
export async function billed<T>(runId: string, subject: Subject, work: () => Promise<T>): Promise<T> {
  const bill = new Bill();
  let since = performance.now();
  const keep = async () => {
    const now = performance.now();
    const [costs, workedMs] = [bill.take(), now - since];
    since = now;
    try {
      await addUp(runId, costs, workedMs);
      observeCosts(subject, costs);
    } catch {
      // A database that is away for a moment is told the next time.
      bill.putBack(costs);
      since -= workedMs;
    }
  };
  const timer = setInterval(() => void keep(), KEEP_EVERY_MS).unref();
  try {
    return await within({ bill }, work);
  } finally {
    clearInterval(timer);
    await keep();
  }
}

async function addUp(runId: string, costs: Costs, workedMs: number): Promise<void> {
  const { platformCalls, bytesBilled, rowsRead, rowsSent } = costs;
  const bytes = bytesBilled === null ? null : BigInt(Math.round(bytesBilled));
  // NULL and a number is NULL: bytes that are billed make it a number.
  await database().$executeRaw`
    UPDATE "Run" SET
      "platformCalls" = "platformCalls" + ${platformCalls}::int,
      "bytesBilled" = CASE WHEN ${bytes}::bigint IS NULL THEN "bytesBilled"
                           ELSE coalesce("bytesBilled", 0) + ${bytes}::bigint END,
      "rowsRead" = "rowsRead" + ${BigInt(rowsRead)}::bigint,
      "rowsSent" = "rowsSent" + ${BigInt(rowsSent)}::bigint,
      "workedMs" = "workedMs" + ${BigInt(Math.round(workedMs))}::bigint
    WHERE "id" = ${runId}`;
}
