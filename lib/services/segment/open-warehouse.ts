import type { Catalog } from "@/lib/core/catalog/types";
import { InvalidInput } from "@/lib/core/errors";
import type { Dialect, Warehouse, WarehouseDefinition } from "@/lib/core/ports/warehouse";
import { warehouses } from "@/lib/warehouses/registry.generated";

/** Every warehouse by its id; a name from a file may be none of them. */
const definitions: Readonly<Record<string, WarehouseDefinition>> = warehouses;

/** The connection the catalog speaks of, and how to speak to it. Close it when done. */
export async function openWarehouse(
  catalog: Catalog,
  baseFolder: string,
): Promise<{ warehouse: Warehouse; dialect: Dialect }> {
  const definition = findWarehouse(catalog.warehouse.kind);
  const settings = definition.settings.safeParse(catalog.warehouse);
  if (!settings.success) {
    throw new InvalidInput({
      code: "WAREHOUSE_SETTINGS",
      message: `The \`warehouse\` block of the catalog ${catalog.name} is not complete for ${definition.label}.`,
      fix: settings.error.issues.map((issue) => issue.message).join(" "),
    });
  }
  const warehouse = await definition.connect(settings.data, catalog, { baseFolder });
  return { warehouse, dialect: definition.dialect };
}

/** The dialect of a warehouse kind. */
export function findDialect(id: string): Dialect {
  return findWarehouse(id).dialect;
}

function findWarehouse(kind: string): WarehouseDefinition {
  const definition = Object.hasOwn(definitions, kind) ? definitions[kind] : undefined;
  if (definition) return definition;
  const ids = Object.keys(definitions);
  throw new InvalidInput({
    code: "UNKNOWN_WAREHOUSE",
    message: `There is no warehouse of kind "${kind}".`,
    fix: `Use ${ids.map((id) => `"${id}"`).join(" or ")}.`,
  });
}
