// Written by scripts/generate.mjs from the names of the folders beside it; do not edit.
import bigquery from "./bigquery";
import duckdb from "./duckdb";
import postgres from "./postgres";

/** Every adapter by its id, which is its folder's name. */
export const warehouses = {
  "bigquery": bigquery,
  "duckdb": duckdb,
  "postgres": postgres,
} as const;
