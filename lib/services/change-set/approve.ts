import { z } from "zod";
import { mayDecide } from "@/lib/core/approval/may-decide";
import { nextStatus } from "@/lib/core/approval/status";
import { Conflict, Forbidden } from "@/lib/core/errors";
import { voidIfChanged } from "../approval/recheck";
import { change, type Step } from "../service";
import { reclaimSync } from "../sync/record/claims";
import { addComment } from "./add-comment";
import { readChangeSet } from "./get";
import { type LoadedChangeSet, lockChangeSet } from "./load";

export const decisionInput = z.object({ id: z.string(), text: z.string().trim().max(2_000).optional() });

/**
 * Makes exactly these two versions what the sync runs. Refused to whoever asked for it, and when what it rests on changed
 * since: then the request is void and stays so.
 */
export const approveChangeSet = change(
  { name: "change_set.approve", role: "approver", input: decisionInput },
  async (step, { id, text }) => {
    const { tx, actor, refuseAfterCommit } = step;
    const changeSet = await lockChangeSet(tx, actor.workspaceId, id);
    requireMayDecide(step, changeSet);
    const status = nextStatus(changeSet.status, "approve");
    const voidReason = await voidIfChanged(tx, changeSet, actor);
    if (voidReason !== null) {
      step.unchanged();
      refuseAfterCommit(new Conflict("VOID", voidReason, "Whoever asked for it asks again."));
    } else {
      await tx.changeSet.update({
        where: { id },
        data: { status, decidedById: actor.userId, decidedAt: new Date(), decisionReason: text },
      });
      if (text) await addComment(tx, changeSet, actor, text);
      await adopt(step, changeSet, text);
    }
    return readChangeSet(tx, actor, id);
  },
);

/** Throws Forbidden with the reason the reader is shown too. */
export function requireMayDecide({ actor }: Step, changeSet: LoadedChangeSet): void {
  const decision = mayDecide(actor, changeSet);
  if (decision.may) return;
  throw new Forbidden(decision.because, "Ask another approver or admin to decide.");
}

async function adopt({ tx, audit }: Step, changeSet: LoadedChangeSet, reason?: string): Promise<void> {
  const { sync } = changeSet;
  await tx.sync.update({
    where: { id: sync.id },
    data: {
      approvedVersionId: changeSet.syncVersionId,
      approvedAudienceVersionId: changeSet.audienceVersionId,
      approvedChangeSetId: changeSet.id,
      approvedHash: changeSet.hash,
      approvedAt: new Date(),
      voidReason: null,
    },
  });
  await reclaimSync(tx, sync.id);
  await audit({
    action: "change_set.approve",
    subject: `change_set:${changeSet.id}`,
    before: {
      status: changeSet.status,
      approvedHash: sync.approvedHash,
      audienceVersion: changeSet.fromAudienceVersion?.version ?? null,
    },
    after: {
      status: "approved",
      sync: sync.id,
      approvedHash: changeSet.hash,
      audienceVersion: changeSet.audienceVersion.version,
      syncVersion: changeSet.syncVersion.version,
    },
    reason,
  });
}
