import { Document, isMap, isNode, isScalar, parseDocument } from "yaml";
import { isSame } from "@/lib/core/canonical";
import type { WarehouseSettings } from "@/lib/core/catalog/types";

/**
 * The text of a catalog with another `warehouse` block; all else of it, comments too, letter for letter. What a workspace hands out
 * names the warehouse and not how it is reached.
 */
export function withWarehouse(text: string, warehouse: WarehouseSettings): string {
  const { contents } = parseDocument(text);
  const pair =
    isMap(contents) && contents.items.find(({ key }) => isScalar(key) && key.value === "warehouse");
  if (!pair || !isScalar(pair.key) || !isNode(pair.value)) return text;
  const from = pair.value.range?.[0] ?? 0;
  const to = pair.value.range?.[1] ?? from;
  const before = text.slice(0, pair.key.range?.[1] ?? from);
  return `${before}: ${flowText(warehouse)}${/\n\s*$/.test(text.slice(from, to)) ? "\n" : ""}${text.slice(to)}`;
}

function flowText(warehouse: WarehouseSettings): string {
  const document = new Document(warehouse);
  if (isMap(document.contents)) document.contents.flow = true;
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).trimEnd();
}

/** What of a `warehouse` block leaves a workspace: its kind, and the connection where one is named. */
export function namedWarehouse({ kind, connection }: WarehouseSettings): WarehouseSettings {
  return { kind, ...(typeof connection === "string" && { connection }) };
}

/** The block that is meant: one that says nothing but what is handed out means the workspace's own. */
export function meantWarehouse(written: WarehouseSettings, own: WarehouseSettings | null): WarehouseSettings {
  return own && isSame(written, namedWarehouse(own)) ? own : written;
}
