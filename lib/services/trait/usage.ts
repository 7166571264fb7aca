import type { Catalog } from "@/lib/core/catalog/types";
import { namedUnder } from "@/lib/core/segment/named";
import type { TraitUsageView } from "@/lib/core/views";
import { type UsageTables, usageOf } from "../shared-definition/usage";

/** What rests on a trait: other traits, and audiences and live approvals that name it or one of those. */
export async function usageOfTrait(
  db: UsageTables,
  workspaceId: string,
  catalog: Catalog,
  { entity, name }: { entity: string; name: string },
): Promise<TraitUsageView> {
  const all = Object.values(catalog.entities).flatMap(({ name: home, traits = {} }) =>
    Object.values(traits).map((trait) => ({ entity: home, trait })),
  );
  const names = new Set([name]);
  // Traits of traits: few enough to look again until nothing is new.
  for (let before = 0; before < names.size; ) {
    before = names.size;
    for (const { trait } of all) {
      if (trait.kind === "value" && namedUnder(trait.value, "trait").some((one) => names.has(one))) {
        names.add(trait.name);
      }
    }
  }
  const others = all.filter(({ trait }) => trait.name !== name && names.has(trait.name));
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
