import { nextStatus } from "@/lib/core/approval/status";
import { change } from "../service";
import { addComment } from "./add-comment";
import { decisionInput, requireMayDecide } from "./approve";
import { readChangeSet } from "./get";
import { lockChangeSet } from "./load";

/** Sends it back. What was approved before keeps running. */
export const requestChanges = change(
  {
    name: "change_set.request_changes",
    role: "approver",
    rows: ({ id }) => ({ changeSet: id }),
    input: decisionInput,
  },
  async (step, { id, text }) => {
    const { tx, actor, audit } = step;
    const changeSet = await lockChangeSet(tx, actor.workspaceId, id);
    await requireMayDecide(step, changeSet);
    const status = nextStatus(changeSet.status, "request_changes");
    await tx.changeSet.update({
      where: { id },
      data: { status, decidedById: actor.userId, decidedAt: new Date(), decisionReason: text },
    });
    if (text) await addComment(tx, changeSet, actor, text);
    await audit({
      action: "change_set.request_changes",
      subject: `change_set:${id}`,
      before: { status: changeSet.status },
      after: { status },
      reason: text,
    });
    return readChangeSet(tx, actor, id);
  },
);
