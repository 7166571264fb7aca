import type { Alone } from "@/lib/core/approval/may-decide";
import type { Transaction } from "@/lib/db/client";
import type { Actor } from "../actor";

const HOUR_MS = 3_600_000;

/**
 * Of a request of one's own: from when its only decider may approve it, unreviewed. Null where somebody else could decide,
 * or no admin allowed it. Who allows it, or lets the others go, only now waits as long from now: the delay is for others to notice.
 */
export async function workingAlone(
  db: Pick<Transaction, "workspace" | "membership" | "auditEvent">,
  { workspaceId, userId }: Actor,
  { requestedById, requestedAt }: { requestedById: string; requestedAt: Date },
): Promise<Alone | null> {
  if (requestedById !== userId) return null;
  const workspace = await db.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  if (workspace.selfApprovalHours === null || (await othersDecide(db, workspaceId, userId))) return null;
  const alone = await db.auditEvent.findFirst({
    where: { workspaceId, action: { in: ["workspace.set_self_approval", "member.update"] } },
    orderBy: { sequence: "desc" },
  });
  const since = Math.max(requestedAt.getTime(), alone?.at.getTime() ?? 0);
  return { from: new Date(since + workspace.selfApprovalHours * HOUR_MS), now: new Date() };
}

/** Whether anyone but this person could decide. */
export async function othersDecide(
  db: Pick<Transaction, "membership">,
  workspaceId: string,
  userId: string,
): Promise<boolean> {
  const other = await db.membership.findFirst({
    where: { workspaceId, userId: { not: userId }, disabled: false, role: { in: ["approver", "admin"] } },
  });
  return other !== null;
}
