import { z } from "zod";
import { InvalidInput } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import { recheckApprovals } from "../approval/recheck";
import { type Chosen, chosenAudiences, chosenInput } from "../audience/chosen";
import { requireReadable } from "../audience/readable";
import { change } from "../service";
import { readExclusions } from "./list";

const input = z.object({
  entity: z.string().min(1),
  audiences: z.array(chosenInput).max(20),
  reason: z.string().trim().min(1).max(1_000),
});

/**
 * Sets whom no audience of the entity ever has. Every approval that rests on it asks again; until then only the removals it
 * owes are sent.
 */
export const setExclusions = change(
  { name: "exclusion.set", role: "admin", input },
  async (step, { entity, audiences, reason }) => {
    const { tx, actor, audit } = step;
    const { workspaceId } = actor;
    const before = await readExclusions(tx, workspaceId);
    const chosen = await chosenAudiences(tx, workspaceId, entity, audiences);
    await replace(tx, workspaceId, entity, chosen);
    for (const { audience, version } of chosen) {
      await requireReadable(tx, workspaceId, { audience, version, entity });
    }
    const after = await readExclusions(tx, workspaceId);
    await recheckApprovals(step, {});
    await audit({
      action: "exclusion.set",
      subject: `workspace:${workspaceId}`,
      before: { entity, exclusions: before.filter((one) => one.entity === entity) },
      after: { entity, exclusions: after.filter((one) => one.entity === entity) },
      reason,
    });
    return after;
  },
);

async function replace(
  tx: Transaction,
  workspaceId: string,
  entity: string,
  chosen: readonly Chosen[],
): Promise<void> {
  await tx.workspaceExclusion.deleteMany({ where: { workspaceId, audience: { entity } } });
  await tx.workspaceExclusion.createMany({
    data: chosen.map(({ id, version, audience }) => {
      if (version === undefined) throw unsaved(audience);
      return { workspaceId, audienceId: id, version };
    }),
  });
}

function unsaved(audience: string): InvalidInput {
  return new InvalidInput({
    code: "AUDIENCE_UNSAVED",
    message: `\`${audience}\` has no saved version yet, so nobody can be excluded by it.`,
    fix: "Save a version of it first.",
  });
}
