import { isSame } from "@/lib/core/canonical";
import { meantWarehouse, withWarehouse } from "@/lib/definitions/folder/catalog-text";
import type { Planning } from "../plan/planning";

/** The text of the folder's catalog as it is imported: where it leaves that out, with how the workspace reaches its warehouse. */
export function catalogSource({ folder, there }: Pick<Planning, "folder" | "there">): string | null {
  if (!folder.catalog) return null;
  const { catalog, text } = folder.catalog;
  const meant = meantWarehouse(catalog.warehouse, there.catalog?.catalog.warehouse ?? null);
  return isSame(meant, catalog.warehouse) ? text : withWarehouse(text, meant);
}
