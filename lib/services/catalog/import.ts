import { InvalidInput } from "@/lib/core/errors";
import { type Scope, service } from "../service";
import { catalogInput } from "./check";
import { checkSource, folderOf } from "./check-source";
import { keepCatalogVersion } from "./keep-version";

/**
 * A new version of the catalog from its YAML, once the warehouse has what it says. The workspace takes the catalog's
 * zone; approvals whose columns, relations or zone changed become void.
 */
export const importCatalog = service(
  { name: "catalog.import", role: "admin", input: catalogInput },
  async (scope, { source, baseFolder: given }) => {
    const baseFolder = await folderOf(given);
    const catalog = await usableCatalog(scope, source, baseFolder);
    return scope.transaction((step) => keepCatalogVersion(step, { catalog, source, baseFolder }));
  },
);

async function usableCatalog(scope: Scope, source: string, baseFolder: string) {
  const { catalog, problems } = await checkSource(source, baseFolder, scope);
  if (catalog && problems.length === 0) return catalog;
  throw new InvalidInput({
    code: catalog ? "CATALOG_DOES_NOT_FIT" : "INVALID_CATALOG",
    message: problems[0]?.message ?? "This catalog cannot be used.",
    fix: problems[0]?.fix,
    problems,
  });
}
