import { writeParquet } from "@/lib/kit/duckdb/parquet-file";
import type { Field } from "./convert";
import { toPlain } from "./convert";
import type { Page } from "./job";

/** Writes the pages to a Parquet file, one after the other. The first says what the columns are. */
export async function exportPages(pages: AsyncGenerator<Page>, file: string): Promise<{ rows: number }> {
  const first = await pages.next();
  if (first.done) return writeParquet([], nothing(), file);
  const { fields } = first.value;
  const columns = fields.map(({ name, type }) => ({ name, type: DUCKDB_TYPES[type] ?? "VARCHAR" }));
  return writeParquet(columns, cellsOf(first.value, pages), file);
}

async function* nothing() {}

async function* cellsOf(first: Page, rest: AsyncGenerator<Page>) {
  try {
    yield columnsOf(first);
    for await (const page of rest) yield columnsOf({ ...page, fields: first.fields });
  } finally {
    // Whoever stops writing stops the query too.
    await rest.return(undefined);
  }
}

function columnsOf({ fields, rows }: Page): (string | null)[][] {
  return fields.map((field, index) => rows.map(({ f }) => asText(f[index]!.v, field)));
}

function asText(cell: string | null, field: Field): string | null {
  const plain = toPlain(cell, field);
  return plain === null ? null : String(plain);
}

/** BIGNUMERIC holds more digits than any type of DuckDB, so it stays text. */
const DUCKDB_TYPES: Readonly<Record<string, string>> = {
  INTEGER: "BIGINT",
  INT64: "BIGINT",
  NUMERIC: "DECIMAL(38,9)",
  FLOAT: "DOUBLE",
  FLOAT64: "DOUBLE",
  BOOLEAN: "BOOLEAN",
  BOOL: "BOOLEAN",
  DATE: "DATE",
  DATETIME: "TIMESTAMP",
  TIMESTAMP: "TIMESTAMPTZ",
};
