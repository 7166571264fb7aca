import { setClientOf } from "@/lib/core/destination/capability";
import { CoterieError, TicketFailed } from "@/lib/core/errors";
import type { CallOptions } from "@/lib/core/ports/destination";
import { observeCall, observeRows } from "@/lib/services/watch/observe";
import { checkpoint } from "./checkpoint";
import type { Courier } from "./courier";
import type { RunDeps, Target } from "./deps";
import type { BatchResult, OpenTicket } from "./journal";
import { placed } from "./send";
import { HoldOn } from "./stops";
import { recordDropped, recordSettled, type SettlingBatch, settlingBatches } from "./tickets";

export type Settling = {
  run: string;
  target: Target;
  courier: Courier;
  deps: Pick<RunDeps, "now" | "patience">;
};

/** A batch the platform drops this often is wrong in a way nobody told. */
const DROPS = 3;

/**
 * Asks for every batch the platform took in to tell about later. "settled": all are told; "again": some were dropped and
 * have to be sent once more. While the platform still thinks, throws HoldOn, so that no worker sleeps on it.
 */
export async function settle(settling: Settling): Promise<"settled" | "again"> {
  const batches = await settlingBatches(settling.run);
  const told: ("settled" | "pending" | "dropped")[] = [];
  for (const batch of batches) told.push(await settleBatch(settling, batch));
  if (told.includes("dropped")) return "again";
  const pending = batches.filter((_, at) => told[at] === "pending");
  if (pending.length === 0) return "settled";
  const { now, patience } = settling.deps;
  const age = now().getTime() - Math.min(...pending.map(({ sentAt }) => sentAt.getTime()));
  if (age > patience.settle.giveUpMs) throw neverTold(age);
  throw new HoldOn(new Date(now().getTime() + pollingDelay(age, patience.settle)));
}

/** Soon at first; later a tenth of the time it has taken already. */
function pollingDelay(age: number, { firstMs, longestMs }: RunDeps["patience"]["settle"]): number {
  return Math.min(longestMs, Math.max(firstMs, age / 10));
}

async function settleBatch(
  { run, target, courier, deps }: Settling,
  batch: SettlingBatch,
): Promise<"settled" | "pending" | "dropped"> {
  const settled: { ticket: OpenTicket; result: BatchResult }[] = [];
  for (const ticket of batch.open) {
    const { id: destination } = target.definition;
    const answer = await courier.call((signal, attempt) =>
      observeCall({ destination, operation: "settle", batch: batch.number, attempt }, () =>
        ask(target, ticket, { signal, turn: () => courier.turn() }),
      ),
    );
    if (answer === "pending") continue;
    if (answer instanceof TicketFailed) {
      await recordDropped(run, batch, answer);
      if (answer.remedy !== "retry" || batch.dropped + 1 >= DROPS) throw answer;
      return "dropped";
    }
    await courier.heard(answer);
    settled.push({ ticket, result: placed(answer, ticket.row) });
  }
  checkpoint("told");
  if (settled.length > 0) await recordSettled(run, batch, settled, deps.now());
  for (const { result } of settled) observeRows(target.definition.id, batch.operation, result);
  checkpoint("settled");
  return settled.length === batch.open.length ? "settled" : "pending";
}

/** A dropped batch is an answer, not a failure of asking. */
async function ask({ client, definition }: Target, { ticket }: OpenTicket, options: CallOptions) {
  const set = setClientOf(client, definition);
  if (!set.settle) throw cannotTell(definition.label);
  try {
    return await set.settle(ticket, options);
  } catch (error) {
    if (error instanceof TicketFailed) return error;
    throw error;
  }
}

const cannotTell = (label: string) =>
  new CoterieError({
    code: "CANNOT_SETTLE",
    message: `${label} answered with a ticket and cannot be asked about it.`,
    remedy: "report",
  });

function neverTold(age: number): CoterieError {
  const hours = Math.floor(age / 3_600_000);
  return new CoterieError({
    code: "NEVER_SETTLED",
    message: `The platform took a batch in ${hours} hours ago and has not told what became of it.`,
    remedy: "retry",
    fix: "Run it again: what is in flight is sent once more, which changes nothing where it did arrive.",
  });
}
