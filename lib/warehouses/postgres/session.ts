import pg, { type PoolClient, type PoolConfig } from "pg";
import { translateError } from "./errors";
import type { PostgresSettings } from "./settings";

/** Names and texts of the statements that take no parameters. */
const name = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`;

/** What compiled queries rely on, each as it stands after SET. */
export function readingSettings({ schemas }: PostgresSettings): string[] {
  return [
    "TimeZone = 'UTC'",
    "DateStyle = 'ISO, YMD'",
    "IntervalStyle = 'postgres'",
    "extra_float_digits = 1",
    // Joins of what was aggregated are taken for one row and looped over, for hours; hashing them costs a scan at most.
    "enable_nestloop = off",
    // Long expressions, each computed a few times a row, take longer to compile than to compute.
    "jit = off",
    `search_path = ${schemas.map(name).join(", ")}`,
  ];
}

/** At most so many connections, each lent for one question inside a transaction that can only read. */
export class Sessions {
  private readonly pool: pg.Pool;
  private readonly begin: string;

  constructor(
    private readonly options: PoolConfig,
    settings: PostgresSettings,
  ) {
    this.pool = new pg.Pool(options);
    // A connection that breaks while nobody uses it is replaced when somebody needs one; else the question says so.
    this.pool.on("error", () => {});
    this.pool.on("connect", (client) => client.on("error", () => {}));
    // For this transaction alone, so that behind a pooler nobody else is left with our settings.
    this.begin = [
      "BEGIN READ ONLY",
      ...readingSettings(settings).map((setting) => `SET LOCAL ${setting}`),
      `SET LOCAL statement_timeout = ${settings.timeout * 1000}`,
      "SELECT pg_backend_pid() AS pid",
    ].join("; ");
  }

  /** Does the work on a connection of its own. Aborting stops what runs in the server, and rejects with the signal's reason. */
  async use<T>(signal: AbortSignal | undefined, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const session = await this.open(signal);
    try {
      return await work(session.client);
    } catch (error) {
      throw reasonOf(error, signal);
    } finally {
      await session.close();
    }
  }

  /** As `use`, for work that hands out parts of its answer: close it whatever happens. */
  async open(signal: AbortSignal | undefined): Promise<{ client: PoolClient; close(): Promise<void> }> {
    signal?.throwIfAborted();
    let client: PoolClient | null = null;
    try {
      client = await this.lend(signal);
      // Several statements give several results, which the types do not say.
      const results = (await client.query(this.begin)) as unknown as { rows: { pid: number }[] }[];
      const pid = results.at(-1)!.rows[0]!.pid;
      const canceller = new Canceller(this.options, pid, signal);
      const lent = client;
      return { client, close: () => giveBack(lent, canceller) };
    } catch (error) {
      client?.release(true);
      throw reasonOf(error, signal);
    }
  }

  end(): Promise<void> {
    return this.pool.end();
  }

  /** Nobody who gave up waits for a connection; one that comes too late goes back. */
  private lend(signal: AbortSignal | undefined): Promise<PoolClient> {
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(signal?.reason);
      signal?.addEventListener("abort", giveUp, { once: true });
      this.pool
        .connect()
        .then((client) => (signal?.aborted ? client.release() : resolve(client)), reject)
        .finally(() => signal?.removeEventListener("abort", giveUp));
    });
  }
}

/** A connection whose question was stopped, or which is in no state to be asked, is not used again. */
async function giveBack(client: PoolClient, canceller: Canceller): Promise<void> {
  await canceller.stop();
  if (canceller.hasCancelled) return client.release(true);
  try {
    await client.query("ROLLBACK");
    client.release();
  } catch {
    client.release(true);
  }
}

export function reasonOf(error: unknown, signal: AbortSignal | undefined): unknown {
  return signal?.aborted ? signal.reason : translateError(error);
}

/**
 * Stops in the server what runs for a signal that is aborted, by a connection beside the pool's, which may all be taken. Asked
 * again until the question ends: a request that arrives before it has begun is lost.
 */
class Canceller {
  hasCancelled = false;
  private cancelling: Promise<void> = Promise.resolve();
  private isOver = false;
  private readonly onAbort = () => {
    this.hasCancelled = true;
    this.cancelling = this.cancel();
  };

  constructor(
    private readonly options: PoolConfig,
    private readonly pid: number,
    private readonly signal: AbortSignal | undefined,
  ) {
    if (signal?.aborted) this.onAbort();
    signal?.addEventListener("abort", this.onAbort, { once: true });
  }

  async stop(): Promise<void> {
    this.isOver = true;
    this.signal?.removeEventListener("abort", this.onAbort);
    await this.cancelling;
  }

  private async cancel(): Promise<void> {
    const client = new pg.Client(this.options);
    client.on("error", () => {});
    try {
      await client.connect();
      while (!this.isOver) {
        await client.query("SELECT pg_cancel_backend($1)", [this.pid]);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    } catch {
      // Whoever asked has gone; the statement's own time limit ends what could not be stopped.
    } finally {
      await client.end().catch(() => {});
    }
  }
}
