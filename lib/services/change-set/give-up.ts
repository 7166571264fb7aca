import { decideMeasured } from "./measure";

/** Ends the measuring of a request nobody could measure. */
export async function giveUpMeasuring(changeSetId: string): Promise<void> {
  await decideMeasured(changeSetId, {
    status: "failed",
    failure: {
      code: "WORKER_KEPT_ENDING",
      message: "The process measuring this request ended again and again.",
      fix: "Look at the worker's log and its memory, then ask for approval again.",
      remedy: "retry",
    },
  });
}
