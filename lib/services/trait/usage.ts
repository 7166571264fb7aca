import type { Catalog } from "@/lib/core/catalog/types";
import { namedUnder } from "@/lib/core/segment/named";
import type { TraitUsageView } from "@/lib/core/views/usage";
import type { Transaction } from "@/lib/db/client";
import { type UsageTables, usageOf } from "../shared-definition/usage";

/** What rests on a trait: other traits, and audiences and live approvals that name it or one of those. */
export async function usageOfTrait(
  db: UsageTables,
  workspaceId: string,
  catalog: Catalog,
  { entity, name }: { entity: string; name: string },
): Promise<TraitUsageView> {
  const names = namesOf(catalog, name);
  const others = traitsOf(catalog).filter(({ trait }) => trait.name !== name && names.has(trait.name));
  const usage = await usageOf(db, workspaceId, {
    key: "trait",
    names,
    isBound: (bound) =>
      [bound.catalog, bound.policyCatalog].some((read) => read[entity]?.traits?.[name] !== undefined),
  });
  return {
    ...usage,
    traits: others.map(({ entity: home, trait }) => ({ entity: home, name: trait.name, label: trait.label })),
  };
}

/** Destinations whose policy tells by the trait who consented: what it says decides who may leave. */
export async function policiesNaming(
  db: Pick<Transaction, "destination">,
  workspaceId: string,
  catalog: Catalog,
  name: string,
): Promise<string[]> {
  const names = namesOf(catalog, name);
  const destinations = await db.destination.findMany({
    where: { workspaceId },
    select: { name: true, policies: { orderBy: { version: "desc" }, take: 1, select: { policy: true } } },
    orderBy: { name: "asc" },
  });
  return destinations
    .filter(({ policies }) =>
      policies.some(({ policy }) => namedUnder(policy, "trait").some((one) => names.has(one))),
    )
    .map((destination) => destination.name);
}

function traitsOf(catalog: Catalog) {
  return Object.values(catalog.entities).flatMap(({ name: entity, traits = {} }) =>
    Object.values(traits).map((trait) => ({ entity, trait })),
  );
}

/** The trait and those that are made of it. */
function namesOf(catalog: Catalog, name: string): ReadonlySet<string> {
  const names = new Set([name]);
  const all = traitsOf(catalog);
  // Traits of traits: few enough to look again until nothing is new.
  for (let before = 0; before < names.size; ) {
    before = names.size;
    for (const { trait } of all) {
      if (trait.kind === "value" && namedUnder(trait.value, "trait").some((one) => names.has(one))) {
        names.add(trait.name);
      }
    }
  }
  return names;
}
