import { columnsOf, TABLES, TEMPORARY } from "@/lib/state/sql/tables";
import type { PostgresSession } from "./session";

/** What is looked up by row rather than gone through. */
const INDEXES = {
  ledger: "scope, id",
  holder: "scope, id",
  plan_row: "plan, batch, position",
} as const;

/** Makes what is missing of one sync's tables; everything stays in the one schema. */
export async function prepare(session: PostgresSession, indexName: (table: string) => string): Promise<void> {
  for (const [table, columns] of Object.entries(TABLES)) {
    await session.run(`CREATE TABLE IF NOT EXISTS {${table}} (${columnsOf(columns, session.dialect)})`);
  }
  for (const [table, columns] of Object.entries(INDEXES)) {
    await session.run(`CREATE INDEX IF NOT EXISTS ${indexName(table)} ON {${table}} (${columns})`);
  }
  for (const table of Object.keys(TEMPORARY)) await session.empty(table);
}
