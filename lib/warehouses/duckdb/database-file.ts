import type { DuckDBInstance } from "@duckdb/node-api";
import { connect, type Lease, openInstance, type Source } from "@/lib/kit/duckdb/instance";
import { translateError } from "./errors";

type Opened = { instance: Promise<DuckDBInstance>; users: number };

/** One opening a file and process: queries that overlap share it. */
const opened = new Map<string, Opened>();

/**
 * A database file, open for reading only while queries run: DuckDB lets nobody write while anyone reads, and the
 * company's own jobs must be able to write in between.
 */
export function databaseFile(file: string): Source {
  return {
    acquire: () => acquire(file),
    close: async () => {},
  };
}

async function acquire(file: string): Promise<Lease> {
  const entry = opened.get(file) ?? { instance: openInstance(file, { access_mode: "READ_ONLY" }), users: 0 };
  opened.set(file, entry);
  entry.users += 1;
  try {
    const connection = await connect(await entry.instance);
    return {
      connection,
      release: () => {
        connection.closeSync();
        void leave(file, entry);
      },
    };
  } catch (error) {
    await leave(file, entry);
    throw translateError(error, file);
  }
}

/** The last to leave closes the file. */
async function leave(file: string, entry: Opened): Promise<void> {
  entry.users -= 1;
  if (entry.users > 0) return;
  opened.delete(file);
  const instance = await entry.instance.catch(() => null);
  instance?.closeSync();
}
