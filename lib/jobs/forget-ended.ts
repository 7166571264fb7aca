import { forgetEnded } from "@/lib/services/sync/forget-ended";
import type { JobHandler } from "./job";

/** By one worker for all of them: several machines share where state is kept. */
export const forgetEndedSyncs: JobHandler<"forget-ended"> = {
  name: "forget-ended",
  concurrency: 1,
  async work(_, deps) {
    const syncs = await forgetEnded(deps);
    if (syncs > 0) deps.log.info({ syncs }, "state of ended syncs forgotten");
  },
};

/** 03:32, every night. */
export const FORGET_ENDED_CRON = "32 3 * * *";
