import type { Catalog } from "@/lib/core/catalog/types";
import type { DefinitionDiff } from "@/lib/core/definitions/types";
import { meantWarehouse } from "@/lib/definitions/folder/catalog-text";
import type { OwnTrait } from "@/lib/definitions/folder/types";
import { currentCatalog } from "../../catalog/current";
import { buildTrait, withOwnTraits, withTrait } from "../../trait/merged";
import { traitsOfFile } from "../../trait/of-file";
import { resolveConnection } from "../../warehouse/load";
import type { Future } from "../voids";
import type { Planning } from "./planning";

/** What would be in force once a shared thing is as the folder says; null: of what is bound nothing is shared. */
export async function futureOf(planning: Planning, { kind, key }: DefinitionDiff): Promise<Future | null> {
  const { folder, there, scope } = planning;
  if (kind === "catalog") {
    const catalog = await futureCatalog(planning);
    return catalog && { catalog };
  }
  if (kind === "trait") {
    const trait = folder.traits.find(({ entity, name }) => `${entity}.${name}` === key);
    return trait && there.catalog ? { catalog: await withChanged(planning, trait) } : null;
  }
  const destination = folder.destinations.find(({ name }) => name === key);
  const destinationId = there.ids.destinations.get(key);
  if (kind !== "destination" || !destination?.policy || destinationId === undefined) return null;
  const last = await scope.db.policyVersion.findFirst({
    where: { destinationId },
    orderBy: { version: "desc" },
  });
  return { destinationId, policy: { version: (last?.version ?? 0) + 1, policy: destination.policy } };
}

/** As importing it would keep it. */
async function futureCatalog({ folder, there, scope }: Planning): Promise<Catalog | null> {
  const { actor, db } = scope;
  if (!folder.catalog || !there.catalog) return null;
  const { catalog } = folder.catalog;
  const written = meantWarehouse(catalog.warehouse, there.catalog.catalog.warehouse);
  const found = await resolveConnection(db, actor.workspaceId, written);
  if ("problem" in found) return null;
  const read = await traitsOfFile({ ...catalog, warehouse: found.warehouse });
  return withOwnTraits(db, actor.workspaceId, read.catalog);
}

async function withChanged({ scope }: Planning, { entity, name, definition }: OwnTrait): Promise<Catalog> {
  const { catalog } = await currentCatalog(scope.db, scope.actor.workspaceId);
  const { trait } = await buildTrait(name, definition, catalog);
  return trait ? withTrait(catalog, entity, trait) : catalog;
}
