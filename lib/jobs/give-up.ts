import { queueEvaluation } from "@/lib/services/alert/queue-evaluation";
import { giveUpMeasuring } from "@/lib/services/change-set/give-up";
import { giveUpRun } from "@/lib/services/run/give-up";
import type { JobHandler } from "./job";

/** Gets what was tried too often, as it was told. */
export const giveUp: JobHandler<"give-up"> = {
  name: "give-up",
  concurrency: 1,
  async work(data) {
    if (!("runId" in data)) return giveUpMeasuring(data.changeSetId);
    await giveUpRun(data.runId);
    await queueEvaluation(data.runId);
  },
};
