import { z } from "zod";
import type { WarehouseKindView, WarehouseRow, WarehouseView } from "@/lib/core/views/warehouse";
import type { Transaction } from "@/lib/db/client";
import { storedCatalog } from "@/lib/db/stored";
import { service } from "../service";
import { allWarehouses, warehouseKindView } from "./definitions";
import { loadWarehouse } from "./load";
import { warehouseRow, warehouseView } from "./view";

export const listWarehouses = service(
  { name: "warehouse.list", role: "admin", input: z.object({}) },
  async ({ actor, db }): Promise<WarehouseRow[]> => {
    const { workspaceId } = actor;
    const used = await connectionInUse(db, workspaceId);
    const rows = await db.warehouse.findMany({ where: { workspaceId }, orderBy: { name: "asc" } });
    return rows.map((row) => warehouseRow(row, row.id === used));
  },
);

/** What can be connected. */
export const listWarehouseKinds = service(
  { name: "warehouse.kinds", role: "admin", input: z.object({}) },
  async (): Promise<WarehouseKindView[]> => allWarehouses().map(warehouseKindView),
);

/** Its settings; never its secrets. */
export const getWarehouse = service(
  { name: "warehouse.get", role: "admin", input: z.object({ id: z.string() }) },
  async ({ actor, db }, { id }): Promise<WarehouseView> => {
    const row = await loadWarehouse(db, actor.workspaceId, id);
    return warehouseView(row, row.id === (await connectionInUse(db, actor.workspaceId)));
  },
);

async function connectionInUse(db: Pick<Transaction, "catalogVersion">, workspaceId: string) {
  const row = await db.catalogVersion.findFirst({ where: { workspaceId }, orderBy: { version: "desc" } });
  return row ? storedCatalog(row.content).warehouse.connection : undefined;
}
