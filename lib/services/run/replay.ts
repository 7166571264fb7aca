import { z } from "zod";
import { setOf } from "@/lib/core/destination/capability";
import { NotFound } from "@/lib/core/errors";
import type { FrozenPlan, PlannedBatch, SyncState } from "@/lib/core/ports/state-store";
import type { ReplayView } from "@/lib/core/views/run";
import type { Transaction } from "@/lib/db/client";
import { definitionOf } from "../destination/definitions";
import { startSimulator } from "../destination/simulate";
import { service } from "../service";
import type { Target } from "./execute/deps";
import { type ParcelInput, recordParcel, setParcel } from "./execute/parcel";
import { runWithSubject, type Subject } from "./execute/subject";
import { earlierPlan, withPastPlan } from "./past-plan";

/**
 * Sends a kept plan once more, byte for byte, or what was sent of one that was stopped, to a simulator that is started for it on this machine and gone afterwards. The
 * real account is never spoken to: neither its address nor its token is used.
 */
export const replayPlan = service(
  { name: "run.replay", role: "admin", input: z.object({ id: z.string(), earlierPlan }) },
  async ({ actor, db, transaction, signal }, { id, earlierPlan: earlier }): Promise<ReplayView> => {
    const run = await db.run.findFirst({
      where: { id, workspaceId: actor.workspaceId },
      select: { id: true },
    });
    if (!run) throw new NotFound("run", id);
    const { subject } = await runWithSubject(id);
    const only = earlier === undefined ? undefined : await sentOf(db, id, earlier);
    const replayed = await withPastPlan({ runId: id, subject, earlier }, ({ state, plan }) =>
      withSimulator(subject, (target) => replayInto(target, { state, plan, subject, earlier, only, signal })),
    );
    const after = { ...replayed, ...(earlier !== undefined && { earlierPlan: earlier }) };
    await transaction(({ audit }) => audit({ action: "run.replay", subject: `run:${id}`, after }));
    return replayed;
  },
);

/** Batches of a plan the run was stopped at, as far as they were sent. */
async function sentOf(db: Transaction, runId: string, plan: number): Promise<ReadonlySet<number>> {
  const batches = await db.runBatch.findMany({ where: { runId, plan }, select: { number: true } });
  return new Set(batches.map(({ number }) => number));
}

async function withSimulator<T>(subject: Subject, work: (target: Target) => Promise<T>): Promise<T> {
  const definition = definitionOf(subject.destination.kind);
  const { settings } = subject.destination;
  const simulator = await startSimulator(definition.id, { port: 0, settings });
  const { secrets = {} } = definition.simulator?.account ?? {};
  const client = definition.connect({ settings, secrets, endpoint: simulator.url });
  try {
    return await work({ definition, client });
  } finally {
    await client.close?.();
    await simulator.close();
  }
}

type Replaying = {
  state: SyncState;
  plan: FrozenPlan;
  subject: Subject;
  earlier?: number;
  /** Numbers of batches; left out: all. */
  only?: ReadonlySet<number>;
  signal?: AbortSignal;
};

/** Every batch in its order, into an object made for it. */
export async function replayInto(
  target: Target,
  { state, plan, subject, earlier, only, signal = new AbortController().signal }: Replaying,
): Promise<ReplayView> {
  const object = await objectFor(target, subject);
  const batches = plan.batches.filter(({ number }) => only?.has(number) ?? true);
  let [received, refused] = [0, 0];
  for (const batch of batches) {
    const siblings = plan.batches.filter(({ operation }) => operation === batch.operation);
    const rows = await state.rows(batch.number, plan.run, earlier);
    const answer = await send(
      { plan, batch, siblings, rows, sync: subject.syncId, object, target },
      subject,
      signal,
    );
    received += answer.received;
    refused += answer.refused;
  }
  return { batches: batches.length, rows: sum(batches), received, refused };
}

function send(input: ParcelInput, { record }: Subject, signal: AbortSignal) {
  const options = { signal };
  if (record) {
    const parcel = recordParcel(input, record);
    return parcel.send(parcel.rows, 0, options);
  }
  const parcel = setParcel(input);
  return parcel.send(parcel.rows, 0, options);
}

async function objectFor({ client, definition }: Target, subject: Subject): Promise<string> {
  if (subject.record || !client.set) return subject.object;
  const { id } = await client.set.createObject({ name: `Replay to a ${setOf(definition).noun}` });
  return id;
}

const sum = (batches: readonly PlannedBatch[]) => batches.reduce((total, { rows }) => total + rows, 0);
