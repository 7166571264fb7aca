import type { Transaction } from "@/lib/db/client";
import type { Run } from "@/lib/db/generated/client";
import { appendAudit, COTERIE } from "../audit";
import { giveUp } from "./end";
import { holdsPeople } from "./holds-people";

/**
 * A run that emptied an object has ended: with nobody left the sync ends too, and cancelling it keeps the sync. While some
 * are left it waits to be emptied again.
 */
export async function finishEmptying(
  tx: Transaction,
  { id, syncId, workspaceId }: Pick<Run, "id" | "syncId" | "workspaceId">,
  status: Run["status"],
): Promise<void> {
  if (status === "cancelled") {
    await tx.sync.update({ where: { id: syncId }, data: { endingAt: null } });
    return;
  }
  const sync = await tx.sync.findUniqueOrThrow({ where: { id: syncId } });
  if (status !== "succeeded" || (await holdsPeople(tx, sync))) return;
  await giveUp(tx, sync, {
    by: COTERIE,
    reason: `Emptied by run ${id}.`,
    audit: (entry) => appendAudit(tx, workspaceId, COTERIE, entry),
  });
}
