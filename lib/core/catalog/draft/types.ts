import type { ColumnType, EntitySource, PiiTag } from "../types";

export type DraftColumn = {
  name: string;
  type: ColumnType;
  /** A guess by the column's name; null: left unclassified, the strictest. */
  pii: PiiTag | null;
};

export type DraftEntity = {
  name: string;
  source: EntitySource;
  key: readonly string[];
  /** A guess by type and name. */
  time: string | null;
  columns: readonly DraftColumn[];
  relations: readonly DraftRelation[];
  /** What was left out, and why: one sentence each. */
  notes: readonly string[];
};

export type DraftRelation = {
  name: string;
  to: string;
  cardinality: "one" | "many";
  /** [here, there] */
  on: readonly (readonly [string, string])[];
};
