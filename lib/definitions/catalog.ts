import { checkCatalog } from "@/lib/core/catalog/check";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import { atPath, formatPath, type LocatedProblem, type PathParts } from "@/lib/core/path";
import { buildCatalog } from "./catalog-build";
import { catalogFile } from "./catalog-schema";
import { addTraits } from "./catalog-traits";
import { readDefinition, refuseFile } from "./file";
import { readYaml, type YamlFile } from "./yaml";
import { problemsOf } from "./zod-problems";

/** A catalog from its YAML text: the catalog, or everything that is wrong with it. */
export async function parseCatalog(text: string): Promise<{ catalog: Catalog | null; problems: Problem[] }> {
  const yaml = readYaml(text);
  if (yaml.problems.length > 0) return { catalog: null, problems: yaml.problems };
  const shape = catalogFile.safeParse(yaml.value);
  if (!shape.success) return refuse(problemsOf(shape.error, yaml.value), yaml);
  const { catalog: plain, problems } = buildCatalog(shape.data);
  const { built: catalog, problems: inTraits } = await addTraits(plain, shape.data);
  const all = [...problems, ...inTraits, ...checkCatalog(catalog)];
  return all.length > 0 ? refuse(all, yaml) : { catalog, problems: [] };
}

/** Throws InvalidInput naming the file, the line and the fix; `problems` has the rest. */
export async function loadCatalogFile(path: string): Promise<Catalog> {
  const { catalog, problems } = await parseCatalog(await readDefinition(path, "catalog"));
  return catalog ?? refuseFile("INVALID_CATALOG", path, problems);
}

/** A warehouse knows entities and columns, not the file they were declared in: its problems with their lines. */
export function withLines(text: string, catalog: Catalog, problems: readonly Problem[]): Problem[] {
  const { lineOf } = readYaml(text);
  const places = new Map(placesOf(catalog).map((at) => [formatPath(at), at]));
  return problems.map((problem) => {
    const at = places.get(problem.path);
    const line = at && lineOf(at);
    return line === undefined ? problem : { ...problem, line };
  });
}

function placesOf(catalog: Catalog): PathParts[] {
  const entities = Object.values(catalog.entities).flatMap(({ name, columns, traits = {} }) => [
    ["entities", name],
    ["entities", name, "key"],
    ...Object.keys(columns).map((column) => ["entities", name, "columns", column]),
    ...Object.keys(traits).map((trait) => ["entities", name, "traits", trait]),
  ]);
  return [["warehouse"], ...entities];
}

function refuse(located: readonly LocatedProblem[], yaml: YamlFile) {
  return { catalog: null, problems: located.map((problem) => atPath(problem, yaml.lineOf(problem.at))) };
}
