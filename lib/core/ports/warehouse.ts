import type { Kysely, RawBuilder } from "kysely";
import type { ZodType } from "zod";
import type { Catalog, ColumnType, Entity, EntitySource } from "@/lib/core/catalog/types";
import type { DatePart, Unit } from "@/lib/core/segment/types";

/** SQL text with its bound values, in order. Dates, times and decimals travel as text inside a CAST. */
export type SqlQuery = { sql: string; parameters: readonly SqlParameter[] };
export type SqlParameter = string | number | boolean | null;

/** A fragment of SQL under construction. */
export type Fragment = RawBuilder<unknown>;

/**
 * What differs between warehouses when a tree becomes SQL. Pure: no client, no clock.
 * Every method takes and gives fragments whose values are parameters and whose identifiers are quoted.
 */
export interface Dialect {
  readonly id: string;
  /** A Kysely that compiles for this warehouse and runs nothing. */
  readonly builder: Kysely<unknown>;
  /** The relation an entity's rows come from, ready to stand in FROM before an alias. */
  source(entity: Entity): Fragment;
  /**
   * A stored column as a value of its catalog type. Warehouses have more types than the catalog (uuid, enum, padded text, short
   * floats); what is cast is no longer found by an index, so what needs no cast gets none. Relations join columns as stored.
   */
  column(stored: Fragment, type: ColumnType): Fragment;
  /**
   * Whether `value IN (SELECT …)` costs one lookup a row wherever it stands, so that rows under NOT and OR may be told by it. Where
   * not (a planner may go through the whole list for every row), they are told by a join.
   */
  readonly looksUpInPlace: boolean;
  /** A literal of a type, as a typed parameter. Decimals and 64-bit integers come as text; dates as YYYY-MM-DD; timestamps as UTC ISO text. */
  literal(value: string | number | boolean, type: ColumnType): Fragment;
  /** The zone-less timestamp a date begins with. */
  midnight(date: Fragment): Fragment;
  /** The instant a timestamp column means, comparable with `literal(…, { kind: "timestamp", zone: "UTC" })`. */
  instant(expression: Fragment, type: ColumnType): Fragment;
  /** An instant so many units later: minutes to weeks as exact lengths; months, quarters and years move the local date in the zone. */
  later(expression: Fragment, count: number, unit: Unit, zone: string): Fragment;
  /** Local date of an instant in a zone. */
  localDate(expression: Fragment, zone: string): Fragment;
  /** What the clocks of a zone show at an instant, as a zone-less timestamp. */
  localTime(expression: Fragment, zone: string): Fragment;
  /** A part of a date or of a zone-less timestamp, as an integer; weekdays from Monday, 1, to Sunday, 7. */
  part(expression: Fragment, part: DatePart): Fragment;
  /** The first day of the unit a date or zone-less timestamp is in, as a date; weeks begin on Monday. */
  firstDay(expression: Fragment, unit: Exclude<Unit, "minute" | "hour">): Fragment;
  /** An instant less what the zone's clocks show beyond the full hour or minute. */
  truncClock(instant: Fragment, unit: "minute" | "hour", zone: string): Fragment;
  /** From one instant to another, negative where the second is earlier: an integer. */
  microsecondsBetween(from: Fragment, to: Fragment): Fragment;
  /**
   * Whole months from one instant to another: the largest n with from + n months <= to, where months move the zone's local
   * date, stop at the month's end and keep the time of day.
   */
  monthsBetween(from: Fragment, to: Fragment, zone: string): Fragment;
  /** An exact number as a decimal with that many places, of 38 digits at least where there is a limit. */
  decimal(expression: Fragment, scale: number): Fragment;
  /** A number as it is added up: no sum of whole numbers or decimals overflows or loses a digit before 38 digits. */
  summand(expression: Fragment, type: ColumnType): Fragment;
  /** A whole number of at most 18 digits divided by one, rounded down (not towards zero): an integer. */
  floorDivide(expression: Fragment, divisor: number): Fragment;
  /** A number as the nearest double. */
  double(expression: Fragment): Fragment;
  /**
   * An exact number of `scale` places divided by a whole one above 0, as a decimal of `places`, no fewer: rounded to the nearest,
   * halves away from zero, and NULL where either is.
   */
  quotient(numerator: Fragment, scale: number, denominator: Fragment, places: number): Fragment;
  /** Case folded one character at a time, accents kept; the same as core's `foldCase`. */
  lower(expression: Fragment): Fragment;
  contains(haystack: Fragment, needle: Fragment): Fragment;
  startsWith(text: Fragment, prefix: Fragment): Fragment;
  endsWith(text: Fragment, suffix: Fragment): Fragment;
  /** Text of a value as it is printed, hashed and sent: exact, whatever the locale or the session. */
  text(expression: Fragment, type: ColumnType): Fragment;
  /** Text that ORDER BY, MIN, MAX and < compare bytewise whatever the database's collation; other types as they are. */
  bytewise(expression: Fragment, type: ColumnType): Fragment;
  /** An item of a window's ORDER BY: ascending, what is unknown last. */
  unknownLast(expression: Fragment): Fragment;
  /**
   * An aggregate: the value that share of the way up the known numbers, dates or times, where it is found far faster than by
   * putting them in order; else null. It may be a thousandth of them off.
   */
  quantile(expression: Fragment, share: number): Fragment | null;
  /** Lower-case hex SHA-256 of UTF-8 text; NULL stays NULL. */
  sha256(expression: Fragment): Fragment;
  /** Regular-expression replace of every match; the pattern is RE2-compatible; `\\1` to `\\9` in the replacement stand for groups. */
  replaceAll(expression: Fragment, pattern: string, replacement: string): Fragment;
  /** True where the RE2-compatible pattern matches anywhere. */
  matches(expression: Fragment, pattern: string): Fragment;
  /** What the RE2-compatible pattern matched first, whole; NULL where it matches nothing. The pattern never matches the empty text. */
  extract(expression: Fragment, pattern: string): Fragment;
  /**
   * Set where a connection remembers only so many patterns and compiles the others anew for every row: chains of more are
   * then written as SELECTs inside each other. `select`: the columns from the rows of the SELECT inside, which are all there
   * before the first of them is passed on; `level` counts the SELECTs from the innermost, 0, and the rows have a text column `key`.
   */
  readonly inTurn?: { most: number; select(columns: Fragment, rows: Fragment, level: number): Fragment };
  /** Unicode normalisation form C. */
  nfc(expression: Fragment): Fragment;
  /** Texts as a table of one column, `v`, ready to stand in FROM before an alias: one parameter, however many there are. */
  texts(values: readonly string[]): Fragment;
  /** Beside GROUP BY: the value of a group's only row, as the type. Of a group of several rows the query fails, saying `failure`. */
  only(value: Fragment, type: ColumnType, failure: string): Fragment;
  /** The entry of a constant table under this text; NULL where there is none. */
  lookup(expression: Fragment, table: ReadonlyMap<string, string>): Fragment;
}

export type ReadOptions = {
  /** Aborting really stops the query in the warehouse. */
  signal?: AbortSignal;
};

/** An open connection to where the company's data lives. Reads only. */
export interface Warehouse {
  /** Small answers only: counts, samples, checks. 64-bit integers and decimals arrive as text, dates and times as ISO text (UTC). */
  rows(query: SqlQuery, options?: ReadOptions): Promise<Record<string, unknown>[]>;
  /** What running the query would be billed for; null, or no such method, where bytes are not billed. */
  estimate?(query: SqlQuery, options?: ReadOptions): Promise<{ bytes: number } | null>;
  /** The first column of a result of any size, in order, in constant memory. */
  texts(query: SqlQuery, options?: ReadOptions): AsyncIterable<readonly string[]>;
  /** Writes the result to a Parquet file in constant memory; the file appears complete or not at all. */
  exportParquet(query: SqlQuery, file: string, options?: ReadOptions): Promise<{ rows: number }>;
  /** Problems between the catalog and what is really there (missing table, missing column, other type). */
  check(catalog: Catalog): Promise<import("@/lib/core/errors").Problem[]>;
  /** Throws where it may not keep Coterie's state although its settings say so; no method where it never does. */
  requireState?(options?: ReadOptions): Promise<void>;
  /** Every table, view or file that can be read; no method where a warehouse cannot say. Reads no row of a database. */
  browse?(options?: ReadOptions): Promise<BrowsedTable[]>;
  close(): Promise<void>;
}

/** A table as the warehouse describes it. */
export type BrowsedTable = {
  /** As an entity of a catalog names it. */
  source: Extract<EntitySource, { kind: "table" | "files" }>;
  kind: "table" | "view";
  columns: readonly BrowsedColumn[];
  /** Names of columns, in the key's order; empty where none is declared. */
  primaryKey: readonly string[];
  foreignKeys: readonly BrowsedForeignKey[];
  /** About how many rows; null where only counting would tell. */
  approximateRows: number | null;
};

export type BrowsedColumn = {
  name: string;
  /** null: a type segments cannot ask about. */
  type: ColumnType | null;
  /** The warehouse's own name of the type. */
  typeName: string;
  nullable: boolean;
};

/** The columns' n-th is the other table's n-th of `references`. */
export type BrowsedForeignKey = {
  columns: readonly string[];
  table: readonly string[];
  references: readonly string[];
};

export type ConnectContext = {
  /** What relative paths in the settings are relative to. */
  baseFolder: string;
  /** Secrets kept for the connection, by their setting's name; they win over what the settings refer to. */
  secrets?: Readonly<Record<string, string>>;
};

/**
 * Where a warehouse lets Coterie keep state, in a schema of Coterie's own: queries compiled for the warehouse then run
 * where their answers stay. Other kinds (a dataset of BigQuery, a schema of Snowflake) would be further members.
 */
export type StateHome = {
  kind: "postgres";
  /** As the driver takes it; holds a password. */
  connection: Readonly<Record<string, unknown>>;
  schema: string;
  /** What compiled queries rely on, each as it stands after SET. */
  settings: readonly string[];
};

export interface WarehouseDefinition<Settings = unknown> {
  readonly id: string;
  readonly label: string;
  /** Of the catalog's `warehouse` block and of the connect form. */
  readonly settings: ZodType<Settings>;
  readonly dialect: Dialect;
  /** What a connection may keep apart from its settings, sealed. */
  readonly secrets?: readonly { id: string; label: string; help: string }[];
  connect(settings: Settings, catalog: Catalog, context: ConnectContext): Promise<Warehouse>;
  /** Null where the connection only reads. */
  stateHome?(settings: Settings, context: ConnectContext): Promise<StateHome | null>;
}
