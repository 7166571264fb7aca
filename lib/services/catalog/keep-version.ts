import type { Catalog } from "@/lib/core/catalog/types";
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
