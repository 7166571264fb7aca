// Written by scripts/generate.mjs from the names of the folders beside it; do not edit.
import duckdb from "./duckdb";
import postgres from "./postgres";

/** Every adapter by its id, which is its folder's name. */
export const warehouses = {
  "duckdb": duckdb,
  "postgres": postgres,
} as const;
