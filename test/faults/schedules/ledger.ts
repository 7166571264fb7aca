import { existsSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import pg from "pg";
import type { LedgerState } from "@/lib/core/membership/types";
import { stateDatabase } from "@/lib/state/address";

/** What a ledger says of one identifier. */
export type LedgerRow = { value: string; state: LedgerState; possible: boolean };

const COLUMNS = "value, CAST(state AS TEXT) AS state, possible";

/** Read from its table as it lies there, once nobody works any more: no code of the product's stands between. */
export async function readLedger(home: string, syncId: string): Promise<LedgerRow[]> {
  const shared = stateDatabase(process.env);
  if (!shared) return readFile(join(home, "state", `${syncId}.duckdb`));
  const client = new pg.Client(shared.connection);
  await client.connect();
  try {
    const { rows } = await client.query<LedgerRow>(
      `SELECT ${COLUMNS} FROM "${shared.schema}"."${syncId}_ledger"`,
    );
    return rows;
  } finally {
    await client.end();
  }
}

async function readFile(file: string): Promise<LedgerRow[]> {
  if (!existsSync(file)) return [];
  const instance = await DuckDBInstance.create(file, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(`SELECT ${COLUMNS} FROM ledger`);
    // Safe: the columns are those of the type.
    return reader.getRowObjectsJson() as LedgerRow[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
