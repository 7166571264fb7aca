import { asCoterieError } from "@/lib/core/errors";
import { decideDue } from "@/lib/core/schedule/due";
import type { Schedule } from "@/lib/core/schedule/types";
import { database, type Transaction } from "@/lib/db/client";
import type { RunTrigger } from "@/lib/db/generated/client";
import { storedTiming } from "@/lib/db/stored";
import { appendAudit, COTERIE } from "../audit";
import type { RunDeps } from "../run/execute/deps";
import { failureLog } from "../run/execute/failure-log";
import { startRun, whyPaused } from "../run/start";
import { holdsPeople } from "../sync/holds-people";
import { type LoadedSync, loadSync } from "../sync/load";
import { approvedOf } from "../sync/run";

/** While a run of the sync is under way, how long until its next slot is looked at again. */
const BUSY_MS = 15_000;
/** A sync nobody can decide on must not keep the others waiting. */
const FAILED_MS = 60_000;
const MOST_AT_ONCE = 200;
/** Milliseconds: a busy database is waited for. */
const PATIENCE = { maxWait: 10_000, timeout: 20_000 };

const TRIGGERS: Record<Schedule["kind"], RunTrigger> = {
  none: "schedule",
  interval: "schedule",
  cron: "schedule",
  after_sync: "after_sync",
  after_dbt: "after_dbt",
};

/**
 * Starts what is due and returns the runs. Any number of processes may call it at the same moment: each takes rows that no
 * other holds, and a slot has one run whoever is first. Time is the database's, so that no machine's clock decides.
 */
export async function fireDueSyncs(log: Pick<RunDeps["log"], "error">, at?: Date): Promise<string[]> {
  const now = at ?? (await databaseTime());
  const started: string[] = [];
  for (let turn = 0; turn < MOST_AT_ONCE; turn += 1) {
    const next = await takeNext(now, log);
    if (!next) break;
    if (next.runId !== null) started.push(next.runId);
  }
  return started;
}

async function databaseTime(): Promise<Date> {
  const [row] = await database().$queryRaw<{ now: Date }[]>`SELECT now() AS "now"`;
  return row!.now;
}

type Taken = { runId: string | null };

async function takeNext(now: Date, log: Pick<RunDeps["log"], "error">): Promise<Taken | null> {
  let taken: { id: string; workspaceId: string } | undefined;
  try {
    return await database().$transaction(async (tx) => {
      [taken] = await tx.$queryRaw<{ id: string; workspaceId: string }[]>`
        SELECT "id", "workspaceId" FROM "Sync" WHERE "lookAt" <= ${now} AND "endedAt" IS NULL
        ORDER BY "lookAt" LIMIT 1 FOR UPDATE SKIP LOCKED`;
      return taken ? { runId: await fire(tx, taken, now) } : null;
    }, PATIENCE);
  } catch (error) {
    if (!taken) throw error;
    log.error({ sync: taken.id, ...failureLog(asCoterieError(error)) }, "a due sync could not be started");
    const lookAt = new Date(now.getTime() + FAILED_MS);
    await database().sync.update({ where: { id: taken.id }, data: { lookAt } });
    return { runId: null };
  }
}

async function fire(
  tx: Transaction,
  { id, workspaceId }: { id: string; workspaceId: string },
  now: Date,
): Promise<string | null> {
  const sync = await loadSync(tx, workspaceId, id);
  const turnTo = async (nextSlotAt: Date | null, lookAt: Date | null) => {
    await tx.sync.update({ where: { id }, data: { nextSlotAt, lookAt } });
    return null;
  };
  if (!sync.nextSlotAt) return turnTo(null, null);
  const active = await tx.run.findFirst({ where: { syncId: id, status: { in: ["queued", "running"] } } });
  if (active) return turnTo(sync.nextSlotAt, new Date(now.getTime() + BUSY_MS));
  const { zone } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const due = decideDue(storedTiming(sync), zone, sync.nextSlotAt, now);
  if (due.kind === "over") return turnTo(null, null);
  if (due.kind === "wait") return turnTo(sync.nextSlotAt, due.until);
  await turnTo(due.next, due.next);
  return startSlot(tx, sync, due);
}

/** Nothing is started for a sync that was never approved, or that has nobody to take out while it may not add. */
async function startSlot(
  tx: Transaction,
  sync: LoadedSync,
  { slot, missed }: { slot: Date; missed: number },
): Promise<string | null> {
  const pinned = approvedOf(sync);
  if (!pinned || sync.endingAt || sync.objectGoneAt) return null;
  const { id: syncId, workspaceId } = sync;
  if (await tx.run.findFirst({ where: { syncId, slotAt: slot } })) return null;
  const isStill = whyPaused(sync) !== null || sync.voidReason !== null;
  if (isStill && !(await holdsPeople(tx, sync))) return null;
  const { runId } = await startRun(tx, sync, pinned, {
    kind: "sync",
    trigger: TRIGGERS[storedTiming(sync).schedule.kind],
    by: COTERIE,
    asOf: slot,
    slot: { at: slot, missed },
    audit: (entry) => appendAudit(tx, workspaceId, COTERIE, entry),
  });
  return runId;
}
