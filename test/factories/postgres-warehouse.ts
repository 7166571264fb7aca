import { randomBytes } from "node:crypto";
import pg from "pg";
import { ensureTestPostgres } from "./postgres";

/**
 * The address of an empty database whose locale is Turkish: it folds I and İ, and sorts text, unlike any other. Dropped with
 * what a killed run left, or by `dropDatabase`.
 */
export async function foreignDatabase(): Promise<string> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const server = await serverAddress();
  await administer(
    server,
    `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'tr-TR'`,
  );
  const address = new URL(server);
  address.pathname = `/${name}`;
  return address.href;
}

/** Of the server all tests share, or of the one a script holds. */
async function serverAddress(): Promise<string> {
  return process.env.COTERIE_TEST_POSTGRES ?? (await ensureTestPostgres()).url("postgres");
}

export async function dropDatabase(address: string): Promise<void> {
  const name = new URL(address).pathname.slice(1);
  await administer(await serverAddress(), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
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
