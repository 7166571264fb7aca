import { z } from "zod";
import { isSame } from "@/lib/core/canonical";
import { resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import { Conflict } from "@/lib/core/errors";
import { storedTrait, toJson } from "@/lib/db/stored";
import { requireRole } from "../actor";
import { recheckApprovals } from "../approval/recheck";
import { currentCatalog } from "../catalog/current";
import { change } from "../service";
import { examine } from "./examine";
import { asDefinition, definitionInput, refuseTrait, traitName } from "./input";
import { policiesNaming } from "./usage";

const input = z.object({
  entity: z.string(),
  name: traitName,
  definition: definitionInput,
  /** The version the change was made on; null for a new trait. */
  version: z.number().int().positive().nullable(),
});

/** A new trait, or a new version of one made in the application. Approvals that rest on it become void where it changed. */
export const saveTrait = change(
  { name: "trait.save", role: "marketer", input },
  async (step, { entity, name, definition: given, version: basedOn }) => {
    const { tx, actor, audit, unchanged } = step;
    const { workspaceId, userId } = actor;
    if (given.kind === "sql") requireRole(actor, "approver");
    // Waits for another save, so that versions follow each other.
    await tx.$queryRaw`SELECT "id" FROM "Workspace" WHERE "id" = ${workspaceId} FOR UPDATE`;
    const { catalog } = await currentCatalog(tx, workspaceId);
    resolved(resolveEntity(catalog, entity));
    const known = await tx.trait.findFirst({
      where: { workspaceId, entity, name, deletedAt: null },
      include: { versions: { orderBy: { version: "desc" }, take: 1 } },
    });
    const last = known?.versions[0] ?? null;
    if ((last?.version ?? null) !== basedOn) throw last ? changedMeanwhile() : gone();
    if (!known && catalog.entities[entity]?.traits?.[name]) throw nameTaken(name);
    // Whoever may not write SQL may not do away with it either.
    if (last && storedTrait(last.definition).kind === "sql") requireRole(actor, "approver");
    // Nor may whoever sets no policies change what one tells consent by: removals owed to that need no approval.
    if ((await policiesNaming(tx, workspaceId, catalog, name)).length > 0) requireRole(actor, "admin");
    const definition = asDefinition(given);
    const examined = await examine(catalog, entity, name, definition);
    if (!examined.trait) refuseTrait(examined.problems);
    const stored = toJson(definition);
    if (last && isSame(last.definition, stored)) {
      unchanged();
      return { id: known!.id, version: last.version };
    }
    const trait = known ?? (await tx.trait.create({ data: { workspaceId, entity, name } }));
    const version = (last?.version ?? 0) + 1;
    await tx.traitVersion.create({
      data: { workspaceId, traitId: trait.id, version, definition: stored, createdById: userId },
    });
    await recheckApprovals(step, {});
    await audit({
      action: "trait.save",
      subject: `trait:${trait.id}`,
      before: last ? { version: last.version } : null,
      after: { entity, name, version, kind: definition.kind, label: definition.label },
    });
    return { id: trait.id, version };
  },
);

function changedMeanwhile(): Conflict {
  return new Conflict(
    "TRAIT_CHANGED",
    "This trait was saved by someone else, or exists already.",
    "Load it again, then make your change.",
  );
}

function gone(): Conflict {
  return new Conflict("TRAIT_GONE", "This trait was deleted meanwhile.", "Make it anew under this name.");
}

function nameTaken(name: string): Conflict {
  return new Conflict(
    "TRAIT_IN_FILE",
    `The catalog's file has a trait \`${name}\` already.`,
    "Choose another name, or change it in the file.",
  );
}
