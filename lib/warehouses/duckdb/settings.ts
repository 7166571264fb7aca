import { z } from "zod";

const place = z.string().min(1).max(4096);

/** A database file, or a folder of CSV and Parquet files; relative to the catalog's own folder. */
export const settings = z.union([
  z.strictObject({
    kind: z.literal("duckdb"),
    file: place.describe(
      "A DuckDB database file. It is opened for reading only, and only while a query runs.",
    ),
  }),
  z.strictObject({
    kind: z.literal("duckdb"),
    folder: place.describe("A folder of CSV, CSV.GZ or Parquet files."),
  }),
]);

export type DuckdbSettings = z.infer<typeof settings>;
