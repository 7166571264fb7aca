import type { WarehouseDefinition } from "@/lib/core/ports/warehouse";
import { PostgresWarehouse } from "./client";
import { connectionOptions } from "./connection";
import { dialect } from "./dialect";
import { Sessions } from "./session";
import { type PostgresSettings, settings } from "./settings";

const definition: WarehouseDefinition<PostgresSettings> = {
  id: "postgres",
  label: "PostgreSQL",
  settings,
  secrets: [{ id: "password", label: "Password", help: "Of the role above." }],
  dialect,
  async connect(settings, _catalog, context) {
    return new PostgresWarehouse(new Sessions(await connectionOptions(settings, context), settings));
  },
};

export default definition;
