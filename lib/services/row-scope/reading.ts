import type { Catalog } from "@/lib/core/catalog/types";
import { OutsideRowScope } from "@/lib/core/errors";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import { scopeMark } from "@/lib/core/row-scope/mark";
import { parseRowScope } from "@/lib/core/row-scope/parse";
import type { Actor } from "../actor";
import { type CurrentCatalog, currentCatalog } from "../catalog/current";

type CatalogTables = Parameters<typeof currentCatalog>[0];

/** The catalog a person asks with: the workspace's, read within their row scope. What is compiled with it is of their rows alone. */
export async function catalogOf(
  db: CatalogTables,
  actor: Pick<Actor, "workspaceId" | "rowScope">,
): Promise<CurrentCatalog> {
  const current = await currentCatalog(db, actor.workspaceId);
  return { ...current, catalog: readBy(actor, current.catalog) };
}

/** A catalog as the person reads it. Throws OutsideRowScope where it no longer has what the scope speaks of. */
export function readBy({ rowScope }: Pick<Actor, "rowScope">, catalog: Catalog): Catalog {
  if (!rowScope) return catalog;
  const [problem] = parseRowScope(rowScope, catalog).problems;
  if (problem) {
    throw new OutsideRowScope(
      `Your row scope no longer fits the catalog, so you see no rows. ${problem.message}`,
      "Ask an admin to set it anew on the page Settings.",
    );
  }
  return { ...catalog, within: rowScope };
}

/**
 * The last look before the warehouse is asked for a person: what was not compiled within their scope is not asked. Nothing that
 * is built well meets it.
 */
export function requireWithinScope({ rowScope }: Pick<Actor, "rowScope">, query: SqlQuery): void {
  if (!rowScope || query.sql.includes(scopeMark(rowScope))) return;
  throw new OutsideRowScope("You see only some rows, and this question cannot be kept to them.");
}
