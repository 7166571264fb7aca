import type { Catalog } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import { formatPath } from "@/lib/core/path";
import { personalLiterals } from "@/lib/core/segment/personal-literals";
import { readTraitSql } from "@/lib/definitions/trait-sql";
import { personalProblems } from "../audience/personal";
import { asked } from "./examine";
import { withTrait } from "./merged";

/**
 * The traits of a catalog's file, once it is known which warehouse the file means: their SQL is read as that warehouse reads it,
 * and values of people are refused, since the file is kept where there may be none.
 */
export async function traitsOfFile(catalog: Catalog): Promise<{ catalog: Catalog; problems: Problem[] }> {
  let read = catalog;
  const problems: Problem[] = [];
  for (const { name: entity, traits = {} } of Object.values(catalog.entities)) {
    for (const trait of Object.values(traits)) {
      const path = formatPath(["entities", entity, "traits", trait.name]);
      if (trait.kind === "value") {
        const found = personalLiterals(asked(entity, trait.name), catalog);
        problems.push(...personalProblems(found).map((problem) => ({ ...problem, path })));
        continue;
      }
      const again = await readTraitSql(trait, catalog);
      problems.push(...again.problems.map(({ at: _, ...problem }) => ({ ...problem, path })));
      if (again.read) read = withTrait(read, entity, { ...trait, ...again.read });
    }
  }
  return { catalog: read, problems };
}
