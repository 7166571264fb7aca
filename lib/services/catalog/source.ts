import { z } from "zod";
import { NotFound } from "@/lib/core/errors";
import type { CatalogSourceView } from "@/lib/core/views/catalog";
import { service } from "../service";

/** The file behind the workspace's catalog, to write its next version from. */
export const getCatalogSource = service(
  { name: "catalog.source", role: "admin", input: z.object({}) },
  async ({ actor, db }): Promise<CatalogSourceView> => {
    const row = await db.catalogVersion.findFirst({
      where: { workspaceId: actor.workspaceId },
      orderBy: { version: "desc" },
    });
    if (!row) throw new NotFound("catalog", "source");
    return { source: row.source, baseFolder: row.baseFolder, version: row.version };
  },
);
