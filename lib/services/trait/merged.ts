import type { TraitDefinition } from "@/lib/core/catalog/trait-definition";
import type { Catalog, Trait } from "@/lib/core/catalog/types";
import type { LocatedProblem } from "@/lib/core/path";
import type { Transaction } from "@/lib/db/client";
import { storedTrait } from "@/lib/db/stored";
import { readTraitSql } from "@/lib/definitions/trait-sql";

export type TraitTables = Pick<Transaction, "trait">;

/**
 * The catalog with the traits made in the application, each in its newest version. A name of the catalog's file wins; SQL that
 * no longer fits the catalog is left out, so that whatever asks for it says so.
 */
export async function withOwnTraits(
  db: TraitTables,
  workspaceId: string,
  catalog: Catalog,
): Promise<Catalog> {
  const rows = await db.trait.findMany({
    where: { workspaceId, deletedAt: null },
    select: { entity: true, name: true, versions: { orderBy: { version: "desc" }, take: 1 } },
    orderBy: { name: "asc" },
  });
  let merged = catalog;
  for (const { entity, name, versions } of rows) {
    const [newest] = versions;
    if (!newest || catalog.entities[entity]?.traits?.[name]) continue;
    const { trait } = await buildTrait(name, storedTrait(newest.definition), catalog);
    if (trait) merged = withTrait(merged, entity, trait);
  }
  return merged;
}

/** The catalog with one more trait, or with another one of its name. */
export function withTrait(catalog: Catalog, entityName: string, trait: Trait): Catalog {
  const entity = catalog.entities[entityName];
  if (!entity) return catalog;
  const traits = { ...entity.traits, [trait.name]: trait };
  return { ...catalog, entities: { ...catalog.entities, [entityName]: { ...entity, traits } } };
}

/** The trait a definition makes with this catalog, or what is wrong with its SQL. */
export async function buildTrait(
  name: string,
  definition: TraitDefinition,
  catalog: Catalog,
): Promise<{ trait: Trait; problems: [] } | { trait: null; problems: LocatedProblem[] }> {
  if (definition.kind === "value") return { trait: { name, ...definition }, problems: [] };
  const { read, problems } = await readTraitSql(definition, catalog);
  return read ? { trait: { name, ...definition, ...read }, problems: [] } : { trait: null, problems };
}
