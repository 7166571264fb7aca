import { database } from "@/lib/db/client";
import { voidIfChanged } from "../approval/recheck";
import { appendAudit, COTERIE } from "../audit";
import { adopt } from "../change-set/adopt";
import { lockChangeSet } from "../change-set/load";
import { fitsOf } from "./fit";

/**
 * Approves a measured request that lies inside what someone else decided in advance. Returns whether it did; a request
 * that does not waits for a person, whatever happens here.
 */
export async function goLiveIfStanding(changeSetId: string, now: Date): Promise<boolean> {
  return database().$transaction(async (tx) => {
    const { workspaceId } = await tx.changeSet.findUniqueOrThrow({ where: { id: changeSetId } });
    const changeSet = await lockChangeSet(tx, workspaceId, changeSetId);
    if (changeSet.status !== "waiting") return false;
    const standing = (await fitsOf(tx, changeSet, now)).find(({ outside }) => outside.length === 0)?.standing;
    if (!standing || (await voidIfChanged(tx, changeSet, COTERIE)) !== null) return false;
    await adopt(tx, changeSet, {
      byId: standing.createdById,
      text: `Inside the standing approval “${standing.name}”.`,
      standingApprovalId: standing.id,
      audit: (entry) => appendAudit(tx, workspaceId, COTERIE, entry),
    });
    return true;
  });
}
