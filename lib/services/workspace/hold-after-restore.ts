import { database } from "@/lib/db/client";
import { enqueue } from "@/lib/db/queue";
import { appendAudit, COTERIE } from "../audit";

/**
 * Makes every approved sync wait for a new approval: whom it sent after the backup was taken is not in its ledger, so it
 * would never take them out again, and someone must decide what to do about them. One that had not run by then may have run
 * for the first time since. Returns how many wait.
 */
export async function holdAfterRestore(takenAt: string): Promise<number> {
  const syncs = await database().sync.findMany({
    where: {
      endedAt: null,
      voidReason: null,
      approvedVersionId: { not: null },
    },
    select: { id: true, workspaceId: true, approvedHash: true },
  });
  const reason = `Restored from a backup of ${takenAt}: people sent after that are not in the ledger. Compare the size at the destination before you approve.`;
  for (const { id, workspaceId, approvedHash } of syncs) {
    await database().$transaction(async (tx) => {
      await tx.sync.update({ where: { id }, data: { voidReason: reason } });
      await enqueue("privacy-sweep", { syncId: id }, { singletonKey: id, tx });
      await appendAudit(tx, workspaceId, COTERIE, {
        action: "sync.void",
        subject: `sync:${id}`,
        before: { approvedHash },
        reason,
      });
    });
  }
  return syncs.length;
}
