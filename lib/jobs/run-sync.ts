import { queueEvaluation } from "@/lib/services/alert/queue-evaluation";
import { enqueue } from "@/lib/services/queue";
import { executeRun } from "@/lib/services/run/execute";
import type { JobHandler } from "./job";

const BUSY_WAIT_MS = 2_000;

/** A run that has to wait goes back into the queue, so that no worker sleeps on it. */
export const runSync: JobHandler<"run-sync"> = {
  name: "run-sync",
  concurrency: 2,
  async work({ runId }, deps) {
    const outcome = await executeRun(runId, deps);
    if (outcome.kind === "finished") return queueEvaluation(runId);
    const inMs = outcome.kind === "wait" ? outcome.until.getTime() - deps.now().getTime() : BUSY_WAIT_MS;
    await enqueue("run-sync", { runId }, { singletonKey: runId, inMs });
  },
};
