import type { Catalog, Entity, Relation } from "@/lib/core/catalog/types";
import type { Fraction } from "./numbers";

/**
 * One cell as it is handed in: text, booleans and doubles as themselves; integers as number, bigint or digits; decimals
 * as text; dates as YYYY-MM-DD; timestamps as ISO text with up to six decimals, with an offset where the column holds
 * instants and without one where it holds local times.
 */
export type Cell = string | number | bigint | boolean | null;
export type Row = Readonly<Record<string, Cell>>;
/** Rows by entity name; what the SQL of a trait gives by `entity.trait`. */
export type Tables = Readonly<Record<string, readonly Row[]>>;

/** Microseconds since the epoch. */
export type Instant = bigint;

/** A value someone knows. Integers, decimals and their averages are exact fractions; dates stay YYYY-MM-DD. */
export type Known =
  | { kind: "text"; text: string }
  | { kind: "exact"; number: Fraction }
  | { kind: "double"; number: number }
  | { kind: "boolean"; truth: boolean }
  | { kind: "date"; date: string }
  | { kind: "instant"; at: Instant };

/** null: unknown. */
export type Datum = Known | null;

/** A row of an entity, its cells read by their columns' types. Rows are told apart by identity. */
export type DataRow = { readonly entity: Entity; readonly cells: Readonly<Record<string, Datum>> };

/** What the whole evaluation stands on. */
export type World = {
  readonly catalog: Catalog;
  readonly rows: ReadonlyMap<string, readonly DataRow[]>;
  readonly asOf: Instant;
  /** Values of traits that SQL gives, by `entity.trait` and then by the printed key. */
  readonly traits: ReadonlyMap<string, ReadonlyMap<string, Datum>>;
  /** Filled as relations are first walked. */
  readonly meeting: Map<Relation, ReadonlyMap<string, readonly DataRow[]>>;
};

/** The rows from which relations led to a row, the nearest first. */
export type Outside = readonly DataRow[];

/** The question a condition or value asks of one row. */
export type Predicate = (row: DataRow, outside: Outside) => boolean;
export type Reading = (row: DataRow, outside: Outside) => Datum;
