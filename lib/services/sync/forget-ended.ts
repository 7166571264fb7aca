import { asCoterieError } from "@/lib/core/errors";
import { database } from "@/lib/db/client";
import { retentionOf } from "@/lib/state";
import type { RunDeps } from "../run/execute/deps";
import { failureLog } from "../run/execute/failure-log";
import { runWithSubject } from "../run/execute/subject";

const DAY_MS = 86_400_000;
/** Whoever ended longer ago was forgotten on one of so many nights. */
const NIGHTS = 365;

type World = Pick<RunDeps, "state" | "warehouseState" | "lease" | "now" | "log">;

/**
 * Removes what the state stores know of syncs that ended longer ago than past plans are kept: nothing plans there any more, so
 * nothing else would ever let go of their identifiers and of what was sent beside them. Returns how many were looked at.
 */
export async function forgetEnded(world: World): Promise<number> {
  const before = world.now().getTime() - retentionOf().planDays * DAY_MS;
  const ended = await database().sync.findMany({
    where: { endedAt: { lt: new Date(before), gt: new Date(before - NIGHTS * DAY_MS) } },
    select: { id: true, runs: { select: { id: true }, orderBy: { createdAt: "desc" }, take: 1 } },
    orderBy: { endedAt: "asc" },
  });
  for (const { id, runs } of ended) {
    await forget(world, id, runs[0]?.id).catch((error: unknown) => {
      world.log.warn({ sync: id, ...failureLog(asCoterieError(error)) }, "ended sync not forgotten yet");
    });
  }
  return ended.length;
}

/** Whoever looks at a past plan meanwhile keeps it until the next night. */
async function forget({ state, warehouseState, lease }: World, id: string, runId?: string): Promise<void> {
  const held = await lease(`sync:${id}`);
  if (!held) return;
  try {
    const subject = runId === undefined ? null : (await runWithSubject(runId)).subject;
    const store = (subject && (await warehouseState?.(subject))) ?? state;
    await store.erase(id);
  } finally {
    await held.release();
  }
}
