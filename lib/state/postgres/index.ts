import { createHash } from "node:crypto";
import type { ClientConfig } from "pg";
import { RETENTION } from "@/lib/core/membership/plan";
import type { Retention, StateStore } from "@/lib/core/ports/state-store";
import { quoted } from "@/lib/state/sql/dialect";
import { checkedName, stateBusy } from "@/lib/state/sql/failure";
import { openSyncState } from "@/lib/state/sql/sync-state";
import { TABLES } from "@/lib/state/sql/tables";
import { prepare } from "./prepare";
import { makeSchema } from "./schema";
import { PostgresSession } from "./session";

export type PostgresStateOptions = {
  connection: ClientConfig;
  /** Holds the tables of every sync; created where the role may. */
  schema: string;
  /** Of a warehouse that keeps state: what its queries rely on ("search_path = …"). */
  warehouse?: { settings: readonly string[] };
  retention?: Retention;
};

/** Enough for the joins of a million rows; beyond it the server spills. */
const SETTINGS = ["TimeZone = 'UTC'", "work_mem = '64MB'", "jit = off", "client_min_messages = 'warning'"];

/**
 * Tables of their own for each sync, in one schema: a role needs no right beyond it, forgetting a sync is dropping its
 * tables, and what the server learns about one is not blurred by the others. Whoever opens a sync's state holds an
 * advisory lock of this database until it is closed, on the same connection: a process that dies loses both at once.
 */
export function postgresStateStore(options: PostgresStateOptions): StateStore {
  const { connection, schema, warehouse, retention = RETENTION } = options;
  const settings = [...SETTINGS, ...(warehouse?.settings ?? [])];
  const runsQueries = warehouse !== undefined;
  const tableOf = (sync: string, table: string) =>
    `${quoted(schema)}.${quoted(`${prefixOf(sync)}_${table}`)}`;
  const session = async (sync: string) => {
    const opened = await PostgresSession.open(connection, { settings, runsQueries }, (table) =>
      tableOf(sync, table),
    );
    try {
      await lock(opened, `${schema} ${sync}`);
      return opened;
    } catch (error) {
      await opened.close();
      throw error;
    }
  };
  return {
    async open(sync) {
      const opened = await session(checkedName(sync));
      try {
        await makeSchema(opened, schema);
        await prepare(opened, (table) => quoted(`${prefixOf(sync)}_${table}_found`));
        return await openSyncState(opened, retention);
      } catch (error) {
        await opened.close();
        throw error;
      }
    },
    async erase(sync) {
      const opened = await session(checkedName(sync));
      try {
        for (const table of Object.keys(TABLES)) await opened.run(`DROP TABLE IF EXISTS {${table}}`);
      } finally {
        await opened.close();
      }
    },
  };
}

/** Postgres cuts names at 63 bytes. */
function prefixOf(sync: string): string {
  return sync.length <= 40 ? sync : createHash("sha256").update(sync).digest("hex").slice(0, 40);
}

async function lock(session: PostgresSession, name: string): Promise<void> {
  const { taken } = await session.one<{ taken: boolean }>(
    "SELECT pg_try_advisory_lock(hashtextextended(CAST($name AS TEXT), 0)) AS taken",
    { name: `coterie state ${name}` },
  );
  if (!taken) throw stateBusy();
}
