import path from "node:path";
import type { WarehouseDefinition } from "@/lib/core/ports/warehouse";
import { DuckdbWarehouse } from "./client";
import { databaseFile } from "./database-file";
import { dialect } from "./dialect";
import { fileFolder } from "./file-folder";
import { type DuckdbSettings, settings } from "./settings";

const definition: WarehouseDefinition<DuckdbSettings> = {
  id: "duckdb",
  label: "DuckDB",
  settings,
  dialect,
  async connect(settings, catalog, { baseFolder }) {
    const place = path.resolve(baseFolder, settings.file ?? settings.folder ?? "");
    const source = settings.file === undefined ? fileFolder(place, catalog) : databaseFile(place);
    return new DuckdbWarehouse(source);
  },
};

export default definition;
