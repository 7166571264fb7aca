import { z } from "zod";
import { draftCatalog } from "@/lib/core/catalog/draft/index";
import { isZone, ZONE_FIX } from "@/lib/core/catalog/zones";
import { InvalidInput } from "@/lib/core/errors";
import type { BrowsedTable } from "@/lib/core/ports/warehouse";
import type { WarehouseTableView } from "@/lib/core/views/warehouse";
import type { Warehouse } from "@/lib/db/generated/client";
import { writeDraft } from "@/lib/definitions/catalog-draft";
import { service } from "../service";
import { loadWarehouse, openConnection } from "./load";

/** What it holds that can be read, by name. */
export const listTables = service(
  { name: "warehouse.tables", role: "admin", input: z.object({ id: z.string() }) },
  async ({ actor, db, signal }, { id }): Promise<WarehouseTableView[]> => {
    const tables = await browse(await loadWarehouse(db, actor.workspaceId, id), signal);
    return tables.map(tableView).sort((a, b) => a.name.localeCompare(b.name));
  },
);

const input = z.object({
  id: z.string(),
  name: z.string().trim().min(1, "Give the catalog a name.").max(200),
  zone: z.string().refine(isZone, { message: ZONE_FIX }),
  tables: z.array(z.string()).min(1, "Choose at least one table.").max(500),
});

/** The text of a first catalog of these tables, to be read and imported. Nothing is kept. */
export const draftFromTables = service(
  { name: "warehouse.draft", role: "admin", input },
  async ({ actor, db, signal }, { id, name, zone, tables }) => {
    const row = await loadWarehouse(db, actor.workspaceId, id);
    const kept = (await browse(row, signal)).filter((table) => tables.includes(nameOf(table)));
    if (kept.length === 0) {
      throw new InvalidInput({
        code: "NOTHING_TO_DRAFT",
        message: "The warehouse has none of these tables any more.",
        fix: "Load the list again.",
      });
    }
    const drafts = draftCatalog(kept);
    const warehouse = { kind: row.kind, connection: row.name };
    return { source: writeDraft(drafts, { name, zone, warehouse }), entities: drafts.length };
  },
);

async function browse(row: Warehouse, signal?: AbortSignal): Promise<BrowsedTable[]> {
  const warehouse = await openConnection(row);
  try {
    return (await warehouse.browse?.(signal ? { signal } : {})) ?? [];
  } finally {
    await warehouse.close();
  }
}

function nameOf({ source }: BrowsedTable): string {
  return source.kind === "files" ? source.files.join(", ") : source.table.join(".");
}

function tableView(table: BrowsedTable): WarehouseTableView {
  const { kind, columns, primaryKey, approximateRows } = table;
  return {
    name: nameOf(table),
    kind,
    columns: columns.length,
    unreadable: columns.filter(({ type }) => type === null).length,
    hasKey: primaryKey.length > 0,
    approximateRows,
  };
}
