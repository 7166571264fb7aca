import { labelOf } from "@/lib/core/catalog/names";
import type { Catalog, ColumnType, Entity, SqlTrait, Trait } from "@/lib/core/catalog/types";
import type { LocatedProblem, PathParts } from "@/lib/core/path";
import type { Value } from "@/lib/core/segment/types";
import { typeWithZone } from "./catalog-build";
import type { CatalogFile, TraitFile } from "./catalog-schema";
import { readTraitSql } from "./trait-sql";

type Built<T> = { built: T; problems: LocatedProblem[] };

/** The catalog with the traits its file gives. SQL is read against the entities, which are complete by now. */
export async function addTraits(catalog: Catalog, file: CatalogFile): Promise<Built<Catalog>> {
  const problems: LocatedProblem[] = [];
  const entities: Record<string, Entity> = {};
  for (const [name, entity] of Object.entries(catalog.entities)) {
    const given = Object.entries(file.entities[name]?.traits ?? {});
    const traits: Record<string, Trait> = {};
    for (const [traitName, trait] of given) {
      const at = ["entities", name, "traits", traitName];
      const { built, problems: found } = await buildTrait(traitName, trait, catalog, at);
      problems.push(...found);
      if (built) traits[traitName] = built;
    }
    entities[name] = given.length === 0 ? entity : { ...entity, traits };
  }
  return { built: { ...catalog, entities }, problems };
}

async function buildTrait(
  name: string,
  file: TraitFile,
  catalog: Catalog,
  at: PathParts,
): Promise<Built<Trait | null>> {
  const { label = labelOf(name), description, value, sql } = file;
  const named = { name, label, ...(description === undefined ? {} : { description }) };
  if ((value === undefined) === (sql === undefined))
    return { built: null, problems: [kindProblem(name, at)] };
  // Safe to say: `checkCatalog` looks at every node of it before anyone reads it.
  if (value !== undefined) {
    const problems = extraKeys(file, at);
    return { built: { ...named, kind: "value", value: value as unknown as Value }, problems };
  }
  const missing = (["key", "column", "type"] as const).filter((key) => file[key] === undefined);
  if (missing.length > 0 || sql === undefined) {
    return { built: null, problems: missing.map((key) => missingKey(name, key, at)) };
  }
  const problems: LocatedProblem[] = [];
  const type = typeWithZone(file.type!, file.zone, [...at.map(String)], problems);
  const { built, problems: found } = await buildSql({ named, file, sql, type }, catalog);
  return {
    built,
    problems: [...problems, ...found.map((problem) => ({ ...problem, at: [...at, ...problem.at] }))],
  };
}

type NamedSql = { named: Pick<SqlTrait, "name" | "label">; file: TraitFile; sql: string; type: ColumnType };

async function buildSql(
  { named, file, sql, type }: NamedSql,
  catalog: Catalog,
): Promise<Built<SqlTrait | null>> {
  const key = typeof file.key === "string" ? [file.key] : (file.key ?? []);
  const pii = file.pii === undefined || file.pii === "none" ? null : file.pii;
  const { read, problems } = await readTraitSql({ sql, key, column: file.column!, pii }, catalog);
  return { built: read && { ...named, kind: "sql", sql, type, ...read }, problems };
}

function kindProblem(name: string, at: PathParts): LocatedProblem {
  return {
    code: "TRAIT_KIND",
    at,
    message: `The trait \`${name}\` is made of a \`value\` or of \`sql\`, one of them.`,
    fix: "Keep one of the two, or add one.",
  };
}

function missingKey(name: string, key: "key" | "column" | "type", at: PathParts): LocatedProblem {
  const what = {
    key: "which column of its SQL holds the key",
    column: "which column of its SQL holds the value",
    type: "of which type the value is",
  };
  return {
    code: "MISSING_KEY",
    at,
    message: `The trait \`${name}\` does not say ${what[key]}.`,
    fix: `Add \`${key}\`.`,
  };
}

function extraKeys(file: TraitFile, at: PathParts): LocatedProblem[] {
  return (["key", "column", "type", "pii", "zone"] as const)
    .filter((key) => file[key] !== undefined)
    .map((key) => ({
      code: "UNKNOWN_KEY",
      at: [...at, key],
      message: `\`${key}\` belongs to a trait of SQL; a value knows its own.`,
      fix: "Remove it.",
    }));
}
