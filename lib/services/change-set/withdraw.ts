import { z } from "zod";
import { nextStatus } from "@/lib/core/approval/status";
import { Forbidden } from "@/lib/core/errors";
import { change } from "../service";
import { readChangeSet } from "./get";
import { lockChangeSet } from "./load";

/** Takes a request back; for whoever asked, and for admins. */
export const withdrawChangeSet = change(
  {
    name: "change_set.withdraw",
    role: "marketer",
    rows: ({ id }) => ({ changeSet: id }),
    input: z.object({ id: z.string(), text: z.string().trim().max(2_000).optional() }),
  },
  async ({ tx, actor, audit }, { id, text }) => {
    const changeSet = await lockChangeSet(tx, actor.workspaceId, id);
    if (changeSet.requestedById !== actor.userId && actor.role !== "admin") {
      throw new Forbidden("Only who asked for it, or an admin, withdraws a request.");
    }
    const status = nextStatus(changeSet.status, "withdraw");
    await tx.changeSet.update({
      where: { id },
      data: { status, decidedById: actor.userId, decidedAt: new Date(), decisionReason: text },
    });
    await audit({
      action: "change_set.withdraw",
      subject: `change_set:${id}`,
      before: { status: changeSet.status },
      after: { status },
      reason: text,
    });
    return readChangeSet(tx, actor, id);
  },
);
