import { z } from "zod";
import { Conflict, NotFound } from "@/lib/core/errors";
import { storedTrait } from "@/lib/db/stored";
import { requireRole } from "../actor";
import { currentCatalog } from "../catalog/current";
import { lockRow } from "../lock";
import { change } from "../service";
import { policiesNaming, usageOfTrait } from "./usage";

/** Takes a trait nobody uses out of the catalog; its versions stay on record. */
export const deleteTrait = change(
  { name: "trait.delete", role: "marketer", input: z.object({ id: z.string() }) },
  async ({ tx, actor, audit }, { id }) => {
    const { workspaceId } = actor;
    await lockRow(tx, "Trait", workspaceId, id);
    const trait = await tx.trait.findFirst({
      where: { id, workspaceId, deletedAt: null },
      include: { versions: { orderBy: { version: "desc" }, take: 1 } },
    });
    const [newest] = trait?.versions ?? [];
    if (!trait || !newest) throw new NotFound("trait", id);
    if (storedTrait(newest.definition).kind === "sql") requireRole(actor, "approver");
    const { catalog } = await currentCatalog(tx, workspaceId);
    const { traits, audiences, syncs } = await usageOfTrait(tx, workspaceId, catalog, trait);
    const policies = await policiesNaming(tx, workspaceId, catalog, trait.name);
    const [first, ...others] = [
      ...policies.map((destination) => `the policy of ${destination}`),
      ...traits.map(({ label }) => label),
      ...[...audiences, ...syncs].map(({ name }) => name),
    ];
    if (first !== undefined) {
      throw new Conflict(
        "TRAIT_IN_USE",
        `The trait is used by ${first}${others.length === 0 ? "" : ` and ${others.length} more`}.`,
        "Take it out of those first: policies, traits, and audiences with their drafts and newest versions.",
      );
    }
    await tx.trait.update({ where: { id }, data: { deletedAt: new Date() } });
    await audit({
      action: "trait.delete",
      subject: `trait:${id}`,
      before: { entity: trait.entity, name: trait.name, version: newest.version },
    });
    return { id };
  },
);
