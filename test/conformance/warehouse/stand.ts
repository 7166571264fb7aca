import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import pg from "pg";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Warehouse } from "@/lib/core/ports/warehouse";
import type { Tables } from "@/lib/core/segment/evaluate/index";
import duckdb from "@/lib/warehouses/duckdb";
import { duckdbType } from "@/lib/warehouses/duckdb/column-type";
import postgres from "@/lib/warehouses/postgres";
import { postgresType } from "@/lib/warehouses/postgres/column-type";
import { dropDatabase, foreignDatabase } from "@/test/factories/postgres-warehouse";
import { loading } from "@/test/property/support/sql-engine";
import { standBigquery } from "@/test/support/bigquery-endpoint/stand";
import { zetasqlMissing } from "@/test/support/zetasql/package";

export type Opened = {
  warehouse: Warehouse;
  /** Another connection to the same rows, by a catalog that may be wrong about them. */
  reopen(catalog: Catalog): Promise<Warehouse>;
  close(): Promise<void>;
};
/** A warehouse of its own that holds these rows. */
export type Stand = (catalog: Catalog, tables: Tables) => Promise<Opened>;

/** How each warehouse is stood up here. One without a line fails a test; a text says why it cannot be. */
export const stands: Readonly<Record<string, Stand | string>> = {
  duckdb: openDuckdb,
  postgres: openPostgres,
  // BigQuery itself runs nowhere but at Google: its client asks a local endpoint, which runs the SQL in ZetaSQL's interpreter.
  bigquery: zetasqlMissing() ?? standBigquery,
};

/** Stands that interpret SQL slowly, and know an older Unicode: they are asked about fewer characters. */
export const INTERPRETED: ReadonlySet<string> = new Set(["bigquery"]);

async function openDuckdb(catalog: Catalog, tables: Tables): Promise<Opened> {
  const folder = await mkdtemp(path.join(tmpdir(), "coterie-conformance-"));
  const instance = await DuckDBInstance.create(path.join(folder, "rows.duckdb"));
  const connection = await instance.connect();
  for (const { sql, parameters } of loading({ catalog, tables, asOf: "" }, duckdbType)) {
    await connection.run(sql, [...parameters]);
  }
  connection.closeSync();
  instance.closeSync();
  const settings = duckdb.settings.parse({ kind: "duckdb", file: "rows.duckdb" });
  const reopen = (other: Catalog) => duckdb.connect(settings, other, { baseFolder: folder });
  const warehouse = await reopen(catalog);
  return {
    warehouse,
    reopen,
    close: async () => {
      await warehouse.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function openPostgres(catalog: Catalog, tables: Tables): Promise<Opened> {
  const address = await foreignDatabase();
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  for (const { sql, parameters } of loading({ catalog, tables, asOf: "" }, postgresType)) {
    await client.query(sql, [...parameters]);
  }
  await client.end();
  const reopen = (other: Catalog) => connectPostgres(address, other);
  const warehouse = await reopen(catalog);
  return {
    warehouse,
    reopen,
    close: async () => {
      await warehouse.close();
      await dropDatabase(address);
    },
  };
}

/** A warehouse at an address with a password in it. */
export function connectPostgres(address: string, catalog: Catalog, more: object = {}): Promise<Warehouse> {
  const { hostname, port, pathname, username, password } = new URL(address);
  process.env.COTERIE_PRIVATE_HOSTS ??= "127.0.0.1";
  const settings = postgres.settings.parse({
    kind: "postgres",
    host: hostname,
    port: Number(port),
    database: pathname.slice(1),
    user: username,
    ssl: "disable",
    ...more,
  });
  return postgres.connect(settings, catalog, { baseFolder: "/", secrets: { password } });
}
