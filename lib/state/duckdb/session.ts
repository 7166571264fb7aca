import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { CoterieError } from "@/lib/core/errors";

export type Parameters = Record<string, string | number | null>;
export type SessionOptions = { memoryLimit: string; threads: number; temporaryFolder: string };

/**
 * One open DuckDB file. Its failures never carry DuckDB's own text: that may quote a value.
 */
export class Session {
  private tail: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
  ) {}

  static async open(file: string, options: SessionOptions): Promise<Session> {
    try {
      const instance = await DuckDBInstance.create(file, {
        memory_limit: options.memoryLimit,
        threads: String(options.threads),
        temp_directory: options.temporaryFolder,
        preserve_insertion_order: "false",
      });
      return new Session(instance, await instance.connect());
    } catch (error) {
      throw storeFailure("open", error);
    }
  }

  async run(sql: string, parameters: Parameters = {}): Promise<void> {
    await this.guard(sql, () => this.connection.run(sql, parameters));
  }

  /** Small answers only; integers of any size become numbers. */
  async rows<Row extends Record<string, unknown>>(sql: string, parameters: Parameters = {}): Promise<Row[]> {
    const rows = await this.guard(sql, async () =>
      (await this.connection.runAndReadAll(sql, parameters)).getRowObjectsJS(),
    );
    return rows.map((row) => plain<Row>(row));
  }

  async one<Row extends Record<string, unknown>>(sql: string, parameters: Parameters = {}): Promise<Row> {
    return (await this.rows<Row>(sql, parameters))[0]!;
  }

  /** The one column of a result as text. */
  async texts(sql: string, parameters: Parameters = {}): Promise<string[]> {
    return this.guard(sql, async () => {
      const columns = (await this.connection.runAndReadAll(sql, parameters)).getColumnsJS();
      return (columns[0] ?? []) as string[];
    });
  }

  /** The one text column of a plain ordered scan, chunk by chunk. (Streaming joins under UNION ALL hangs in DuckDB.) */
  async *stream(sql: string, parameters: Parameters = {}): AsyncGenerator<readonly string[]> {
    const result = await this.guard(sql, () => this.connection.stream(sql, parameters));
    for (;;) {
      const chunk = await this.guard(sql, () => result.fetchChunk());
      if (!chunk || chunk.rowCount === 0) return;
      yield chunk.getColumnValues(0) as string[];
    }
  }

  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.run("BEGIN");
    try {
      const result = await work();
      await this.run("COMMIT");
      return result;
    } catch (error) {
      await this.connection.run("ROLLBACK").catch(() => undefined);
      throw error;
    }
  }

  /** Does the work and takes it back: for measuring. */
  async rehearsal<T>(work: () => Promise<T>): Promise<T> {
    await this.run("BEGIN");
    try {
      return await work();
    } finally {
      await this.connection.run("ROLLBACK").catch(() => undefined);
    }
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }

  /** One statement at a time: a connection has one current result. */
  private guard<T>(sql: string, work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work).catch((error: unknown) => {
      throw storeFailure(sql.trim().split(/\s+/).slice(0, 3).join(" "), error);
    });
    this.tail = result.catch(() => undefined);
    return result;
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

function storeFailure(step: string, error: unknown): CoterieError {
  const text = error instanceof Error ? error.message : "";
  if (/no space left|disk full/i.test(text)) {
    return new CoterieError({
      code: "STATE_DISK_FULL",
      message: "The disk that holds Coterie's state is full.",
      fix: "Free some space under COTERIE_HOME; the next attempt goes on where this one stopped.",
      remedy: "retry",
    });
  }
  if (/^out of memory/i.test(text)) {
    return new CoterieError({
      code: "STATE_OUT_OF_MEMORY",
      message: "The state store needs more memory for a sync of this size.",
      fix: "Raise COTERIE_DUCKDB_MEMORY (for example 2GB) and try again: nothing is lost.",
      remedy: "ask_admin",
    });
  }
  if (/conflicting lock|could not set lock/i.test(text)) {
    return new CoterieError({
      code: "STATE_BUSY",
      message: "Another process has this sync's state open.",
      fix: "Wait until it is done, or stop the other process.",
      remedy: "retry",
    });
  }
  return new CoterieError({
    code: "STATE_STORE_FAILED",
    message: "The state store could not finish a step.",
    fix: "Try again; if it happens again, tell whoever runs Coterie here.",
    remedy: "report",
    // Only the class of DuckDB's error ("Binder Error"): the rest of its text may quote a value.
    details: { step, kind: /^[A-Za-z ]{1,40}(?=:)/.exec(text)?.[0] ?? "unknown" },
  });
}
