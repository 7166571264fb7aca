import type { Catalog } from "@/lib/core/catalog/types";
import { InvalidInput } from "@/lib/core/errors";
import { toJson } from "@/lib/db/stored";
import { recheckApprovals } from "../approval/recheck";
import { type Step, service } from "../service";
import { catalogInput } from "./check";
import { checkSource, requireBaseFolder } from "./check-source";

/**
 * A new version of the catalog from its YAML, once the warehouse has what it says. The workspace takes the catalog's
 * zone; approvals whose columns, relations or zone changed become void.
 */
export const importCatalog = service(
  { name: "catalog.import", role: "admin", input: catalogInput },
  async ({ transaction }, { source, baseFolder }) => {
    await requireBaseFolder(baseFolder);
    const catalog = await usableCatalog(source, baseFolder);
    return transaction((step) => keepVersion(step, { catalog, source, baseFolder }));
  },
);

async function usableCatalog(source: string, baseFolder: string): Promise<Catalog> {
  const { catalog, problems } = await checkSource(source, baseFolder);
  if (catalog && problems.length === 0) return catalog;
  throw new InvalidInput({
    code: catalog ? "CATALOG_DOES_NOT_FIT" : "INVALID_CATALOG",
    message: problems[0]?.message ?? "This catalog cannot be used.",
    fix: problems[0]?.fix,
    problems,
  });
}

type NewVersion = { catalog: Catalog; source: string; baseFolder: string };

async function keepVersion(step: Step, { catalog, source, baseFolder }: NewVersion) {
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
