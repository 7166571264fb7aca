import type { Catalog, Entity } from "@/lib/core/catalog/types";
import { dialect } from "@/lib/warehouses/bigquery/dialect";
import { tableName } from "@/lib/warehouses/bigquery/quote";
import type { Company } from "../../factories/segments";
import { zetaQuery, zetaTables } from "../../support/zetasql/catalog";
import { Zetasql } from "../../support/zetasql/zetasql";
import type { Engine, OpenEngine } from "./engine";
import { engineOf, type Run } from "./sql-engine";

/** The company in inline rows of BigQuery's reference interpreter. */
export function bigqueryEngine(zetasql: Zetasql): OpenEngine {
  return async ({ asOf, tables, ...company }: Company, compile): Promise<Engine> => {
    const catalog = inBigquery(company.catalog);
    const open = await zetasql.open(zetaTables(catalog, tables));
    const run: Run = async (query) => {
      const { columns, rows } = await open.evaluate(zetaQuery(query));
      return { names: columns.map(({ name }) => name), rows: rows.map((row) => row.map(asText)) };
    };
    return {
      ...engineOf({ asOf, catalog, tables }, { dialect, run, compile }),
      close: () => open.close(),
    };
  };
}

/** BigQuery's interpreter, started when it is first asked and ended by whoever asks it to. */
export function createBigquery(): { open: OpenEngine; stop(): Promise<void> } {
  let started: Promise<Zetasql> | undefined;
  return {
    open: async (company, compile) => {
      started ??= Zetasql.start();
      return bigqueryEngine(await started)(company, compile);
    },
    stop: async () => (await started)?.stop(),
  };
}

function asText(cell: string | number | boolean | null): string | null {
  return cell === null ? null : String(cell);
}

/** The same tables, said as BigQuery says them. */
export function inBigquery(catalog: Catalog): Catalog {
  const entities = Object.values(catalog.entities).map((entity): [string, Entity] => {
    const { name } = entity;
    const source =
      entity.source.kind === "query"
        ? ({ kind: "query", sql: `SELECT * FROM ${tableName([name])} -- all of them;` } as const)
        : ({ kind: "table", table: [name] } as const);
    return [entity.name, { ...entity, source }];
  });
  return { ...catalog, entities: Object.fromEntries(entities) };
}
