import type { WarehouseDefinition } from "@/lib/core/ports/warehouse";
import { PostgresWarehouse } from "./client";
import { connectionOptions } from "./connection";
import { dialect } from "./dialect";
import { readingSettings, Sessions } from "./session";
import { type PostgresSettings, settings } from "./settings";

const definition: WarehouseDefinition<PostgresSettings> = {
  id: "postgres",
  label: "PostgreSQL",
  settings,
  secrets: [{ id: "password", label: "Password", help: "Of the role above." }],
  dialect,
  async connect(settings, _catalog, context) {
    const sessions = new Sessions(await connectionOptions(settings, context), settings);
    return new PostgresWarehouse(sessions, settings.stateSchema);
  },
  async stateHome(settings, context) {
    const { stateSchema: schema, timeout } = settings;
    if (schema === undefined) return null;
    const connection = { ...(await connectionOptions(settings, context)) };
    const limit = `statement_timeout = ${timeout * 1000}`;
    return { kind: "postgres", connection, schema, settings: [...readingSettings(settings), limit] };
  },
};

export default definition;
