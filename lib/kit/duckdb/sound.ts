/**
 * What every DuckDB is opened with. From 1.5.1 to 1.5.6 it takes two parts of a query for the same that read other columns of a
 * table joined to itself, and answers wrongly without a word (duckdb #25819).
 */
export const SOUND = { disabled_optimizers: "common_subplan" } as const;
