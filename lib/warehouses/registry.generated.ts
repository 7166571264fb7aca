// Written by scripts/generate.mjs from the names of the folders beside it; do not edit.
import duckdb from "./duckdb";

/** Every adapter by its id, which is its folder's name. */
export const warehouses = {
  "duckdb": duckdb,
} as const;
