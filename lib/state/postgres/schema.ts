import { quoted } from "@/lib/state/sql/dialect";
import type { PostgresSession } from "./session";

/** Not even asked for where it is there: the right to create one may be missing. */
export async function makeSchema(session: PostgresSession, schema: string): Promise<void> {
  const found = await session.rows("SELECT 1 FROM pg_namespace WHERE nspname = $schema", { schema });
  if (found.length > 0) return;
  await alone(session, schema, () => session.run(`CREATE SCHEMA IF NOT EXISTS ${quoted(schema)}`));
}

/** A table that is not of one sync. */
export async function makeTable(session: PostgresSession, table: string, columns: string): Promise<void> {
  const { found } = await session.one<{ found: boolean }>(
    "SELECT to_regclass(CAST($table AS TEXT)) IS NOT NULL AS found",
    { table },
  );
  if (found) return;
  await alone(session, table, () => session.run(`CREATE TABLE IF NOT EXISTS ${table} (${columns})`));
}

/** Two may come at once, and the second to create something would be told that it is there. */
async function alone(session: PostgresSession, name: string, work: () => Promise<void>): Promise<void> {
  await session.run("SELECT pg_advisory_lock(hashtextextended(CAST($name AS TEXT), 0))", { name });
  try {
    await work();
  } finally {
    await session.run("SELECT pg_advisory_unlock(hashtextextended(CAST($name AS TEXT), 0))", { name });
  }
}
