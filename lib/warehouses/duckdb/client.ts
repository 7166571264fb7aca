import { randomUUID } from "node:crypto";
import { chmod, rm } from "node:fs/promises";
import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Catalog } from "@/lib/core/catalog/types";
import { CoterieError, type Problem } from "@/lib/core/errors";
import type { BrowsedTable, ReadOptions, SqlQuery, Warehouse } from "@/lib/core/ports/warehouse";
import { type Lease, privateFolder, type Source } from "@/lib/kit/duckdb/instance";
import { moveInto } from "@/lib/kit/duckdb/move-into";
import { text } from "@/lib/kit/duckdb/quote";
import { withRoom } from "@/lib/kit/duckdb/room";
import { browse } from "./browse";
import { checkCatalog } from "./check";
import { toPlain } from "./convert";
import { translateError } from "./errors";
import { requireOneStatement } from "./one-statement";

/** Read once and deleted: hashes do not compress, and whoever writes or reads a group of rows holds all of it. */
const PARQUET = "FORMAT PARQUET, COMPRESSION uncompressed, ROW_GROUP_SIZE 20480";

export class DuckdbWarehouse implements Warehouse {
  constructor(private readonly source: Source) {}

  rows(query: SqlQuery, options: ReadOptions = {}): Promise<Record<string, unknown>[]> {
    return this.use(query.sql, options, async (connection) => {
      const reader = await connection.runAndReadAll(query.sql, [...query.parameters]);
      const names = reader.columnNames();
      return reader
        .getRows()
        .map((row) => Object.fromEntries(names.map((name, i) => [name, toPlain(row[i]!)])));
    });
  }

  /** Nobody bills the bytes of a file. */
  async estimate(): ReturnType<NonNullable<Warehouse["estimate"]>> {
    return null;
  }

  async *texts(query: SqlQuery, options: ReadOptions = {}): AsyncIterable<readonly string[]> {
    const { connection, release } = await this.acquire(query.sql, options.signal);
    const stop = interruptOnAbort(connection, options.signal);
    try {
      await requireOneStatement(connection, query.sql);
      await connection.run("SET preserve_insertion_order = true");
      // Materialised first: streaming a UNION ALL over joins never ends in this engine (duckdb #22215).
      await connection.run(`CREATE TEMP TABLE coterie_result AS ${query.sql}`, [...query.parameters]);
      const result = await connection.stream("SELECT * FROM coterie_result");
      for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk()) {
        options.signal?.throwIfAborted();
        yield chunk.getColumnValues(0).map(asText);
      }
    } catch (error) {
      throw reasonOf(error, options.signal);
    } finally {
      stop();
      release();
    }
  }

  exportParquet(query: SqlQuery, file: string, options: ReadOptions = {}): Promise<{ rows: number }> {
    return this.use(query.sql, options, async (connection) => {
      // DuckDB may write nowhere but here.
      const written = path.join(privateFolder(), `${randomUUID()}.parquet`);
      try {
        const copy = `COPY (${query.sql}) TO ${text(written)} (${PARQUET})`;
        const result = await connection.run(copy, [...query.parameters]);
        // Only who runs Coterie may read what leaves the warehouse.
        await chmod(written, 0o600);
        await moveInto(written, file);
        return { rows: result.rowsChanged };
      } finally {
        await rm(written, { force: true });
      }
    });
  }

  check(catalog: Catalog): Promise<Problem[]> {
    return checkCatalog(this.source, catalog);
  }

  browse({ signal }: ReadOptions = {}): Promise<BrowsedTable[]> {
    return this.use("", { signal }, (connection) => browse(connection, this.source.folder));
  }

  close(): Promise<void> {
    return this.source.close();
  }

  /** Loading files can take a while and serves later questions too: it goes on, but nobody who gave up waits for it. */
  private acquire(sql: string, signal: AbortSignal | undefined): Promise<Lease> {
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(signal?.reason);
      if (signal?.aborted) return giveUp();
      signal?.addEventListener("abort", giveUp, { once: true });
      this.source
        .acquire(sql)
        .then((lease) => (signal?.aborted ? lease.release() : resolve(lease)), reject)
        .finally(() => signal?.removeEventListener("abort", giveUp));
    });
  }

  private async use<T>(
    sql: string,
    { signal }: ReadOptions,
    work: (connection: DuckDBConnection) => Promise<T>,
  ): Promise<T> {
    const { connection, release } = await this.acquire(sql, signal);
    const stop = interruptOnAbort(connection, signal);
    try {
      if (sql !== "") await requireOneStatement(connection, sql);
      return await withRoom(connection, () => work(connection));
    } catch (error) {
      throw reasonOf(error, signal);
    } finally {
      stop();
      release();
    }
  }
}

/** Repeated until the query ends: an interrupt that arrives before the query has begun is lost. */
function interruptOnAbort(connection: DuckDBConnection, signal: AbortSignal | undefined): () => void {
  let timer: NodeJS.Timeout | undefined;
  const interrupt = () => {
    connection.interrupt();
    timer = setTimeout(interrupt, 25).unref();
  };
  if (signal?.aborted) interrupt();
  signal?.addEventListener("abort", interrupt, { once: true });
  return () => {
    signal?.removeEventListener("abort", interrupt);
    clearTimeout(timer);
  };
}

function reasonOf(error: unknown, signal: AbortSignal | undefined): unknown {
  return signal?.aborted ? signal.reason : translateError(error);
}

function asText(value: unknown): string {
  if (typeof value === "string") return value;
  throw new CoterieError({
    code: "KEY_MISSING",
    message: "At least one member has no key, so nobody could tell who that is.",
    remedy: "fix_input",
    fix: "Ask the data team to give every row its key, or leave rows without one out.",
  });
}
