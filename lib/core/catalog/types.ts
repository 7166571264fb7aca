import type { RowScope } from "@/lib/core/row-scope/types";
import type { Value } from "@/lib/core/segment/types";

/** The catalog as everything but its parser sees it: resolved, complete, immutable. */

export type ColumnType =
  | { kind: "text" }
  | { kind: "integer" } // 64-bit
  | { kind: "decimal"; precision: number; scale: number }
  | { kind: "double" }
  | { kind: "boolean" }
  | { kind: "date" } // the instant its day begins in the zone in force
  | { kind: "timestamp"; zone: string | null }; // zone: of zone-less values ("UTC" unless the catalog says); null: the column holds instants (TIMESTAMPTZ)

export type ColumnKind = ColumnType["kind"];

/** What a personal column is. Unclassified columns count as `unclassified`, the strictest. */
export const PII_TAGS = [
  "email",
  "phone",
  "first_name",
  "last_name",
  "full_name",
  "street",
  "city",
  "state",
  "postal_code",
  "country",
  "birth_date",
  "gender",
  "ip_address",
  "device_id",
  "external_id",
  "sensitive",
  "unclassified",
] as const;
export type PiiTag = (typeof PII_TAGS)[number];

export type Column = {
  name: string;
  type: ColumnType;
  label: string;
  description?: string;
  /** null: classified as not personal. */
  pii: PiiTag | null;
  /** The values there are, as text; left out: any. Only of columns that are not personal. */
  accepted?: readonly string[];
};

export type EntitySource =
  | { kind: "table"; table: readonly string[] } // schema-qualified name, one part each
  | { kind: "files"; files: readonly string[]; format: "csv" | "parquet" } // relative to the warehouse folder
  | { kind: "query"; sql: string };

export type Relation = {
  name: string;
  /** Name of the entity it leads to. */
  to: string;
  cardinality: "one" | "many";
  /** Column pairs, [here, there]; all must be equal. */
  on: readonly (readonly [string, string])[];
  label: string;
};

type NamedTrait = { name: string; label: string; description?: string };

/** A named value of an entity's rows, made of what the catalog has. */
export type ValueTrait = NamedTrait & { kind: "value"; value: Value };

/** A named value of an entity's rows that the data team's SELECT gives, one row a key. */
export type SqlTrait = NamedTrait & {
  kind: "sql";
  /** As its author wrote it. */
  sql: string;
  /** The same statement, cut where rows of entities stand. */
  text: readonly SqlPiece[];
  /** Output columns that hold the entity's key, in the order of the key. */
  key: readonly string[];
  /** Output column that holds the value. */
  column: string;
  type: ColumnType;
  /** The strongest tag of the columns it reads, or a stronger one it was given. */
  pii: PiiTag | null;
  /** What it reads, in the order of names. */
  reads: readonly { entity: string; columns: readonly string[] }[];
};

export type Trait = ValueTrait | SqlTrait;

/** Text of a statement, or the rows of an entity, under an alias where the text does not give one. */
export type SqlPiece = string | { entity: string; alias: string | null };

export type Entity = {
  name: string;
  label: string;
  /** Noun for one row, for sentences: "customer", "order". */
  singular: string;
  source: EntitySource;
  /** Column names; empty where the rows have no key. */
  key: readonly string[];
  /** Column that says when a row happened. */
  timeColumn: string | null;
  columns: Readonly<Record<string, Column>>;
  relations: Readonly<Record<string, Relation>>;
  /** Left out: none. */
  traits?: Readonly<Record<string, Trait>>;
};

export type WarehouseSettings = { kind: string } & Readonly<Record<string, unknown>>;

export type Catalog = {
  version: 1;
  name: string;
  /** IANA zone for calendar words, dates and months. */
  zone: string;
  warehouse: WarehouseSettings;
  entities: Readonly<Record<string, Entity>>;
  /** Folder with dbt's manifest.json, run_results.json and sources.json, relative to the warehouse's folder. */
  dbt?: { artifacts: string };
  called?: Called;
  /** Set for whoever sees only some rows: whatever is asked with this catalog is asked of these alone. Never stored. */
  within?: RowScope;
};

/** What people call what definitions name by slugs, as far as whoever reads the catalog knows; it is no part of its meaning. */
export type Called = {
  audiences: Readonly<Record<string, string>>;
  lists: Readonly<Record<string, string>>;
  prioritySets: Readonly<Record<string, string>>;
};
