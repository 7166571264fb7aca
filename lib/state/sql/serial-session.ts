import type { CoterieError } from "@/lib/core/errors";
import { stepOf } from "./failure";
import type { Attempted, Parameters } from "./session";

/** What sessions have in common: statements take turns, and what belongs together is kept or taken back as one. */
export abstract class SerialSession {
  private tail: Promise<unknown> = Promise.resolve();

  abstract run(sql: string, parameters?: Parameters): Promise<void>;
  abstract rows<Row extends Record<string, unknown>>(sql: string, parameters?: Parameters): Promise<Row[]>;
  /** The database's failure without its text. */
  protected abstract failure(step: string, error: unknown): CoterieError;

  async one<Row extends Record<string, unknown>>(sql: string, parameters: Parameters = {}): Promise<Row> {
    return (await this.rows<Row>(sql, parameters))[0]!;
  }

  async transaction<T>(work: () => Promise<T>): Promise<T> {
    return this.attempt(async () => ({ isKept: true, result: await work() }));
  }

  async rehearsal<T>(work: () => Promise<T>): Promise<T> {
    return this.attempt(async () => ({ isKept: false, result: await work() }));
  }

  async attempt<T>(work: () => Promise<Attempted<T>>): Promise<T> {
    await this.run("BEGIN");
    let isKept = false;
    try {
      const attempted = await work();
      if (attempted.isKept) await this.run("COMMIT");
      isKept = attempted.isKept;
      return attempted.result;
    } finally {
      if (!isKept) await this.run("ROLLBACK").catch(() => undefined);
    }
  }

  /** Batches are sent side by side, and a connection answers one question after another. */
  protected inTurn<T>(sql: string, work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work).catch((error: unknown) => {
      throw this.failure(stepOf(sql), error);
    });
    this.tail = result.catch(() => undefined);
    return result;
  }
}
