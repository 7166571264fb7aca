import { z } from "zod";
import { enqueue } from "@/lib/db/queue";
import { change } from "../service";

const reason = z.string().trim().min(1).max(1_000);

/**
 * The one button: from now on no sync of the workspace adds anyone, whatever is approved, queued or under way; a run
 * looks before each call. Nothing else is taken out either, but what is owed to people, and that leaves at once.
 */
export const stopAdditions = change(
  { name: "workspace.stop_additions", role: "approver", input: z.object({ reason }) },
  async ({ tx, actor, audit, unchanged }, { reason }): Promise<void> => {
    const { workspaceId: id, userId } = actor;
    const stopped = await tx.workspace.updateMany({
      where: { id, additionsStoppedAt: null },
      data: { additionsStoppedAt: new Date(), additionsStoppedById: userId, additionsStopReason: reason },
    });
    if (stopped.count === 0) return unchanged();
    const syncs = await tx.sync.findMany({ where: { workspaceId: id, endedAt: null }, select: { id: true } });
    for (const { id: syncId } of syncs) {
      await enqueue("privacy-sweep", { syncId }, { singletonKey: syncId, tx });
    }
    await audit({
      action: "workspace.stop_additions",
      subject: `workspace:${id}`,
      before: { additionsStopped: false },
      after: { additionsStopped: true },
      reason,
    });
  },
);

/** Every sync goes on at its next run, if what was approved for it still holds. */
export const resumeAdditions = change(
  { name: "workspace.resume_additions", role: "approver", input: z.object({ reason }) },
  async ({ tx, actor, audit, unchanged }, { reason }): Promise<void> => {
    const { workspaceId: id } = actor;
    const resumed = await tx.workspace.updateMany({
      where: { id, additionsStoppedAt: { not: null } },
      data: { additionsStoppedAt: null, additionsStoppedById: null, additionsStopReason: null },
    });
    if (resumed.count === 0) return unchanged();
    await audit({
      action: "workspace.resume_additions",
      subject: `workspace:${id}`,
      before: { additionsStopped: true },
      after: { additionsStopped: false },
      reason,
    });
  },
);
