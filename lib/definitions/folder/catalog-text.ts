import { parseDocument } from "yaml";
import { isSame } from "@/lib/core/canonical";
import type { WarehouseSettings } from "@/lib/core/catalog/types";

/**
 * The text of a catalog with another `warehouse` block, its comments and order kept. What a workspace hands out names the warehouse
 * and not how it is reached.
 */
export function withWarehouse(text: string, warehouse: WarehouseSettings): string {
  const document = parseDocument(text);
  document.set("warehouse", document.createNode(warehouse, { flow: true }));
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** What of a `warehouse` block leaves a workspace: its kind, and the connection where one is named. */
export function namedWarehouse({ kind, connection }: WarehouseSettings): WarehouseSettings {
  return { kind, ...(typeof connection === "string" && { connection }) };
}

/** The block that is meant: one that says nothing but what is handed out means the workspace's own. */
export function meantWarehouse(written: WarehouseSettings, own: WarehouseSettings | null): WarehouseSettings {
  return own && isSame(written, namedWarehouse(own)) ? own : written;
}
