import type { WantedSource } from "@/lib/core/ports/state-store";
import type { StateDialect } from "./dialect";

export type Parameters = Readonly<Record<string, string | number | boolean | null>>;

/** Where arrived rows can be read from, for as long as the work on them takes. */
export type Arrived = { from: string; parameters: Parameters };

export type Attempted<T> = { isKept: boolean; result: T };

/**
 * One open connection to the state of one sync. Statements are written once for every store: parameters as `$name`,
 * lasting tables in braces (`{ledger}`), temporary ones bare. Failures never carry the database's own text: it may
 * quote a value.
 */
export interface StateSession {
  readonly dialect: StateDialect;
  /** It is a session of the warehouse. */
  readonly runsQueries: boolean;
  run(sql: string, parameters?: Parameters): Promise<void>;
  /** Small answers only; integers of any size become numbers. */
  rows<Row extends Record<string, unknown>>(sql: string, parameters?: Parameters): Promise<Row[]>;
  one<Row extends Record<string, unknown>>(sql: string, parameters?: Parameters): Promise<Row>;
  /** The one text column of a plain ordered scan, in constant memory. */
  stream(sql: string, parameters?: Parameters): AsyncIterable<readonly string[]>;
  /** Makes a temporary table anew, without rows. */
  empty(table: string): Promise<void>;
  /** After a table was filled, before it is joined: lets the database learn how large it is. */
  measureTable(table: string): Promise<void>;
  /** Makes a temporary table anew from what a query answers. */
  refill(table: string, query: string, parameters?: Parameters): Promise<void>;
  /** Makes what a warehouse hands over readable, with these text columns. */
  arrive<T>(
    source: WantedSource,
    columns: readonly string[],
    work: (arrived: Arrived) => Promise<T>,
  ): Promise<T>;
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** Does the work and takes it back: for measuring. */
  rehearsal<T>(work: () => Promise<T>): Promise<T>;
  /** Does the work, which then says whether it is kept or taken back. */
  attempt<T>(work: () => Promise<Attempted<T>>): Promise<T>;
  /** Only small questions for a while: memory is given back until the next transaction. */
  rest(): Promise<void>;
  close(): Promise<void>;
}
