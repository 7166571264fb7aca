import type { Catalog } from "@/lib/core/catalog/types";
import { Conflict } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import { storedCatalog } from "@/lib/db/stored";
import { type TraitTables, withOwnTraits } from "../trait/merged";

export type CurrentCatalog = { id: string; version: number; catalog: Catalog; baseFolder: string };

/** The workspace's catalog as it is now: the newest version, with the traits made in the application. */
export async function currentCatalog(
  db: Pick<Transaction, "catalogVersion"> & TraitTables,
  workspaceId: string,
): Promise<CurrentCatalog> {
  const row = await db.catalogVersion.findFirst({ where: { workspaceId }, orderBy: { version: "desc" } });
  if (!row) {
    throw new Conflict(
      "NO_CATALOG",
      "This workspace has no catalog yet.",
      "An admin imports one on the page Catalog.",
    );
  }
  return {
    id: row.id,
    version: row.version,
    catalog: await withOwnTraits(db, workspaceId, storedCatalog(row.content)),
    baseFolder: row.baseFolder,
  };
}
