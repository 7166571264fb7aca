import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { CoterieError } from "@/lib/core/errors";

/** The advisory lock Prisma Migrate takes, so that the two never run at once. */
const PRISMA_LOCK = 72707369;

const HISTORY_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

type Migration = { name: string; sql: string; checksum: string };
type Applied = { migration_name: string; checksum: string; finished_at: Date | null };

/**
 * Applies the migrations of a folder that a database lacks, as `prisma migrate deploy` would: same table, checksum
 * and lock, no engine. Each migration is one transaction. Returns the names applied, in order.
 * Refuses a database that a later version, or an edited migration, has touched.
 */
export async function migrate(databaseUrl: string, folder: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [PRISMA_LOCK]);
    await client.query(HISTORY_TABLE);
    const migrations = readMigrations(folder);
    const pending = findPending(migrations, await readHistory(client));
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** Subfolders with a migration.sql, oldest first: their names start with their time. */
function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, "migration.sql")));
  return names.sort().map((name) => {
    const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
    return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

async function readHistory(client: pg.Client): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(
    "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  return rows;
}

function findPending(migrations: readonly Migration[], history: readonly Applied[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { migration_name: name, checksum, finished_at } of history) {
    if (finished_at === null) throw refusal("MIGRATION_FAILED", ...failedBefore(name));
    const migration = known.get(name);
    if (!migration) throw refusal("DATABASE_IS_NEWER", ...newer(name));
    if (migration.checksum !== checksum) throw refusal("MIGRATION_EDITED", ...edited(name));
  }
  const applied = new Set(history.map(({ migration_name }) => migration_name));
  return migrations.filter(({ name }) => !applied.has(name));
}

/** The record is committed before the change is tried, so that a failure stays visible to the next start. */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  const id = randomUUID();
  await client.query("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)", [
    id,
    checksum,
    name,
  ]);
  try {
    // Without parameters the whole file is one message, which Postgres runs as one transaction.
    await client.query(sql);
  } catch (error) {
    const logs = error instanceof Error ? error.message : String(error);
    await client.query("UPDATE _prisma_migrations SET logs = $2 WHERE id = $1", [id, logs]);
    throw refusal("MIGRATION_FAILED", `The migration ${name} failed: ${logs}.`, resolveFix(name), error);
  }
  await client.query(
    "UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1",
    [id],
  );
}

type Wording = [message: string, fix: string];

const failedBefore = (name: string): Wording => [
  `The migration ${name} failed at an earlier start.`,
  resolveFix(name),
];

const newer = (name: string): Wording => [
  `The database was used by a later version of Coterie (it has the migration ${name}).`,
  "Start that version or a newer one, or restore a backup from before the upgrade.",
];

const edited = (name: string): Wording => [
  `The migration ${name} was changed after it was applied.`,
  "Restore the file from version control; a change to the database is a new migration.",
];

const resolveFix = (name: string) =>
  `Mend the cause, then run npm run prisma -- migrate resolve --rolled-back ${name} and start again.`;

function refusal(code: string, message: string, fix: string, cause?: unknown): CoterieError {
  return new CoterieError({ code, message, fix, remedy: "ask_admin", cause });
}
