import { z } from "zod";

const place = z.string().min(1).max(4096);

/** A database file, or a folder of CSV and Parquet files; relative to the catalog's own folder. */
export const settings = z
  .strictObject({
    kind: z.literal("duckdb"),
    file: place
      .describe("A DuckDB database file. It is opened for reading only, and only while a query runs.")
      .optional(),
    folder: place.describe("A folder of CSV, CSV.GZ or Parquet files.").optional(),
  })
  .refine(({ file, folder }) => (file === undefined) !== (folder === undefined), {
    message: "Give it one of `file`, a database file, and `folder`, a folder of CSV or Parquet files.",
  });

export type DuckdbSettings = z.infer<typeof settings>;
