import type { Catalog } from "@/lib/core/catalog/types";
import { CoterieError, InvalidInput } from "@/lib/core/errors";
import type { Dialect, StateHome, Warehouse } from "@/lib/core/ports/warehouse";
import { database } from "@/lib/db/client";
import { openSecrets } from "@/lib/db/secrets";
import { warehouseOf } from "../warehouse/definitions";
import { watchedWarehouse } from "../watch/watched";

/** The connection the catalog speaks of, and how to speak to it. Close it when done. */
export async function openWarehouse(
  catalog: Catalog,
  baseFolder: string,
): Promise<{ warehouse: Warehouse; dialect: Dialect }> {
  const { definition, settings, context } = await connectionOf(catalog, baseFolder);
  const warehouse = await definition.connect(settings, catalog, context);
  return { warehouse: watchedWarehouse(warehouse, definition.id), dialect: definition.dialect };
}

/** Where the catalog's warehouse keeps what syncs want and hold; null where it does not. */
export async function warehouseStateHome(catalog: Catalog, baseFolder: string): Promise<StateHome | null> {
  const { definition, settings, context } = await connectionOf(catalog, baseFolder);
  return (await definition.stateHome?.(settings, context)) ?? null;
}

async function connectionOf(catalog: Catalog, baseFolder: string) {
  const { connection, ...block } = catalog.warehouse;
  const definition = warehouseOf(block.kind);
  const settings = definition.settings.safeParse(block);
  if (!settings.success) {
    throw new InvalidInput({
      code: "WAREHOUSE_SETTINGS",
      message: `The \`warehouse\` block of the catalog ${catalog.name} is not complete for ${definition.label}.`,
      fix: settings.error.issues.map((issue) => issue.message).join(" "),
    });
  }
  const secrets = connection === undefined ? {} : await secretsOf(String(connection));
  return { definition, settings: settings.data, context: { baseFolder, secrets } };
}

/** The dialect of a warehouse kind. */
export function findDialect(id: string): Dialect {
  return warehouseOf(id).dialect;
}

/** By the id an import has put into the catalog, which it found in the workspace of the catalog. */
async function secretsOf(id: string): Promise<Readonly<Record<string, string>>> {
  const row = process.env.DATABASE_URL ? await database().warehouse.findUnique({ where: { id } }) : null;
  if (row) return openSecrets(row.secrets, row.id);
  throw new CoterieError({
    code: "UNKNOWN_CONNECTION",
    message:
      "This catalog reads a warehouse that is connected in the application, and only the application knows it.",
    remedy: "fix_input",
    fix: "For the command line, write the warehouse's settings into the catalog.",
  });
}
