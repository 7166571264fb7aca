import { randomBytes } from "node:crypto";
import pg from "pg";
import { ensureTestPostgres } from "./postgres";

/**
 * The address of an empty database whose locale is Turkish: it folds I and İ, and sorts text, unlike any other. Dropped with
 * what a killed run left, or by `dropDatabase`.
 */
export async function foreignDatabase(): Promise<string> {
  const { url } = await ensureTestPostgres();
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administer(
    url("postgres"),
    `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'tr-TR'`,
  );
  return url(name);
}

export async function dropDatabase(address: string): Promise<void> {
  const { url } = await ensureTestPostgres();
  const name = new URL(address).pathname.slice(1);
  await administer(url("postgres"), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

async function administer(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
