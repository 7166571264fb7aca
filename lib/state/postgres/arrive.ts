import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { quoted } from "@/lib/state/sql/dialect";

/** Copies a Parquet file's text columns into a table, a chunk at a time. */
export async function copyFile(
  client: Client,
  file: string,
  columns: readonly string[],
  table: string,
): Promise<void> {
  const names = columns.map(quoted).join(", ");
  await pipeline(
    Readable.from(lines(file, columns)),
    client.query(copyFrom(`COPY ${table} (${names}) FROM STDIN`)),
  );
}

async function* lines(file: string, columns: readonly string[]): AsyncGenerator<string> {
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "128MB", threads: "1" });
  const connection = await instance.connect();
  try {
    const texts = columns.map((column) => `CAST(${quoted(column)} AS VARCHAR)`).join(", ");
    const result = await connection.stream(`SELECT ${texts} FROM read_parquet($file)`, { file });
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) return;
      yield chunk
        .getRows()
        .map((row) => `${row.map(cell).join("\t")}\n`)
        .join("");
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const ESCAPED: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** As COPY's text format has it. */
function cell(value: unknown): string {
  return value === null ? "\\N" : String(value).replaceAll(/[\\\t\n\r]/g, (sign) => ESCAPED[sign] ?? sign);
}
