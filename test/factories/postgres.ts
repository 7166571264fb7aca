import { randomBytes } from "node:crypto";
import path from "node:path";
import pg from "pg";
import { migrate } from "@/lib/db/migrate";
import { fingerprint } from "@/scripts/lib/fingerprint.mjs";
import { withLock } from "@/scripts/lib/lock.mjs";
import { holdPostgres } from "@/scripts/postgres.mjs";
import { testHome } from "@/test/support/postgres-server";

/** Only the machine could lose what is not flushed, and then the test run is lost anyway. */
const FAST = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" };

const MIGRATIONS = path.resolve("prisma/migrations");

type Server = Awaited<ReturnType<typeof holdPostgres>>;
let server: Promise<Server> | undefined;

/** The Postgres all tests share; started by the first to ask, stopped when the run ends. */
export function ensureTestPostgres(): Promise<Server> {
  server ??= startServer();
  return server;
}

/**
 * A migrated database for one test file, cloned from a template in some 50 ms. `drop` it when the file is done, in
 * `afterAll`; connections that are still open are cut.
 */
export async function testDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  return createDatabase(await ensureTemplate());
}

/** One without tables, for data of an earlier version. */
export function emptyDatabase(): ReturnType<typeof testDatabase> {
  return createDatabase("template1");
}

async function createDatabase(template: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const { url } = await ensureTestPostgres();
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  return { url: url(name), drop: () => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function startServer(): Promise<Server> {
  const holder = Number(process.env.COTERIE_TEST_RUNNER ?? process.pid);
  const started = await holdPostgres({ home: testHome(), settings: FAST, holder });
  if (started.freshlyStarted) await dropLeftovers(started);
  return started;
}

/** A run that was killed could not drop its databases; templates of other migrations go too. */
async function dropLeftovers({ url }: Server): Promise<void> {
  const client = new pg.Client({ connectionString: url("postgres") });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT datname AS name FROM pg_database WHERE datname LIKE 'test\\_%'",
    );
    for (const { name } of rows) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}

let template: Promise<string> | undefined;

/** Named by what the migrations contain, so a changed migration makes a new one. */
function ensureTemplate(): Promise<string> {
  template ??= (async () => {
    const { url, ensureDatabase } = await ensureTestPostgres();
    const name = `template_${fingerprint(["prisma/migrations"]).slice(0, 16)}`;
    await withLock(`${testHome()}/template.lock`, async () => {
      await ensureDatabase(name);
      await migrate(url(name), MIGRATIONS);
    });
    return name;
  })();
  return template;
}

async function administer(sql: string): Promise<void> {
  const { url } = await ensureTestPostgres();
  const client = new pg.Client({ connectionString: url("postgres") });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
