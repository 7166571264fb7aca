import { z } from "zod";
import { Conflict, NotFound } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import type { PrioritySet } from "@/lib/db/generated/client";
import { storedReferences } from "@/lib/db/stored";
import { recheckApprovals } from "../approval/recheck";
import { chosenAudiences, chosenInput } from "../audience/chosen";
import { requireReadable } from "../audience/readable";
import { change } from "../service";
import { prioritySetView } from "./view";

const input = z.object({
  id: z.string(),
  name: z.string().trim().min(1).max(200),
  /** In the order they are served, the first one first. */
  audiences: z.array(chosenInput).max(50),
  /** The revision the change was made on. */
  revision: z.number().int().positive(),
});

/** Another order, other audiences or versions: approvals of those it concerns ask again. */
export const updatePrioritySet = change(
  { name: "priority_set.update", role: "marketer", input },
  async (step, { id, name, audiences, revision }) => {
    const { tx, actor, audit } = step;
    const { workspaceId } = actor;
    const before = await loadPrioritySet(tx, workspaceId, id);
    const chosen = await chosenAudiences(tx, workspaceId, before.entity, audiences);
    const after = chosen.map(({ audience, version }) =>
      version === undefined ? { audience } : { audience, version },
    );
    const { count } = await tx.prioritySet.updateMany({
      where: { id, workspaceId, revision },
      data: { name, audiences: after, revision: { increment: 1 } },
    });
    if (count === 0) throw setConflict();
    for (const one of after) {
      if (one.version !== undefined)
        await requireReadable(tx, workspaceId, { ...one, entity: before.entity });
    }
    await recheckApprovals(step, {});
    await audit({
      action: "priority_set.update",
      subject: `priority_set:${id}`,
      before: { name: before.name, audiences: storedReferences(before.audiences) },
      after: { name, audiences: after },
    });
    return prioritySetView(tx, await loadPrioritySet(tx, workspaceId, id));
  },
);

export async function loadPrioritySet(
  tx: Pick<Transaction, "prioritySet">,
  workspaceId: string,
  id: string,
): Promise<PrioritySet> {
  const found = await tx.prioritySet.findFirst({ where: { id, workspaceId } });
  if (!found) throw new NotFound("priority set", id);
  return found;
}

function setConflict(): Conflict {
  return new Conflict(
    "SET_CONFLICT",
    "Someone else changed this priority set since you opened it.",
    "Load it again, then make your change.",
  );
}
