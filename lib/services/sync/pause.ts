import { z } from "zod";
import { enqueue } from "@/lib/db/queue";
import { change, type Step } from "../service";
import { lastRunsOf } from "./last-runs";
import { loadSync } from "./load";
import { syncRow, withSyncRow } from "./view";

const input = z.object({ id: z.string(), reason: z.string().trim().max(1_000).optional() });

/** Stops additions and ordinary removals. Withdrawn consent still leaves. */
export const pauseSync = change(
  { name: "sync.pause", role: "marketer", rows: ({ id }) => ({ sync: id }), input },
  (step, { id, reason }) => setPaused(step, id, true, reason),
);

/** Lets it run again, if what was approved still holds. */
export const resumeSync = change(
  { name: "sync.resume", role: "marketer", rows: ({ id }) => ({ sync: id }), input },
  (step, { id, reason }) => setPaused(step, id, false, reason),
);

/** `byRunId`: an undo does, for `reason`, and goes on; whoever pauses it after that stops the undo as well. */
export async function setPaused(
  { tx, actor, audit, unchanged }: Step,
  id: string,
  paused: boolean,
  reason?: string,
  byRunId: string | null = null,
) {
  const before = await loadSync(tx, actor.workspaceId, id);
  const isSame = before.paused === paused && before.pausedByRunId === byRunId;
  const why = paused
    ? { pausedAt: new Date(), pausedById: actor.userId, pauseReason: reason || null }
    : { pausedAt: null, pausedById: null, pauseReason: null };
  const data = isSame ? {} : { paused, pausedByRunId: byRunId, ...why };
  const sync = await tx.sync.update({ where: { id }, data, include: withSyncRow });
  if (isSame) unchanged();
  else {
    // From now on only what is owed to people who withdrew leaves, and it leaves at once.
    if (paused) await enqueue("privacy-sweep", { syncId: id }, { singletonKey: id, tx });
    await audit({
      action: paused ? "sync.pause" : "sync.resume",
      subject: `sync:${id}`,
      before: { paused: before.paused },
      after: { paused },
      reason: byRunId === null ? reason : "The last run was undone.",
    });
  }
  return syncRow(sync, await lastRunsOf(tx, [id]));
}
