import { existsSync, renameSync, rmSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

export type ShopSize = { customers: number; orders: number; events: number };
const DEMO_SIZE: ShopSize = { customers: 50_000, orders: 400_000, events: 3_000_000 };

/**
 * Writes the demo shop as a DuckDB file; the same anchor and size give the same rows.
 * The file appears complete or not at all, so a start that was cut short begins again.
 *
 * @param anchor day the data ends, exclusive, YYYY-MM-DD
 * @param script the text of shop.sql
 */
export async function generateShop(options: {
  file: string;
  anchor: string;
  script: string;
  size?: ShopSize;
  threads?: number;
}): Promise<void> {
  const size = options.size ?? DEMO_SIZE;
  const unfinished = `${options.file}.unfinished`;
  for (const leftover of [unfinished, `${unfinished}.wal`]) rmSync(leftover, { force: true });
  const instance = await DuckDBInstance.create(unfinished, { threads: String(options.threads ?? 2) });
  try {
    const connection = await instance.connect();
    // One thread order for rows: `ORDER BY` in the script decides, not the scheduler.
    await connection.run("SET preserve_insertion_order = true");
    await connection.run(`SET VARIABLE anchor = DATE '${isoDay(options.anchor)}'`);
    for (const [name, value] of Object.entries(size)) {
      await connection.run(`SET VARIABLE ${name} = ${Math.trunc(value)}`);
    }
    await connection.run(options.script);
    await connection.run("CHECKPOINT");
    connection.closeSync();
  } finally {
    instance.closeSync();
  }
  renameSync(unfinished, options.file);
}

export function shopExists(file: string): boolean {
  return existsSync(file);
}

function isoDay(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new RangeError("anchor is a day: YYYY-MM-DD");
  return text;
}
