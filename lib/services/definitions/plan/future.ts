import type { PrioritySet } from "@/lib/core/audience/types";
import type { Catalog } from "@/lib/core/catalog/types";
import { pinnedTogether } from "@/lib/core/definitions/pins";
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
  if (kind === "priority_set") return { prioritySets: futureSets(planning, key) };
  const destination = folder.destinations.find(({ name }) => name === key);
  const destinationId = there.ids.destinations.get(key);
  if (kind !== "destination" || !destination?.policy || destinationId === undefined) return null;
  const last = await scope.db.policyVersion.findFirst({
    where: { destinationId },
    orderBy: { version: "desc" },
  });
  return { destinationId, policy: { version: (last?.version ?? 0) + 1, policy: destination.policy } };
}

/** As saving them would keep them: each audience at the version it would then have. */
function futureSets({ folder, there }: Planning, changed: string): PrioritySet[] {
  const trees = pinnedTogether(new Map(folder.audiences.map(({ slug, tree }) => [slug, tree])), there.saved);
  const versionOf = (slug: string) => trees.get(slug)?.version ?? there.saved.get(slug)?.version;
  const own = folder.prioritySets.filter(({ slug }) => slug === changed);
  const others = there.prioritySets.filter(({ slug }) => slug !== changed);
  return [...own, ...others].map((set) => ({
    ...set,
    audiences: set.audiences.map(({ audience, version }) => {
      const meant = version ?? (own.includes(set) ? versionOf(audience) : there.saved.get(audience)?.version);
      return { audience, ...(meant !== undefined && { version: meant }) };
    }),
  }));
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
