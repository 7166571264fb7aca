import { checkTrait } from "@/lib/core/catalog/check-trait";
import type { TraitDefinition } from "@/lib/core/catalog/trait-definition";
import type { Catalog, PiiTag, Trait } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import { atPath } from "@/lib/core/path";
import { columnsOf, type TouchedColumn } from "@/lib/core/segment/columns";
import { describeValue } from "@/lib/core/segment/describe";
import { personalLiterals } from "@/lib/core/segment/personal-literals";
import type { Segment } from "@/lib/core/segment/types";
import { personalProblems } from "../audience/personal";
import { buildTrait, withTrait } from "./merged";

/** A trait that is right, in the catalog that has it. */
export type Examined = { trait: Trait; catalog: Catalog; problems: [] };

/** What a definition would be as a trait of the entity, or everything that is wrong with it. */
export async function examine(
  catalog: Catalog,
  entity: string,
  name: string,
  definition: TraitDefinition,
): Promise<Examined | { trait: null; problems: Problem[] }> {
  const built = await buildTrait(name, definition, catalog);
  if (!built.trait) return { trait: null, problems: built.problems.map((problem) => atPath(problem)) };
  const { trait } = built;
  const merged = withTrait(catalog, entity, trait);
  const home = ["entities", entity, "traits", name].length;
  const found = checkTrait(merged, merged.entities[entity]!, trait).map((problem) =>
    atPath({ ...problem, at: problem.at.slice(home) }),
  );
  const problems = found.length > 0 ? found : personalProblems(personalLiterals(asked(entity, name), merged));
  return problems.length > 0 ? { trait: null, problems } : { trait, catalog: merged, problems: [] };
}

/** Everyone whose trait is known: what reads a tree then reads the trait. */
export function asked(entity: string, name: string): Segment {
  return { version: 1, entity, where: { value: { trait: name }, is: { known: true } } };
}

/** What the trait is in words, what it reads, and the strongest tag of that. */
export function aboutTrait({ trait, catalog }: Examined, entity: string) {
  const sentence = trait.kind === "value" ? describeValue(trait.value, entity, catalog) : trait.sql;
  return {
    sentence,
    touches: columnsOf(asked(entity, trait.name), catalog),
    pii: tagOf(trait, entity, catalog),
  };
}

function tagOf(trait: Trait, entity: string, catalog: Catalog): PiiTag | null {
  if (trait.kind === "sql") return trait.pii;
  const [personal] = personalLiterals(
    { version: 1, entity, where: { value: { trait: trait.name }, is: { in: ["x"] } } },
    catalog,
  );
  return personal?.pii ?? null;
}

export type { TouchedColumn };
