import { z } from "zod";
import { NotFound } from "@/lib/core/errors";
import { change } from "../service";

/** Nothing goes live inside of it any more; what did stays approved. */
export const withdrawStandingApproval = change(
  {
    name: "standing_approval.withdraw",
    role: "approver",
    input: z.object({ id: z.string(), reason: z.string().trim().min(1).max(1_000) }),
  },
  async ({ tx, actor, audit, unchanged }, { id, reason }): Promise<void> => {
    const { workspaceId, userId } = actor;
    const standing = await tx.standingApproval.findFirst({ where: { id, workspaceId } });
    if (!standing) throw new NotFound("standing approval", id);
    const { count } = await tx.standingApproval.updateMany({
      where: { id, withdrawnAt: null },
      data: { withdrawnAt: new Date(), withdrawnById: userId },
    });
    if (count === 0) return unchanged();
    await audit({
      action: "standing_approval.withdraw",
      subject: `standing_approval:${id}`,
      before: { name: standing.name, expiresAt: standing.expiresAt },
      after: { withdrawn: true },
      reason,
    });
  },
);
