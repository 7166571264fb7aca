import { resolveEntity } from "@/lib/core/catalog/resolve";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Folder } from "@/lib/definitions/folder/types";
import { examine } from "../../trait/examine";
import { buildTrait, withTrait } from "../../trait/merged";
import { type Checking, stepsOf } from "./known";

/** The catalog with the folder's traits; each is looked at once all are known, since one may be made of another. */
export async function checkTraits(
  { catalog: written, traits }: Folder,
  catalog: Catalog,
  report: Checking["report"],
): Promise<Catalog> {
  let merged = catalog;
  const known = traits.filter((trait) => {
    const found = resolveEntity(catalog, trait.entity);
    if ("problem" in found) report(trait, found.problem, ["entity"]);
    else if (written?.catalog.entities[trait.entity]?.traits?.[trait.name])
      report(trait, IN_CATALOG, ["name"]);
    else return true;
    return false;
  });
  for (const { entity, name, definition } of known) {
    const { trait } = await buildTrait(name, definition, merged);
    if (trait) merged = withTrait(merged, entity, trait);
  }
  for (const trait of known) {
    const { problems } = await examine(merged, trait.entity, trait.name, trait.definition);
    for (const problem of problems) report(trait, problem, stepsOf(problem.path));
  }
  return merged;
}

const IN_CATALOG = {
  code: "TRAIT_TAKEN",
  message: "The catalog's file has a trait of this name already.",
  fix: "Give it another name, or take it out of one of the two.",
};
