import type { FrozenPlan, PlannedBatch, PlanOperation, SyncState } from "@/lib/core/ports/state-store";
import { observeCall, observeRows } from "@/lib/services/watch/observe";
import { checkpoint } from "./checkpoint";
import type { Courier } from "./courier";
import type { RunDeps, Target } from "./deps";
import type { Freshness } from "./freshness";
import { inParallel, type Rest } from "./in-parallel";
import { doubtUnheard, recordAnswer, recordProblem, recordSending, sentBatches } from "./journal";
import { lastOf, type Parcel, recordParcel, setParcel } from "./parcel";
import type { RefusedShare } from "./refused-share";
import { type SendResult, sendSplitting } from "./send";
import { settle } from "./settle";
import { Stale } from "./stops";
import type { RecordWriting } from "./subject";
import { recordTickets } from "./tickets";

export type Delivery = {
  plan: FrozenPlan;
  sync: string;
  object: string;
  /** How records are written; null where the plan is of a set. */
  record: RecordWriting | null;
  state: SyncState;
  target: Target;
  /** Calls at once. */
  concurrency: number;
  courier: Courier;
  deps: Pick<RunDeps, "now" | "patience">;
  freshness: Freshness;
  refused: RefusedShare;
};

/** Sends what the platform does not have yet: removes, adds, updates. Throws Stale where it has to be read again who may be sent. */
export async function deliver(delivery: Delivery): Promise<void> {
  const { run, summary } = delivery.plan;
  await doubtUnheard(run);
  await deliverOperation(delivery, "remove");
  // What is sent again because of a removal must not overtake it.
  while (summary.resends > 0 && (await settle({ run, ...delivery })) === "again") {
    await deliverOperation(delivery, "remove");
  }
  await deliverOperation(delivery, "add");
  await deliverOperation(delivery, "update");
}

async function deliverOperation(delivery: Delivery, operation: PlanOperation): Promise<void> {
  const all = delivery.plan.batches.filter((batch) => batch.operation === operation);
  const sent = await sentBatches(delivery.plan.run);
  const pending = all.filter((batch) => !batch.folded && !sent.has(batch.number));
  if (pending.length === 0) return;
  const numbers = pending.map((batch) => batch.number);
  await delivery.state.markInFlight(numbers, delivery.deps.now().toISOString());
  checkpoint("in_flight");
  const last = lastOf(all);
  const prepare = (batch: PlannedBatch) => prepareBatch(delivery, all, batch);
  const send = (batch: PlannedBatch, prepared: Prepared) => deliverBatch(delivery, batch, prepared);
  await inParallel(
    pending.filter((batch) => batch !== last),
    { width: delivery.concurrency, prepare, work: send },
  );
  // The last batch closes the platform's session, so it goes when all others are through.
  if (pending.includes(last)) await (await send(last, await prepare(last)))?.();
}

type Prepared = () => Promise<SendResult>;

async function prepareBatch(
  delivery: Delivery,
  siblings: readonly PlannedBatch[],
  batch: PlannedBatch,
): Promise<Prepared> {
  const { plan, sync, object, state, target, record } = delivery;
  const input = { plan, batch, siblings, rows: await state.rows(batch.number), sync, object, target };
  if (!record) {
    const parcel = setParcel(input);
    return () => sendParcel(delivery, batch, parcel);
  }
  const parcel = recordParcel(input, record);
  return () => sendParcel(delivery, batch, parcel);
}

async function deliverBatch(
  { plan, target, refused, deps }: Delivery,
  batch: PlannedBatch,
  prepared: Prepared,
): Promise<Rest | undefined> {
  const result = await prepared();
  checkpoint("answered");
  const writeDown = async () => {
    if (result.tickets.length > 0) await recordTickets(plan.run, batch, result);
    else await recordAnswer(plan.run, batch, result, deps.now());
    checkpoint("journaled");
    observeRows(target.definition.id, batch.operation, result);
    refused.count(result);
  };
  if (result.refused === 0) return writeDown;
  // Whether so many refusals stop the run is known before the next call.
  await writeDown();
}

async function sendParcel<Row>(
  { plan, state, target, courier, freshness, deps }: Delivery,
  batch: PlannedBatch,
  parcel: Parcel<Row>,
): Promise<SendResult> {
  const { id: destination } = target.definition;
  let isUnderWay = false;
  // The halves of a refused batch follow at once, or one that is halved for long would never end.
  const requireFresh = () => {
    if (batch.operation !== "remove" && !isUnderWay && freshness.isPast()) throw new Stale();
  };
  return sendSplitting(parcel.rows, async (rows, offset) => {
    const answer = await courier
      .call(
        async (signal, attempt) => {
          // Both before the call, in whichever order: each alone says that the platform may have it.
          await Promise.all([state.begin(batch.number), recordSending(plan.run, batch, deps.now())]);
          const { number, operation } = batch;
          const call = { destination, operation, batch: number, rows: rows.length, attempt };
          return observeCall(call, () => parcel.send(rows, offset, { signal, turn: () => courier.turn() }));
        },
        (failure) => recordProblem(plan.run, batch, failure),
        requireFresh,
      )
      .finally(() => {
        isUnderWay = true;
      });
    await courier.heard(answer);
    return answer;
  });
}
