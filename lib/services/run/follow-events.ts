import { setTimeout as delay } from "node:timers/promises";
import type { RunView } from "@/lib/core/views/run";
import type { Actor } from "../actor";
import { getRun } from "./list";

const LOOK_MS = 400;
/** A sign of life, so that no proxy takes the silence of a long batch for the end. */
const QUIET_MS = 15_000;
const OVER = ["succeeded", "partly_failed", "failed", "blocked", "cancelled"];

/**
 * A run as it changes, until it is over or nobody listens any more: the view whenever it differs from the one before, and null as a
 * sign of life in between. The reader's right to see it is looked at each time.
 */
export async function* followRunView(
  actor: Actor,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<RunView | null> {
  let last = "";
  let quietSince = Date.now();
  while (!signal.aborted) {
    const view = await getRun(actor, { id });
    const text = JSON.stringify(view);
    if (text !== last) {
      yield view;
      [last, quietSince] = [text, Date.now()];
    } else if (Date.now() - quietSince > QUIET_MS) {
      yield null;
      quietSince = Date.now();
    }
    if (OVER.includes(view.status)) return;
    await delay(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}
