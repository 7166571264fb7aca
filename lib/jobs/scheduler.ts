import { setTimeout as delay } from "node:timers/promises";
import { asCoterieError } from "@/lib/core/errors";
import type { RunDeps } from "@/lib/services/run/execute/deps";
import { failureLog } from "@/lib/services/run/execute/failure-log";
import { fireDueSyncs } from "@/lib/services/schedule/fire";

const LOOK_EVERY_MS = 5_000;

/** Looks for syncs that are due until the process ends; every worker does, and each slot is started once. */
export async function runScheduler({ log, stopping }: Pick<RunDeps, "log" | "stopping">): Promise<void> {
  while (!stopping.aborted) {
    await look(log);
    await delay(LOOK_EVERY_MS, undefined, { signal: stopping }).catch(() => undefined);
  }
}

/** A database that is away for a moment is asked again the next time. */
async function look(log: RunDeps["log"]): Promise<void> {
  try {
    const runs = await fireDueSyncs(log);
    if (runs.length > 0) log.info({ runs }, "due syncs started");
  } catch (error) {
    log.error(failureLog(asCoterieError(error)), "could not look for due syncs");
  }
}
