import { type Clock, fromPrisma, PgBoss, type Queue, systemClock } from "pg-boss";
import { databaseUrl, type Transaction } from "@/lib/db/client";
import { currentOrigin, type Origin } from "@/lib/trace/origin";
import { traced } from "@/lib/trace/span";

/** Every job, with what it is told. Ids only: the job reads the rest when it runs. */
export type Jobs = {
  "run-sync": { runId: string };
  "measure-change-set": { changeSetId: string };
  /** Of one sync that was just paused, or of all that do not run. */
  "privacy-sweep": { syncId: string | null };
  /** Where the audit chains end, into the log. */
  "note-anchors": Record<string, never>;
  /** What is kept of syncs that ended long enough ago. */
  "forget-ended": Record<string, never>;
  /** How one sync is, or all of them are. */
  "evaluate-alerts": { syncId: string | null };
  "send-alert": { noticeId: string; channelId: string };
  /** ISO instants: what changed after `from`, until `until`. */
  "send-digest": { channelId: string; from: string; until: string };
  /** What was tried too often: each time its worker ended. */
  "give-up": { runId: string } | { changeSetId: string };
};
export type JobName = keyof Jobs;
/** As it lies in the queue. */
export type QueuedJob<N extends JobName> = Jobs[N] & { origin?: Origin };

/** A job whose worker is gone is handed on after `heartbeatSeconds`; a run itself may take as long as it takes. */
const QUEUES: Record<JobName, Omit<Queue, "name">> = {
  "give-up": { retryLimit: 5, retryDelay: 5, retryBackoff: true },
  "run-sync": {
    retryLimit: 5,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 300,
    heartbeatSeconds: 10,
    expireInSeconds: 23 * 3600,
    deadLetter: "give-up",
  },
  "measure-change-set": {
    retryLimit: 2,
    retryDelay: 2,
    retryBackoff: true,
    heartbeatSeconds: 10,
    expireInSeconds: 3600,
    deadLetter: "give-up",
  },
  "privacy-sweep": { retryLimit: 5, retryDelay: 5, retryBackoff: true },
  "note-anchors": { retryLimit: 5, retryDelay: 5, retryBackoff: true },
  "forget-ended": { retryLimit: 5, retryDelay: 5, retryBackoff: true },
  "evaluate-alerts": { retryLimit: 2, retryDelay: 5, retryBackoff: true },
  // A receiver that is away for some hours is told when it is back.
  "send-alert": { retryLimit: 12, retryDelay: 10, retryBackoff: true, retryDelayMax: 3_600 },
  "send-digest": { retryLimit: 12, retryDelay: 10, retryBackoff: true, retryDelayMax: 3_600 },
};

const holder: { coterieQueue?: Promise<PgBoss> } = globalThis as typeof globalThis & {
  coterieQueue?: Promise<PgBoss>;
};

/** The process's queue, started. It keeps itself in order in whichever process asks; workers call `work` on it. */
export function queue(): Promise<PgBoss> {
  holder.coterieQueue ??= startQueue().catch((error: unknown) => {
    holder.coterieQueue = undefined;
    throw error;
  });
  return holder.coterieQueue;
}

/** Waits for running jobs of this process to end, up to `timeout` milliseconds, and lets the connections go. */
export async function stopQueue(timeout = 5_000): Promise<void> {
  const started = await holder.coterieQueue;
  holder.coterieQueue = undefined;
  await started?.stop({ graceful: true, timeout });
}

/**
 * Puts a job in the queue; given a transaction, only if that commits. `singletonKey` keeps two of the same from
 * waiting at once; `inMs` lets it wait so long by the database's clock, whatever this process takes for the time. Returns
 * the job's id, or null when one with that key waits already.
 */
export async function enqueue<N extends JobName>(
  name: N,
  data: Jobs[N],
  options: { singletonKey?: string; inMs?: number; tx?: Transaction } = {},
): Promise<string | null> {
  const { singletonKey, inMs = 0, tx } = options;
  const boss = await queue();
  const facts = { "messaging.destination.name": name };
  return traced(`queue ${name}`, { kind: "producer", facts }, async () => {
    const origin = currentOrigin();
    return boss.send(name, origin ? { ...data, origin } : data, {
      ...(singletonKey === undefined ? {} : { singletonKey }),
      ...(inMs > 0 ? { startAfter: inMs / 1_000 } : {}),
      ...(tx ? { db: fromPrisma(tx) } : {}),
    });
  });
}

/**
 * Goes on evenly when the machine's clock is set: pg-boss waits between two looks by what it shows, and after a step back by a
 * day would wait that day. Where it is off, or stood still with the machine, is measured against the database.
 */
const steadyClock: Clock = { ...systemClock, now: () => performance.timeOrigin + performance.now() };

async function startQueue(): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: databaseUrl(),
    schema: "pgboss",
    application_name: "coterie queue",
    // How often it looks for jobs whose worker is gone; its own default would be a minute.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    ...{ clock: steadyClock, clockMonitorIntervalSeconds: 60 },
  });
  // Without a listener a lost connection would end the process; pg-boss reconnects by itself.
  boss.on("error", (error) => process.emitWarning(`The queue stumbled: ${error.message}`));
  await boss.start();
  for (const [name, options] of Object.entries(QUEUES)) {
    await boss.createQueue(name, { ...options, policy: "short" });
  }
  return boss;
}
