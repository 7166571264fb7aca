import { z } from "zod";
import { InvalidInput } from "@/lib/core/errors";
import { toJson } from "@/lib/db/stored";
import { parseCatalog } from "@/lib/definitions/catalog";
import { recheckApprovals } from "../approval/recheck";
import { change } from "../service";

/**
 * A new version of the catalog from its YAML. `baseFolder`: what its relative paths are relative to. The workspace takes the
 * catalog's zone; approvals whose columns, relations or zone changed become void.
 */
export const importCatalog = change(
  {
    name: "catalog.import",
    role: "admin",
    input: z.object({ source: z.string().min(1), baseFolder: z.string().min(1) }),
  },
  async (step, { source, baseFolder }) => {
    const { tx, actor, audit } = step;
    const { workspaceId, userId } = actor;
    const { catalog, problems } = parseCatalog(source);
    if (!catalog) {
      throw new InvalidInput({
        code: "INVALID_CATALOG",
        message: problems[0]?.message ?? "This catalog cannot be used.",
        fix: problems[0]?.fix,
        problems,
      });
    }
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
  },
);
