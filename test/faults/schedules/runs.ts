import { database } from "@/lib/db/client";
import { enqueue } from "@/lib/db/queue";
import { createRun } from "@/test/factories/sync";
import type { StoodSync } from "./stand";

const OVER = ["succeeded", "partly_failed", "failed", "blocked", "cancelled"];
const TRIES = 60;

/** A database that was killed answers again soon. */
export async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === TRIES) throw error;
      await pause(250);
    }
  }
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export const newest = ({ sync }: StoodSync) =>
  insist(() => database().run.findFirst({ where: { syncId: sync.syncId }, orderBy: { id: "desc" } }));

export async function isUnderWay(stood: StoodSync): Promise<boolean> {
  const run = await newest(stood);
  return run !== null && !OVER.includes(run.status);
}

export async function startRun({ sync }: StoodSync, kind: "sync" | "resync" = "sync"): Promise<void> {
  await insist(async () => {
    const runId = await createRun(sync);
    await database().run.update({ where: { id: runId }, data: { kind } });
    await queueRun(runId);
  });
}

export const queueRun = (runId: string) =>
  insist(() => enqueue("run-sync", { runId }, { singletonKey: runId }));

/** As a person does after mending the cause. */
export async function retryRun(runId: string): Promise<void> {
  await insist(() =>
    database().run.update({ where: { id: runId }, data: { status: "queued", finishedAt: null } }),
  );
  await queueRun(runId);
}

/** Whether nothing is under way any more before the time is over. */
export async function waitForRuns(syncs: readonly StoodSync[], ms: number): Promise<boolean> {
  const until = Date.now() + ms;
  for (;;) {
    const left = await Promise.all(syncs.map(isUnderWay));
    if (!left.includes(true)) return true;
    if (Date.now() > until) return false;
    await pause(100);
  }
}
