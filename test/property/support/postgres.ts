import pg from "pg";
import { postgresType } from "@/lib/warehouses/postgres/column-type";
import { dialect } from "@/lib/warehouses/postgres/dialect";
import { foreignDatabase } from "../../factories/postgres-warehouse";
import type { OpenEngine } from "./engine";
import { engineOf, loading, type Run } from "./sql-engine";

/**
 * One database for all companies, one after another, of a locale that folds and sorts text unlike any other, in sessions set
 * as no one would set them.
 */
let database: Promise<pg.Client> | undefined;

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: await foreignDatabase(),
    types: { getTypeParser: () => String },
  });
  await client.connect();
  client.on("error", () => {});
  await client.query(`
    SET TimeZone = 'Pacific/Auckland'; SET DateStyle = 'German, DMY'; SET IntervalStyle = 'sql_standard';
    SET extra_float_digits = -5; SET client_min_messages = 'warning'; SET search_path = main`);
  return client;
}

/** Lets the process end. The database is dropped when the server is next started. */
export async function closePostgres(): Promise<void> {
  const open = database;
  database = undefined;
  await (await open)?.end();
}

/** The company in a schema that takes the place of the company before. */
export const openPostgres: OpenEngine = async (company, compile) => {
  database ??= connect();
  const client = await database;
  const run: Run = async ({ sql, parameters }) => {
    const query = { text: sql, values: [...parameters], rowMode: "array", queryMode: "extended" } as const;
    const { fields, rows } = await client.query<(string | null)[]>(query);
    return { names: fields.map(({ name }) => name), rows };
  };
  await client.query("DROP SCHEMA IF EXISTS main CASCADE; CREATE SCHEMA main");
  for (const query of loading(company, postgresType)) await run(query);
  return { ...engineOf(company, { dialect, run, compile }), close: () => {} };
};
