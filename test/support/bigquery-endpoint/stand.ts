import { hash } from "node:crypto";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Warehouse } from "@/lib/core/ports/warehouse";
import type { Tables } from "@/lib/core/segment/evaluate/index";
import bigquery from "@/lib/warehouses/bigquery";
import { zetaTables } from "../zetasql/catalog";
import { Zetasql } from "../zetasql/zetasql";
import { type Answerer, fieldOf, zetasqlAnswerer } from "./answers";
import { startEndpoint } from "./endpoint";

const DATASET = "shop";

/** An interpreter cannot make a million rows of two thousand; the endpoint makes them up, a page at a time. */
function withMillions(answerer: Answerer): Answerer {
  const page = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({ f: [{ v: sha256(String(from + index)) }] }));
  const fields = [{ name: "key", type: "STRING" }];
  return {
    ...answerer,
    run: async (asked) =>
      asked.sql.includes("CROSS JOIN `numbers` AS `n1`")
        ? { fields, total: 1_000_000, page }
        : answerer.run(asked),
  };
}

function sha256(text: string): string {
  return hash("sha256", text);
}

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
  const endpoint = await startEndpoint(withMillions(zetasqlAnswerer(open, tables)), {
    project: "acme-analytics",
    tables: described,
  });
  // Five tables beside each other are more rows than anybody waits for: that question runs until it is stopped.
  endpoint.hold("CROSS JOIN `numbers` AS `n4`");
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
