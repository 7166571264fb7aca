import { namesBySlug, withCalled } from "@/lib/core/catalog/called";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Transaction } from "@/lib/db/client";

export type CalledTables = Pick<Transaction, "audience" | "heldList" | "prioritySet">;

/**
 * The catalog with the names the workspace's audiences, lists and priority sets have now, for whoever puts definitions in
 * words. Questions to the warehouse do without: they are remembered by their catalog, and a name answers none of them.
 */
export async function withNames(db: CalledTables, workspaceId: string, catalog: Catalog): Promise<Catalog> {
  const sought = { where: { workspaceId }, select: { slug: true, name: true } } as const;
  return withCalled(catalog, {
    audiences: namesBySlug(await db.audience.findMany(sought)),
    lists: namesBySlug(await db.heldList.findMany(sought)),
    prioritySets: namesBySlug(await db.prioritySet.findMany(sought)),
  });
}
