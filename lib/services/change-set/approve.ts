import { z } from "zod";
import { mayDecide } from "@/lib/core/approval/may-decide";
import { nextStatus } from "@/lib/core/approval/status";
import { Conflict, Forbidden } from "@/lib/core/errors";
import { voidIfChanged } from "../approval/recheck";
import { change, type Step } from "../service";
import { addComment } from "./add-comment";
import { adopt } from "./adopt";
import { readChangeSet } from "./get";
import { type LoadedChangeSet, lockChangeSet } from "./load";
import { workingAlone } from "./working-alone";

export const decisionInput = z.object({ id: z.string(), text: z.string().trim().max(2_000).optional() });

/**
 * Makes exactly these two versions what the sync runs. Refused to whoever asked for it, unless nobody else decides here
 * and an admin allowed that; and when what it rests on changed since: then the request is void and stays so.
 */
export const approveChangeSet = change(
  {
    name: "change_set.approve",
    role: "approver",
    rows: ({ id }) => ({ changeSet: id }),
    input: decisionInput,
  },
  async (step, { id, text }) => {
    const { tx, actor, audit, refuseAfterCommit } = step;
    const changeSet = await lockChangeSet(tx, actor.workspaceId, id);
    await requireMayDecide(step, changeSet);
    nextStatus(changeSet.status, "approve");
    const voidReason = await voidIfChanged(tx, changeSet, actor);
    if (voidReason !== null) {
      step.unchanged();
      refuseAfterCommit(new Conflict("VOID", voidReason, "Whoever asked for it asks again."));
    } else {
      if (text) await addComment(tx, changeSet, actor, text);
      const unreviewed = changeSet.requestedById === actor.userId;
      await adopt(tx, changeSet, { byId: actor.userId, text, unreviewed, audit });
    }
    return readChangeSet(tx, actor, id);
  },
);

/** Throws Forbidden with the reason the reader is shown too. */
export async function requireMayDecide({ tx, actor }: Step, changeSet: LoadedChangeSet): Promise<void> {
  const decision = mayDecide(actor, changeSet, await workingAlone(tx, actor, changeSet));
  if (decision.may) return;
  throw new Forbidden(decision.because, "Ask another approver or admin to decide.");
}
