import { measureChangeSet } from "@/lib/services/change-set/measure";
import { enqueue } from "@/lib/services/queue";
import type { JobHandler } from "./job";

const BUSY_WAIT_MS = 2_000;

/** While a run has the sync's state open, measuring waits its turn. */
export const measure: JobHandler<"measure-change-set"> = {
  name: "measure-change-set",
  concurrency: 1,
  async work({ changeSetId }, deps) {
    if ((await measureChangeSet(changeSetId, deps)) !== "busy") return;
    await enqueue("measure-change-set", { changeSetId }, { singletonKey: changeSetId, inMs: BUSY_WAIT_MS });
  },
};
