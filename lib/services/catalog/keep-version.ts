import type { Catalog } from "@/lib/core/catalog/types";
import { Conflict } from "@/lib/core/errors";
import { toJson } from "@/lib/db/stored";
import { recheckApprovals } from "../approval/recheck";
import type { Step } from "../service";

export type NewCatalogVersion = { catalog: Catalog; source: string; baseFolder: string };

/** The next version of the workspace's catalog. Approvals that rest on what changed become void. */
export async function keepCatalogVersion(step: Step, { catalog, source, baseFolder }: NewCatalogVersion) {
  const { tx, actor, audit } = step;
  const { workspaceId, userId } = actor;
  // Waits for another import, so that versions follow each other.
  await tx.$queryRaw`SELECT "id" FROM "Workspace" WHERE "id" = ${workspaceId} FOR UPDATE`;
  const last = await tx.catalogVersion.findFirst({ where: { workspaceId }, orderBy: { version: "desc" } });
  const version = (last?.version ?? 0) + 1;
  await requireOwnNames(step, catalog);
  const { id } = await tx.catalogVersion.create({
    data: { workspaceId, version, content: toJson(catalog), source, baseFolder, createdById: userId },
  });
  await tx.workspace.update({ where: { id: workspaceId }, data: { zone: catalog.zone } });
  await recheckApprovals(step, {});
  await audit({
    action: "catalog.import",
    subject: `catalog:${id}`,
    before: last ? { version: last.version } : null,
    after: { version, entities: Object.keys(catalog.entities).length, zone: catalog.zone },
  });
  return { id, version };
}

/** A trait made in the application keeps its name: the file's would take its place in every audience that asks for it. */
async function requireOwnNames({ tx, actor }: Step, catalog: Catalog): Promise<void> {
  const { workspaceId } = actor;
  const own = await tx.trait.findMany({ where: { workspaceId, deletedAt: null } });
  const taken = own.find(({ entity, name }) => catalog.entities[entity]?.traits?.[name] !== undefined);
  if (!taken) return;
  throw new Conflict(
    "TRAIT_TAKEN",
    `There is a trait \`${taken.name}\` of ${taken.entity} already, made on the page Traits.`,
    "Give the file's another name, or delete that one first.",
  );
}
