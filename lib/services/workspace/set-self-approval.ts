import { z } from "zod";
import { Conflict } from "@/lib/core/errors";
import { othersDecide } from "../change-set/working-alone";
import { change } from "../service";

const input = z.object({
  /** Null: not at all. */
  hours: z.number().int().min(1).max(168).nullable(),
  reason: z.string().trim().min(1).max(1_000),
});

/**
 * Whether the only person who decides in a workspace may, after a delay, approve what they asked for themselves. Such
 * approvals are marked as not reviewed; as soon as somebody else may decide, there are none.
 */
export const setSelfApproval = change(
  { name: "workspace.set_self_approval", role: "admin", input },
  async ({ tx, actor, audit, unchanged }, { hours, reason }): Promise<void> => {
    const { workspaceId: id, userId } = actor;
    if (hours !== null && (await othersDecide(tx, id, userId))) {
      throw new Conflict(
        "OTHERS_DECIDE",
        "Somebody else may decide in this workspace, so nobody needs to approve their own requests.",
        "Ask them, or a second approver.",
      );
    }
    const before = await tx.workspace.findUniqueOrThrow({ where: { id } });
    if (before.selfApprovalHours === hours) return unchanged();
    await tx.workspace.update({ where: { id }, data: { selfApprovalHours: hours } });
    await audit({
      action: "workspace.set_self_approval",
      subject: `workspace:${id}`,
      before: { selfApprovalHours: before.selfApprovalHours },
      after: { selfApprovalHours: hours },
      reason,
    });
  },
);
