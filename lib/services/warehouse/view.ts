import type { WarehouseRow, WarehouseView } from "@/lib/core/views/warehouse";
import type { Warehouse } from "@/lib/db/generated/client";
import { storedWarehouse } from "@/lib/db/stored";
import { typed, warehouseKindView, warehouseOf } from "./definitions";

export function warehouseRow(row: Warehouse, inUse: boolean): WarehouseRow {
  const { id, kind, name, status, problem, testedAt } = row;
  const kindLabel = warehouseOf(kind).label;
  return { id, kind, kindLabel, name, status, problem, testedAt: testedAt?.toISOString() ?? null, inUse };
}

export function warehouseView(row: Warehouse, inUse: boolean): WarehouseView {
  return {
    ...warehouseRow(row, inUse),
    definition: warehouseKindView(warehouseOf(row.kind)),
    settings: typedSettingsOf(row),
  };
}

/** Settings as they stand in the form. */
export function typedSettingsOf({ settings }: Warehouse): Record<string, string> {
  const { kind: _, ...others } = storedWarehouse(settings);
  return Object.fromEntries(Object.entries(others).map(([id, value]) => [id, typed(value)]));
}
