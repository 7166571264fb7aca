import { z } from "zod";
import type { CatalogCheckView } from "@/lib/core/views/catalog";
import { service } from "../service";
import { checkSource, folderOf } from "./check-source";

/** A catalog's file and the folder on this machine that its paths start from. */
export const catalogInput = z.object({
  source: z.string().min(1, "There is no catalog here yet: choose a file or paste one."),
  /** Empty where the warehouse is a server. */
  baseFolder: z.string().trim().default(""),
});

/** What importing this catalog would meet; nothing is kept. */
export const checkCatalog = service(
  { name: "catalog.check", role: "admin", input: catalogInput },
  async (scope, { source, baseFolder }): Promise<CatalogCheckView> => {
    const { catalog, problems } = await checkSource(source, await folderOf(baseFolder), scope);
    if (!catalog) return { catalog, problems };
    const { name, zone, warehouse, entities } = catalog;
    const summary = { name, zone, warehouse: warehouse.kind, entities: Object.keys(entities).length };
    return { catalog: summary, problems };
  },
);
