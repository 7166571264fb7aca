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
};

export type WarehouseSettings = { kind: string } & Readonly<Record<string, unknown>>;

export type Catalog = {
  version: 1;
  name: string;
  /** IANA zone for calendar words, dates and months. */
  zone: string;
  warehouse: WarehouseSettings;
  entities: Readonly<Record<string, Entity>>;
};
