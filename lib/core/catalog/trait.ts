import { own } from "@/lib/core/own";
import type { Value } from "@/lib/core/segment/types";
import { didYouMean, nearest } from "@/lib/core/suggest";
import { resolveEntity, type Unresolved } from "./resolve";
import type { Catalog, Entity, SqlTrait, Trait } from "./types";

export type ResolvedTrait = { entity: Entity; trait: Trait };

/** A trait of the entity by its name. */
export function resolveTrait(catalog: Catalog, entityName: string, name: string): ResolvedTrait | Unresolved {
  const entity = resolveEntity(catalog, entityName);
  if ("problem" in entity) return entity;
  const traits = entity.traits ?? {};
  const trait = own(traits, name);
  return trait ? { entity, trait } : unknownTrait(entity, name, Object.keys(traits));
}

/**
 * What the value says where it names a trait made of another value; any other value as it is. `outside`: the entities of the
 * rows outside, the nearest first.
 */
export function plainValue(
  catalog: Catalog,
  entityName: string,
  value: Value,
  outside: readonly string[] = [],
): Value {
  const [nearest, ...further] = outside;
  if ("outer" in value && nearest !== undefined) {
    return { outer: plainValue(catalog, nearest, value.outer, further) };
  }
  let plain = value;
  // A catalog's traits were checked to name each other in no circle; the bound keeps a broken one from hanging.
  for (let step = 0; step < MAX_STEPS && "trait" in plain; step++) {
    const found = resolveTrait(catalog, entityName, plain.trait);
    if ("problem" in found || found.trait.kind === "sql") return plain;
    plain = found.trait.value;
  }
  return plain;
}

const MAX_STEPS = 50;

/** The trait of a value that SQL gives; null for every other value. */
export function sqlTraitOf(catalog: Catalog, entityName: string, value: Value): SqlTrait | null {
  const plain = plainValue(catalog, entityName, value);
  if (!("trait" in plain)) return null;
  const found = resolveTrait(catalog, entityName, plain.trait);
  return "problem" in found || found.trait.kind !== "sql" ? null : found.trait;
}

/** What people call a trait; its name where there is none of that name. */
export function traitLabel(catalog: Catalog, entityName: string, name: string): string {
  return own(catalog.entities[entityName]?.traits ?? {}, name)?.label ?? name;
}

function unknownTrait(entity: Entity, name: string, names: readonly string[]): Unresolved {
  if (own(entity.columns, name)) {
    return refuse(
      `\`${name}\` is a column of ${entity.name}, not a trait.`,
      `Write \`column: ${name}\`, or choose a trait.`,
    );
  }
  const guess = nearest(name, names);
  return refuse(
    `\`${name}\` is not a trait of ${entity.name}${didYouMean(name, names)}`,
    guess === null
      ? `Choose a trait of ${entity.name}, or add \`${name}\` to the catalog.`
      : `Use \`${guess}\`, or add \`${name}\` to the catalog.`,
  );
}

function refuse(message: string, fix: string): Unresolved {
  return { problem: { code: "UNKNOWN_TRAIT", message, fix } };
}
