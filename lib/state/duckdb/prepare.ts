import { columnsOf, saltOf, TABLES, TEMPORARY } from "@/lib/state/sql/tables";
import type { DuckdbSession } from "./session";

/** Makes what is missing. No keys or indexes: every step is set-based, and DuckDB's indexes cost memory. */
export async function prepare(session: DuckdbSession): Promise<void> {
  const isOld = await setOldAside(session);
  for (const [table, columns] of Object.entries(TABLES)) {
    await session.run(`CREATE TABLE IF NOT EXISTS ${table} (${columnsOf(columns, session.dialect)})`);
  }
  for (const table of Object.keys(TEMPORARY)) await session.empty(table);
  if (isOld) await takeOver(session);
}

/** Files from before fingerprints numbered their identifiers. Done again from the start when it was interrupted. */
async function setOldAside(session: DuckdbSession): Promise<boolean> {
  const [column] = await session.rows<{ type: string }>(
    `SELECT data_type AS type FROM duckdb_columns()
     WHERE table_name = 'ledger' AND column_name = 'id' AND NOT internal AND database_name = current_database()`,
  );
  if (column?.type === "BIGINT") {
    await session.transaction(async () => {
      await putBackOld(session);
      for (const table of ["ledger", "holder"])
        await session.run(`ALTER TABLE ${table} RENAME TO old_${table}`);
      // An unfinished run plans anew: what was in flight is told by the ledger.
      for (const table of ["plan", "plan_batch", "plan_row"])
        await session.run(`DROP TABLE IF EXISTS ${table}`);
    });
  }
  const old = await session.rows("SELECT 1 FROM duckdb_tables() WHERE table_name = 'old_ledger'");
  return old.length > 0;
}

/** Batches that were marked and never begun: nobody in them was sent. */
async function putBackOld(session: DuckdbSession): Promise<void> {
  const begun = await session.rows(
    "SELECT 1 FROM duckdb_columns() WHERE table_name = 'plan_batch' AND column_name = 'begun'",
  );
  if (begun.length === 0) return;
  await session.run(
    `UPDATE ledger SET state = r.state, possible = r.possible FROM plan_row r JOIN plan_batch b ON b.number = r.batch
     WHERE ledger.id = r.identifier AND ledger.state = 'in_flight' AND NOT b.begun AND NOT b.folded`,
  );
}

async function takeOver(session: DuckdbSession): Promise<void> {
  await session.transaction(async () => {
    const salt = await saltOf(session);
    const id = session.dialect.fingerprint("CAST($salt AS TEXT) || ' ' || l.kind || ' ' || l.value");
    await session.run("DELETE FROM ledger");
    await session.run(
      `INSERT INTO ledger (scope, id, kind, value, state, possible, sent_at, changed_at, refusals, retry_at)
       SELECT l.scope, ${id}, l.kind, l.value, l.state, l.possible, l.sent_at, l.changed_at, l.refusals, l.retry_at FROM old_ledger AS l`,
      { salt },
    );
    await session.run("DELETE FROM holder");
    await session.run(
      `INSERT INTO holder (scope, id, key, former)
       SELECT l.scope, ${id}, h.key, ${await formerOf(session)} FROM old_holder AS h JOIN old_ledger AS l ON l.id = h.identifier`,
      { salt },
    );
    await session.run("DROP TABLE old_holder");
    await session.run("DROP TABLE old_ledger");
  });
}

async function formerOf(session: DuckdbSession): Promise<string> {
  const column = await session.rows(
    "SELECT 1 FROM duckdb_columns() WHERE table_name = 'old_holder' AND column_name = 'former'",
  );
  return column.length > 0 ? "coalesce(h.former, false)" : "false";
}
