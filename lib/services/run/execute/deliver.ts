import { createHash } from "node:crypto";
import { setClientOf, setOf } from "@/lib/core/destination/capability";
import { CoterieError } from "@/lib/core/errors";
import type { IdentifierKind, SetRow } from "@/lib/core/ports/destination";
import type { FrozenPlan, PlannedBatch, PlannedRow, SyncState } from "@/lib/core/ports/state-store";
import { checkpoint } from "./checkpoint";
import type { Courier } from "./courier";
import type { RunDeps, Target } from "./deps";
import type { Freshness } from "./freshness";
import { answeredBatches, recordAnswer, recordProblem, recordSending } from "./journal";
import { sendSplitting } from "./send";
import { Stale } from "./stops";

export type Delivery = {
  plan: FrozenPlan;
  object: string;
  state: SyncState;
  target: Target;
  courier: Courier;
  freshness: Freshness;
  deps: Pick<RunDeps, "now">;
};

/** Sends what is not answered yet: removes, adds, updates. Throws Stale where it has to be read again who may be sent. */
export async function deliver(delivery: Delivery): Promise<void> {
  const answered = await answeredBatches(delivery.plan.run);
  for (const operation of ["remove", "add", "update"] as const) {
    const all = delivery.plan.batches.filter((batch) => batch.operation === operation);
    const pending = all.filter((batch) => !batch.folded && !answered.has(batch.number));
    if (pending.length > 0) await deliverOperation(delivery, all, pending);
  }
}

async function deliverOperation(
  delivery: Delivery,
  all: readonly PlannedBatch[],
  pending: readonly PlannedBatch[],
): Promise<void> {
  const numbers = pending.map((batch) => batch.number);
  await delivery.state.markInFlight(numbers, delivery.deps.now().toISOString());
  checkpoint("in_flight");
  const last = lastOf(all);
  const send = (batch: PlannedBatch) => deliverBatch(delivery, all, batch);
  const { concurrency } = delivery.target.definition.limits;
  await inParallel(
    pending.filter((batch) => batch !== last),
    concurrency,
    send,
  );
  // The last batch closes the platform's session, so it goes when all others are through.
  if (pending.includes(last)) await send(last);
}

async function deliverBatch(
  delivery: Delivery,
  all: readonly PlannedBatch[],
  batch: PlannedBatch,
): Promise<void> {
  const { plan, state, target, courier, freshness, deps } = delivery;
  const identifier = identifierOf(target, batch.identifier);
  const frame = {
    // In a set, what changed beside the identifier is told by adding it again.
    operation: batch.operation === "remove" ? ("remove" as const) : ("add" as const),
    object: delivery.object,
    identifier,
    session: {
      id: sessionId(plan.run, batch.operation),
      sequence: all.indexOf(batch) + 1,
      isLast: batch === lastOf(all),
      estimatedTotal: all.reduce((sum, one) => sum + one.rows, 0),
    },
  };
  let isUnderWay = false;
  const send = (rows: readonly SetRow[], offset: number) =>
    courier
      .call(
        async (signal) => {
          await state.begin(batch.number);
          await recordSending(plan.run, batch, deps.now());
          return setClientOf(target.client, target.definition).send(
            { ...frame, rows, idempotencyKey: idempotencyKey(plan.run, batch, offset, rows.length) },
            { signal },
          );
        },
        (failure) => recordProblem(plan.run, batch, failure),
        // The halves of a refused batch follow at once, or one that is halved for long would never end.
        () => {
          if (batch.operation !== "remove" && !isUnderWay && freshness.isPast()) throw new Stale();
        },
      )
      .finally(() => {
        isUnderWay = true;
      });
  const answer = await sendSplitting(
    rowsOf(await state.rows(batch.number), identifier),
    async (rows, offset) => {
      const given = await send(rows, offset);
      if (given.throttledUntil !== undefined) courier.waitUntil(given.throttledUntil);
      return given;
    },
  );
  checkpoint("answered");
  await recordAnswer(plan.run, batch, answer, deps.now());
  checkpoint("journaled");
}

/** Batches whose people were all withheld are not sent. */
function lastOf(batches: readonly PlannedBatch[]): PlannedBatch {
  return batches.findLast(({ rows }) => rows > 0) ?? batches.at(-1)!;
}

/** Cells of one identifier are joined by "|"; a single cell is taken as it is. */
function rowsOf(rows: readonly PlannedRow[], identifier: IdentifierKind): SetRow[] {
  const single = identifier.fields.length === 1;
  return rows.map(({ value }) => ({ cells: single ? [value] : value.split("|"), attributes: [] }));
}

/**
 * Where in the batch a piece begins and how long it is says which rows it holds: they are frozen in their order, until
 * someone is withheld, and then the batch is shorter.
 */
function idempotencyKey(run: string, batch: PlannedBatch, offset: number, rows: number): string {
  return `${run}-${batch.number}-${batch.rows}-${offset}-${rows}`;
}

function identifierOf({ definition }: Target, id: string): IdentifierKind {
  const found = setOf(definition).identifiers.find((kind) => kind.id === id);
  if (found) return found;
  throw new CoterieError({
    code: "UNKNOWN_IDENTIFIER",
    message: `This version of Coterie does not know the identifier ${id} of ${definition.label}.`,
    fix: "Update Coterie, or start a new run.",
    remedy: "ask_admin",
  });
}

/** The same for every repeat: 48 bits of the run and the operation. */
function sessionId(run: string, operation: string): number {
  return createHash("sha256").update(`${run} ${operation}`).digest().readUIntBE(0, 6);
}

/** After the first failure nothing new is begun, and what is under way is waited for. */
async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  let failed = false;
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined && !failed; item = queue.shift()) {
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(width, items.length) }, lane));
  for (const result of lanes) if (result.status === "rejected") throw result.reason;
}
