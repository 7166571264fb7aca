import type { Problem } from "../errors";
import type { Value } from "../segment/types";

export type CatalogColumnView = {
  name: string;
  label: string;
  type: string;
  pii: string | null;
  description?: string;
};

/** A named value; of one that is not made of SQL the value itself. */
export type CatalogTraitView = {
  name: string;
  label: string;
  type: string;
  description?: string;
  pii: string | null;
  value: Value | null;
};

export type CatalogEntityView = {
  name: string;
  label: string;
  singular: string;
  source: string;
  key: readonly string[];
  timeColumn: string | null;
  /** Has a single key, so audiences can be built of it. */
  segmentable: boolean;
  columns: CatalogColumnView[];
  relations: { name: string; label: string; to: string; cardinality: "one" | "many" }[];
  /** Left out: none. */
  traits?: CatalogTraitView[];
};

export type CatalogView = {
  name: string;
  zone: string;
  warehouse: string;
  version: number;
  entities: CatalogEntityView[];
};

/** What a catalog file says, held against the warehouse; `catalog` is null where the file itself is wrong. */
export type CatalogCheckView = {
  catalog: { name: string; zone: string; warehouse: string; entities: number } | null;
  problems: Problem[];
};

/** The catalog's file as it was imported. */
export type CatalogSourceView = { source: string; baseFolder: string; version: number };
