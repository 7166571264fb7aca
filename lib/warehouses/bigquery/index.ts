import type { WarehouseDefinition } from "@/lib/core/ports/warehouse";
import { BigqueryWarehouse } from "./client";
import { createConnection } from "./connection";
import { readCredentials } from "./credentials";
import { dialect } from "./dialect";
import { type BigquerySettings, settings } from "./settings";

const definition: WarehouseDefinition<BigquerySettings> = {
  id: "bigquery",
  label: "BigQuery",
  settings,
  secrets: [
    {
      id: "credentials",
      label: "Service account key",
      help: "The JSON key of a service account with BigQuery Data Viewer on the datasets and BigQuery Job User on the project.",
    },
  ],
  dialect,
  async connect(settings, _catalog, { secrets }) {
    return new BigqueryWarehouse(createConnection(settings, readCredentials(settings, secrets?.credentials)));
  },
};

export default definition;
