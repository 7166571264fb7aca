import { own } from "@/lib/core/own";
import type { LocatedProblem, PathParts } from "@/lib/core/path";
import { checkTraitValue } from "@/lib/core/segment/validate";
import type { Catalog, Entity, SqlTrait, Trait } from "./types";

/** What keeps a trait from being one of its entity, the SQL's own text aside. Places are those of a catalog. */
export function checkTrait(catalog: Catalog, entity: Entity, trait: Trait): LocatedProblem[] {
  const at = ["entities", entity.name, "traits", trait.name];
  const named = checkName(entity, trait.name, at);
  if (trait.kind === "sql") return [...named, ...checkKey(entity, trait, at)];
  const inside = checkTraitValue(catalog, entity.name, trait);
  return [...named, ...inside.map((problem) => ({ ...problem, at: [...at, "value", ...problem.at] }))];
}

function checkName(entity: Entity, name: string, at: PathParts): LocatedProblem[] {
  const other = own(entity.columns, name) ? "column" : own(entity.relations, name) ? "relation" : null;
  if (other === null) return [];
  return [
    {
      code: "NAME_CLASH",
      at,
      message: `The trait \`${name}\` and the ${other} \`${name}\` of \`${entity.name}\` cannot be told apart.`,
      fix: "Give the trait another name.",
    },
  ];
}

function checkKey(entity: Entity, trait: SqlTrait, at: PathParts): LocatedProblem[] {
  if (entity.key.length === 0) {
    return [
      {
        code: "NO_KEY",
        at: [...at, "sql"],
        message: `\`${entity.name}\` has no key, so SQL cannot give its rows a value.`,
        fix: `Give \`${entity.name}\` a key, or make the trait of a value.`,
      },
    ];
  }
  if (trait.key.length === entity.key.length) return [];
  const key = entity.key.map((name) => `\`${name}\``).join(", ");
  return [
    {
      code: "TRAIT_KEY",
      at: [...at, "key"],
      message: `The key of \`${entity.name}\` is ${key}, and \`key\` names ${trait.key.length} ${trait.key.length === 1 ? "column" : "columns"} of the SQL.`,
      fix: "Name one output column for each column of the key, in its order.",
    },
  ];
}
