import type { Catalog } from "@/lib/core/catalog/types";
import type { Warehouse } from "@/lib/core/ports/warehouse";
import type { Tables } from "@/lib/core/segment/evaluate/index";
import bigquery from "@/lib/warehouses/bigquery";
import { zetaTables } from "../zetasql/catalog";
import { Zetasql } from "../zetasql/zetasql";
import { fieldOf, zetasqlAnswerer } from "./answers";
import { startEndpoint } from "./endpoint";

const DATASET = "shop";

let started: Promise<Zetasql> | undefined;

/** A client of an endpoint whose project holds these rows; catalogs name tables without their dataset. */
export async function standBigquery(
  catalog: Catalog,
  rows: Tables,
): Promise<{ warehouse: Warehouse; reopen(catalog: Catalog): Promise<Warehouse>; close(): Promise<void> }> {
  // One for the whole process, which it ends with.
  started ??= Zetasql.start();
  const zetasql = await started;
  const tables = zetaTables(catalog, rows);
  const open = await zetasql.open(tables);
  const described = tables.map(({ name, columns }) => ({
    dataset: DATASET,
    table: name,
    fields: Object.entries(columns).map(([name, type]) => fieldOf({ name, type })),
  }));
  const endpoint = await startEndpoint(zetasqlAnswerer(open, tables), {
    project: "acme-analytics",
    tables: described,
  });
  const settings = bigquery.settings.parse({ kind: "bigquery", project: "acme-analytics", dataset: DATASET });
  const reopen = async (other: Catalog) => {
    process.env.COTERIE_BIGQUERY_ENDPOINT = endpoint.url;
    const warehouse = await bigquery.connect(settings, other, { baseFolder: "/" });
    // The address is read when the first question is asked.
    await warehouse.estimate?.({ sql: "SELECT 1", parameters: [] });
    return warehouse;
  };
  return {
    warehouse: await reopen(catalog),
    reopen,
    close: async () => {
      await endpoint.close();
      await open.close();
    },
  };
}
