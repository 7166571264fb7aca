import { checkCatalog } from "@/lib/core/catalog/check";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import { atPath, type LocatedProblem } from "@/lib/core/path";
import { buildCatalog } from "./catalog-build";
import { catalogFile } from "./catalog-schema";
import { readDefinition, refuseFile } from "./file";
import { readYaml, type YamlFile } from "./yaml";
import { problemsOf } from "./zod-problems";

/** A catalog from its YAML text: the catalog, or everything that is wrong with it. */
export function parseCatalog(text: string): { catalog: Catalog | null; problems: Problem[] } {
  const yaml = readYaml(text);
  if (yaml.problems.length > 0) return { catalog: null, problems: yaml.problems };
  const shape = catalogFile.safeParse(yaml.value);
  if (!shape.success) return refuse(problemsOf(shape.error, yaml.value), yaml);
  const { catalog, problems } = buildCatalog(shape.data);
  const all = [...problems, ...checkCatalog(catalog)];
  return all.length > 0 ? refuse(all, yaml) : { catalog, problems: [] };
}

/** Throws InvalidInput naming the file, the line and the fix; `problems` has the rest. */
export async function loadCatalogFile(path: string): Promise<Catalog> {
  const { catalog, problems } = parseCatalog(await readDefinition(path, "catalog"));
  return catalog ?? refuseFile("INVALID_CATALOG", path, problems);
}

function refuse(located: readonly LocatedProblem[], yaml: YamlFile) {
  return { catalog: null, problems: located.map((problem) => atPath(problem, yaml.lineOf(problem.at))) };
}
