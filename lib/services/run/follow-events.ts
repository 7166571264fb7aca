import { setTimeout as delay } from "node:timers/promises";
import type { RunView } from "@/lib/core/views/run";
import type { Actor } from "../actor";
import { getRun } from "./list";

const LOOK_MS = 400;
/** Who was let out of the workspace sees no more of it than this long. */
const WHO_MS = 5_000;
/** A sign of life, so that no proxy takes the silence of a long batch for the end. */
const QUIET_MS = 15_000;
const OVER = ["succeeded", "partly_failed", "failed", "blocked", "cancelled"];

/**
 * A run as it changes, until it is over or nobody listens any more: the view whenever it differs from the one before, and null as a
 * sign of life in between. `who` says who the reader is now, and is asked again while they read.
 */
export async function* followRunView(
  who: () => Promise<Actor>,
  id: string,
  signal: AbortSignal,
  askedEveryMs = WHO_MS,
): AsyncGenerator<RunView | null> {
  let last = "";
  let quietSince = Date.now();
  let actor = await who();
  let askedAt = Date.now();
  while (!signal.aborted) {
    if (Date.now() - askedAt >= askedEveryMs) {
      actor = await who();
      askedAt = Date.now();
    }
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
