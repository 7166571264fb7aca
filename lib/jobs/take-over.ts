import { setTimeout as delay } from "node:timers/promises";
import { asCoterieError } from "@/lib/core/errors";
import type { RunDeps } from "@/lib/services/run/execute/deps";
import { failureLog } from "@/lib/services/run/execute/failure-log";
import { type Suspects, takeOverRuns } from "@/lib/services/run/take-over";

/** Looks for runs whose worker is gone until the process ends; whoever sees one twice puts it back into the queue. */
export async function runTakeOver(
  { log, stopping }: Pick<RunDeps, "log" | "stopping">,
  everyMs: number,
): Promise<void> {
  let suspects: Suspects = new Set();
  while (!stopping.aborted) {
    await delay(everyMs, undefined, { signal: stopping }).catch(() => undefined);
    if (!stopping.aborted) suspects = await look(suspects, log);
  }
}

async function look(before: Suspects, log: RunDeps["log"]): Promise<Suspects> {
  try {
    const { suspects, taken } = await takeOverRuns(before);
    if (taken.length > 0) log.warn({ runs: taken }, "runs taken over from a worker that is gone");
    return suspects;
  } catch (error) {
    log.error(failureLog(asCoterieError(error)), "could not look for runs to take over");
    return new Set();
  }
}
