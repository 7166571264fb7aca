import { draftCatalog } from "@/lib/core/catalog/draft/index";
import type { Catalog } from "@/lib/core/catalog/types";
import { InvalidInput } from "@/lib/core/errors";
import type { BrowsedTable } from "@/lib/core/ports/warehouse";
import { type DraftOptions, writeDraft } from "@/lib/definitions/catalog-draft";
import { openWarehouse } from "../segment/open-warehouse";

export type WarehousePlace = DraftOptions & { baseFolder: string; signal?: AbortSignal };

/** What the warehouse holds, before there is a catalog of it. */
async function browseWarehouse({ baseFolder, signal, ...options }: WarehousePlace): Promise<BrowsedTable[]> {
  const nothing: Catalog = { version: 1, entities: {}, ...options };
  const { warehouse } = await openWarehouse(nothing, baseFolder);
  try {
    if (!warehouse.browse) throw cannotBrowse(options.warehouse.kind);
    return await warehouse.browse(signal ? { signal } : {});
  } finally {
    await warehouse.close();
  }
}

/** The text of a first catalog. `only`: tables to keep, each as its name or `schema.name`; all when left out. */
export async function draftCatalogFile(
  place: WarehousePlace,
  only?: readonly string[],
): Promise<{ source: string; entities: number }> {
  const tables = await browseWarehouse(place);
  const kept =
    only === undefined
      ? tables
      : tables.filter((table) => namesOf(table).some((name) => only.includes(name)));
  if (kept.length === 0) throw nothingThere(tables.length);
  const drafts = draftCatalog(kept);
  return { source: writeDraft(drafts, place), entities: drafts.length };
}

function namesOf({ source }: BrowsedTable): string[] {
  if (source.kind === "files") return [...source.files];
  return [source.table.at(-1)!, source.table.join(".")];
}

function nothingThere(tables: number): InvalidInput {
  return new InvalidInput({
    code: "NOTHING_TO_DRAFT",
    message:
      tables === 0
        ? "The warehouse has nothing Coterie may read."
        : "The warehouse has none of these tables.",
    fix:
      tables === 0
        ? "Grant its user SELECT on the tables to ask about."
        : "Check their names, schema included.",
  });
}

function cannotBrowse(kind: string): InvalidInput {
  return new InvalidInput({
    code: "CANNOT_BROWSE",
    message: `A warehouse of kind "${kind}" cannot say what it holds.`,
    fix: "Write the catalog by hand.",
  });
}
