import { asCoterieError } from "@/lib/core/errors";
import { closeBell, type JobName, type QueuedJob, queue, stopQueue } from "@/lib/services/queue";
import type { RunDeps } from "@/lib/services/run/execute/deps";
import { failureLog } from "@/lib/services/run/execute/failure-log";
import { runWorld } from "@/lib/services/run/execute/world";
import { createLog } from "@/lib/trace/log";
import { onBehalfOf } from "@/lib/trace/on-behalf-of";
import { EVALUATE_ALERTS_CRON, evaluateAlerts, sendAlerts, sendDigests } from "./alerts";
import { FORGET_ENDED_CRON, forgetEndedSyncs } from "./forget-ended";
import { giveUp } from "./give-up";
import type { JobHandler } from "./job";
import { measure } from "./measure-change-set";
import { NOTE_ANCHORS_CRON, noteAnchors } from "./note-anchors";
import { PRIVACY_SWEEP_CRON, privacySweep } from "./privacy-sweep";
import { runSync } from "./run-sync";
import { runScheduler } from "./scheduler";
import { runTakeOver } from "./take-over";

export type WorkerOptions = {
  /** COTERIE_HOME. */
  home: string;
  log?: RunDeps["log"];
  /** In place of parts of the real world, for tests. */
  world?: Partial<RunDeps>;
  /** Tests that start hundreds look more often. */
  pace?: Partial<Pace>;
};

/** How often a worker asks for runs, for other jobs, and for runs whose worker is gone. */
export type Pace = { runSeconds: number; otherSeconds: number; takeOverMs: number };

export type Worker = { stop(): Promise<void> };

const PACE: Pace = { runSeconds: 1, otherSeconds: 1, takeOverMs: 3_000 };

/**
 * Takes jobs from the queue of DATABASE_URL until it is stopped. Stopping lets go of runs under way where they are:
 * they are queued again and any worker goes on with them.
 */
export async function startWorker({
  home,
  log = createLog("worker"),
  world,
  pace,
}: WorkerOptions): Promise<Worker> {
  const { runSeconds, otherSeconds, takeOverMs } = { ...PACE, ...pace };
  const stopping = new AbortController();
  const deps = { ...runWorld({ home, log, stopping: stopping.signal }), ...world };
  const boss = await queue();
  const busy = new Set<Promise<void>>();

  async function listen<N extends JobName>({ name, concurrency, work }: JobHandler<N>): Promise<void> {
    const pollingIntervalSeconds = name === "run-sync" ? runSeconds : otherSeconds;
    const options = { localConcurrency: concurrency, pollingIntervalSeconds };
    await boss.work<QueuedJob<N>>(name, options, async ([job]) => {
      if (!job) return;
      await onBehalfOf(job.data.origin, `work ${name}`, "consumer", async () => {
        const working = work(job.data, deps);
        busy.add(working);
        try {
          await working;
        } catch (error) {
          const failure = asCoterieError(error);
          log.error({ job: name, ...failureLog(failure) }, "job failed");
          // The queue stores what it is thrown; our code is all it may know.
          throw new Error(failure.code);
        } finally {
          busy.delete(working);
        }
      });
    });
  }

  await listen(giveUp);
  await listen(runSync);
  await listen(measure);
  await listen(privacySweep);
  await listen(noteAnchors);
  await listen(forgetEndedSyncs);
  await listen(evaluateAlerts);
  await listen(sendAlerts);
  await listen(sendDigests);
  await boss.schedule("privacy-sweep", PRIVACY_SWEEP_CRON, { syncId: null }, { singletonKey: "nightly" });
  await boss.schedule("note-anchors", NOTE_ANCHORS_CRON, {}, { singletonKey: "nightly" });
  await boss.schedule("forget-ended", FORGET_ENDED_CRON, {}, { singletonKey: "nightly" });
  await boss.schedule("evaluate-alerts", EVALUATE_ALERTS_CRON, { syncId: null }, { singletonKey: "all" });
  busy.add(runScheduler(deps));
  busy.add(runTakeOver(deps, takeOverMs));
  log.info("worker ready");
  return {
    async stop() {
      stopping.abort();
      await Promise.allSettled(busy);
      await stopQueue();
      await closeBell();
    },
  };
}
