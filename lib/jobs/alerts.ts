import { asCoterieError } from "@/lib/core/errors";
import { queueDigests, sendDigest } from "@/lib/services/alert/digest";
import { evaluateAll, evaluateSync } from "@/lib/services/alert/evaluate";
import { sendAlert } from "@/lib/services/alert/send";
import { failureLog } from "@/lib/services/run/execute/failure-log";
import type { JobHandler } from "./job";

/** After a run, of its sync; every five minutes of all, since being late is no event. */
export const evaluateAlerts: JobHandler<"evaluate-alerts"> = {
  name: "evaluate-alerts",
  concurrency: 1,
  async work({ syncId }, { log, now }) {
    if (syncId !== null) {
      await evaluateSync(syncId, now);
      return;
    }
    await evaluateAll((sync, error) => {
      log.error({ sync, ...failureLog(asCoterieError(error)) }, "sync cannot be judged");
    }, now);
    await queueDigests(now());
  },
};

export const EVALUATE_ALERTS_CRON = "*/5 * * * *";

export const sendAlerts: JobHandler<"send-alert"> = {
  name: "send-alert",
  concurrency: 2,
  work: (data) => sendAlert(data),
};

export const sendDigests: JobHandler<"send-digest"> = {
  name: "send-digest",
  concurrency: 1,
  work: (data) => sendDigest(data),
};
