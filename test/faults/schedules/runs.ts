import { database } from "@/lib/db/client";
import type { Run } from "@/lib/db/generated/client";
import { enqueue } from "@/lib/db/queue";
import { createRun } from "@/test/factories/sync";
import { PLATFORMS } from "./platforms";
import type { StoodSync } from "./stand";

const UNDER_WAY: readonly Run["status"][] = ["queued", "running"];
const STOPPED: readonly Run["status"][] = ["failed", "cancelled", "blocked"];
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
  return run !== null && UNDER_WAY.includes(run.status);
}

export async function startRun(stood: StoodSync, kind: "sync" | "resync" = "sync"): Promise<void> {
  await queueRun(await createRunOf(stood, kind));
}

async function createRunOf(
  { sync }: StoodSync,
  kind: "sync" | "resync" | "undo",
  undoesRunId: string | null = null,
): Promise<string> {
  const id = await insist(() => createRun(sync));
  await insist(() => database().run.update({ where: { id }, data: { kind, undoesRunId } }));
  return id;
}

export const queueRun = (runId: string) =>
  insist(() => enqueue("run-sync", { runId }, { singletonKey: runId }));

/** What is under way goes on; what stopped is taken up or followed by another. */
export async function beginRun(stood: StoodSync, retries: boolean): Promise<void> {
  const run = await newest(stood);
  if (run && UNDER_WAY.includes(run.status)) return;
  if (run && retries && STOPPED.includes(run.status)) await retryRun(run.id);
  else await startRun(stood);
}

/** As a person does after mending the cause. */
async function retryRun(id: string): Promise<void> {
  const data = { status: "queued" as const, finishedAt: null, cancelRequestedAt: null };
  await insist(() => database().run.update({ where: { id }, data }));
  await queueRun(id);
}

/** As a person does: what waits ends now, what runs stops soon. */
export async function cancelRun(stood: StoodSync): Promise<void> {
  const run = await newest(stood);
  const cancelRequestedAt = new Date();
  await insist(async () => {
    await database().run.updateMany({
      where: { id: run?.id, status: "queued" },
      data: { cancelRequestedAt, status: "cancelled", finishedAt: cancelRequestedAt },
    });
    await database().run.updateMany({
      where: { id: run?.id, status: "running" },
      data: { cancelRequestedAt },
    });
  });
}

/** What ran through is undone, and the sync waits until someone looked. What was written to records is not kept, so they stay. */
export async function undoRun(stood: StoodSync): Promise<void> {
  if (PLATFORMS[stood.platform.kind].writes === "records") return;
  const run = await newest(stood);
  if (run?.status !== "succeeded" || run.kind === "undo" || run.lane === "privacy") return;
  const undo = await createRunOf(stood, "undo", run.id);
  await setPaused(stood, true, undo);
  await queueRun(undo);
}

/** A run that paused its sync itself may still send. */
export const setPaused = ({ sync }: StoodSync, paused: boolean, pausedByRunId: string | null = null) =>
  insist(() => database().sync.update({ where: { id: sync.syncId }, data: { paused, pausedByRunId } }));

/** What is owed to people leaves at once. */
export async function pauseSync(stood: StoodSync): Promise<void> {
  const { syncId } = stood.sync;
  await setPaused(stood, true);
  await insist(() => enqueue("privacy-sweep", { syncId }, { singletonKey: syncId }));
}

/** Whether nothing is under way any more before the time is over. */
export async function waitForRuns(syncs: readonly StoodSync[], ms: number): Promise<boolean> {
  const until = Date.now() + ms;
  for (;;) {
    const left = await Promise.all(syncs.map(isUnderWay));
    if (!left.includes(true)) return true;
    if (Date.now() > until) return false;
    await pause(120);
  }
}

/** Until a run of the privacy lane is the newest, or the time is over. */
export async function waitForPrivacyRun(stood: StoodSync, ms: number): Promise<void> {
  const until = Date.now() + ms;
  while ((await newest(stood))?.lane !== "privacy" && Date.now() < until) await pause(200);
}
