import { randomUUID } from "node:crypto";
import { chmod, rm } from "node:fs/promises";
import path from "node:path";
import { DuckDBDataChunk, VARCHAR } from "@duckdb/node-api";
import { connect, openInstance, privateFolder } from "./instance";
import { moveInto } from "./move-into";
import { name, text } from "./quote";

/** A column of the file: its name, and DuckDB's name of its type. */
export type ParquetColumn = { name: string; type: string };

/** Of one batch, the cells of each column as text; every column as long as the others. */
export type Cells = readonly (readonly (string | null)[])[];

/**
 * Writes rows that another warehouse sends to a Parquet file, in memory that does not grow with them (DuckDB spills to its own
 * private folder). The file appears complete or not at all, for this user alone.
 */
export async function writeParquet(
  columns: readonly ParquetColumn[],
  batches: AsyncIterable<Cells>,
  file: string,
): Promise<{ rows: number }> {
  const written = path.join(privateFolder(), `${randomUUID()}.parquet`);
  const instance = await openInstance(":memory:");
  try {
    const connection = await connect(instance);
    const cells = columns.map((_, index) => `c${index}`);
    await connection.run(`CREATE TABLE arrived (${cells.map((cell) => `${cell} VARCHAR`).join(", ")})`);
    const appender = await connection.createAppender("arrived");
    const types = columns.map(() => VARCHAR);
    for await (const batch of batches) {
      const length = batch[0]?.length ?? 0;
      for (let from = 0; from < length; from += ROWS_IN_A_CHUNK) {
        const rows = Math.min(ROWS_IN_A_CHUNK, length - from);
        const chunk = DuckDBDataChunk.create(types, rows);
        chunk.setColumns(batch.map((column) => column.slice(from, from + rows)));
        appender.appendDataChunk(chunk);
      }
    }
    appender.closeSync();
    const typed = columns.map(
      (column, index) => `CAST(${cells[index]} AS ${column.type}) AS ${name(column.name)}`,
    );
    const copied = await connection.run(
      `COPY (SELECT ${typed.join(", ")} FROM arrived) TO ${text(written)} (FORMAT PARQUET)`,
    );
    // Only who runs Coterie may read what leaves the warehouse.
    await chmod(written, 0o600);
    await moveInto(written, file);
    return { rows: copied.rowsChanged };
  } finally {
    instance.closeSync();
    await rm(written, { force: true });
  }
}

/** DuckDB's vectors are that long. */
const ROWS_IN_A_CHUNK = 2048;
