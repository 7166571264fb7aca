import { CoterieError } from "@/lib/core/errors";
import type { HttpAnswer } from "@/lib/http/request";

/** Whether whoever was written to may take it another time: too much at once, or trouble of their own. */
const isPassing = (status: number) => status === 408 || status === 429 || status >= 500;

/** Throws unless the answer says that the message was taken. Of what it says nothing is kept but its status. */
export function requireTaken({ status }: HttpAnswer, who: string): void {
  if (status >= 200 && status <= 299) return;
  if (isPassing(status)) {
    throw new CoterieError({
      code: "NOTIFY_BUSY",
      message: `${who} did not take the message now (status ${status}).`,
      remedy: "retry",
      fix: "It is sent again by itself; if it lasts, look at the receiver.",
      details: { status },
    });
  }
  throw refused(who, `it answered with status ${status}`);
}

export function refused(who: string, why: string): CoterieError {
  return new CoterieError({
    code: "NOTIFY_REFUSED",
    message: `${who} refused the message: ${why}.`,
    remedy: "fix_input",
    fix: "Check the channel's address and its secret under Settings, Alerts, and send a test.",
  });
}
