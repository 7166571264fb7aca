import { startPrivacyRuns } from "@/lib/services/run/start-privacy";
import type { JobHandler } from "./job";

/** Every night, and when a sync is paused: removals owed to people do not wait for a sync that does not run. */
export const privacySweep: JobHandler<"privacy-sweep"> = {
  name: "privacy-sweep",
  concurrency: 1,
  async work({ syncId }, deps) {
    const runs = await startPrivacyRuns(syncId === null ? undefined : { syncId });
    if (runs.length > 0) deps.log.info({ runs: runs.length }, "privacy runs queued");
  },
};

/** 03:17, away from the full hours when everything else runs. */
export const PRIVACY_SWEEP_CRON = "17 3 * * *";
