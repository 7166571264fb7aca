import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { WantedSource } from "@/lib/core/ports/state-store";
import { GIVEN_BACK } from "@/lib/kit/duckdb/room";
import { notTheWarehouse } from "@/lib/state/sql/failure";
import { SerialSession } from "@/lib/state/sql/serial-session";
import type { Arrived, Attempted, Parameters, StateSession } from "@/lib/state/sql/session";
import { columnsOf, named, TEMPORARY } from "@/lib/state/sql/tables";
import { duckdbDialect } from "./dialect";
import { isOutOfMemory, storeFailure } from "./failure";

export type SessionOptions = {
  memoryLimit: string;
  /** What a step that finds the limit too little is done again with, least first; not where there is none. */
  roomier?: readonly string[];
  threads: number;
  temporaryFolder: string;
};

const limitedTo = (room: string) => `SET memory_limit = '${room}'`;

/** Enough to read a batch and to note that it is sent. */
const RESTING = "24MB";

/** One open DuckDB file. */
export class DuckdbSession extends SerialSession implements StateSession {
  readonly dialect = duckdbDialect;
  readonly runsQueries = false;
  protected readonly failure = storeFailure;
  private isResting = false;

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private room: string,
    private roomier: readonly string[],
    private readonly onClose: () => void,
  ) {
    super();
  }

  static async open(file: string, options: SessionOptions, onClose: () => void): Promise<DuckdbSession> {
    try {
      const instance = await DuckDBInstance.create(file, {
        memory_limit: options.memoryLimit,
        threads: String(options.threads),
        temp_directory: options.temporaryFolder,
        preserve_insertion_order: "false",
        // Hashes do not compress, and looking for a way to costs half of the time of writing them.
        force_compression: "uncompressed",
        ...GIVEN_BACK,
        // From 1.5.1 to 1.5.6 it may take unlike parts of a query for the same (duckdb #25819).
        disabled_optimizers: "common_subplan",
      });
      return new DuckdbSession(
        instance,
        await instance.connect(),
        options.memoryLimit,
        options.roomier ?? [],
        onClose,
      );
    } catch (error) {
      throw storeFailure("open", error);
    }
  }

  async run(sql: string, parameters: Parameters = {}): Promise<void> {
    await this.guard(sql, (text) => this.connection.run(text, parameters));
  }

  async rows<Row extends Record<string, unknown>>(sql: string, parameters: Parameters = {}): Promise<Row[]> {
    const rows = await this.guard(sql, async (text) =>
      (await this.connection.runAndReadAll(text, parameters)).getRowObjectsJS(),
    );
    return rows.map((row) => plain<Row>(row));
  }

  /** Little is enough for most syncs. Where it is not, what was begun is taken back and done again with more. */
  override async attempt<T>(work: () => Promise<Attempted<T>>): Promise<T> {
    await this.wake();
    try {
      return await super.attempt(work);
    } catch (error) {
      const [more, ...most] = this.roomier;
      if (more === undefined || !isOutOfMemory(error)) throw error;
      this.roomier = most;
      this.room = more;
      await this.run(limitedTo(more));
      return this.attempt(work);
    }
  }

  /** What it holds goes to the disk; where that cannot be, it keeps its room. */
  async rest(): Promise<void> {
    this.isResting = true;
    await this.run(limitedTo(RESTING)).catch(() => undefined);
  }

  private async wake(): Promise<void> {
    if (!this.isResting) return;
    this.isResting = false;
    await this.run(limitedTo(this.room));
  }

  /** Chunk by chunk. (Streaming joins under UNION ALL hangs in DuckDB.) */
  async *stream(sql: string, parameters: Parameters = {}): AsyncGenerator<readonly string[]> {
    const result = await this.guard(sql, (text) => this.connection.stream(text, parameters));
    for (;;) {
      const chunk = await this.guard(sql, () => result.fetchChunk());
      if (!chunk || chunk.rowCount === 0) return;
      yield chunk.getColumnValues(0) as string[];
    }
  }

  async empty(table: string): Promise<void> {
    const columns = columnsOf(TEMPORARY[table] ?? "", this.dialect);
    await this.run(`CREATE OR REPLACE TEMP TABLE ${table} (${columns})`);
  }

  /** DuckDB knows. */
  async measureTable(): Promise<void> {}

  async refill(table: string, query: string, parameters: Parameters = {}): Promise<void> {
    await this.empty(table);
    await this.run(`INSERT INTO ${table} ${query}`, parameters);
  }

  /** A file is read where it lies. */
  async arrive<T>(
    source: WantedSource,
    _columns: readonly string[],
    work: (arrived: Arrived) => Promise<T>,
  ): Promise<T> {
    if ("file" in source) return work({ from: "read_parquet($file)", parameters: { file: source.file } });
    throw notTheWarehouse();
  }

  async close(): Promise<void> {
    this.connection.closeSync();
    this.instance.closeSync();
    this.onClose();
  }

  private guard<T>(sql: string, work: (text: string) => Promise<T>): Promise<T> {
    const text = named(sql, (table) => table);
    return this.inTurn(sql, () =>
      work(text).catch(async (error: unknown) => {
        if (!this.isResting || !isOutOfMemory(storeFailure("", error))) throw error;
        // Not such a small question after all.
        this.isResting = false;
        await this.connection.run(limitedTo(this.room));
        return work(text);
      }),
    );
  }
}

/** Casts row values DuckDB gives as bigint; our counts stay far below 2^53. */
function plain<Row>(row: Record<string, unknown>): Row {
  const entries = Object.entries(row).map(([name, value]) => [
    name,
    typeof value === "bigint" ? Number(value) : value,
  ]);
  return Object.fromEntries(entries) as Row;
}
