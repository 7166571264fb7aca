import { giveUpRun } from "@/lib/services/run/give-up";
import type { JobHandler } from "./job";

/** Gets what `run-sync` tried too often. */
export const giveUp: JobHandler<"give-up-run"> = {
  name: "give-up-run",
  concurrency: 1,
  work: ({ runId }) => giveUpRun(runId),
};
