import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { SOUND } from "@/lib/kit/duckdb/sound";
import { dialect } from "@/lib/warehouses/duckdb/dialect";
import { benchCatalog } from "./catalog";
import { dataSql, sizeOf } from "./data";
import type { Engine } from "./engine";

/** The rows in a file of their own, generated once for each scale. */
export async function openDuckdb(scale: number): Promise<Engine> {
  const file = await generate(scale);
  const instance = await DuckDBInstance.create(file, { access_mode: "READ_ONLY", threads: "2", ...SOUND });
  const connection = await instance.connect();
  return {
    label: `DuckDB, scale ${scale}`,
    catalog: benchCatalog({ kind: "duckdb", file }),
    dialect,
    size: sizeOf(scale),
    ask: async ({ sql, parameters }) => {
      const [before, started] = [process.cpuUsage(), performance.now()];
      const reader = await connection.runAndReadAll(sql, [...parameters]);
      const wall = performance.now() - started;
      const { user, system } = process.cpuUsage(before);
      return { row: reader.getRows()[0]!, cpu: (user + system) / 1_000, wall };
    },
    close: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function generate(scale: number): Promise<string> {
  const folder = path.join(tmpdir(), "coterie-bench-segments");
  const file = path.join(folder, `v1-${scale}.duckdb`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  const started = performance.now();
  const instance = await DuckDBInstance.create(draft, { temp_directory: `${draft}.spill` });
  const connection = await instance.connect();
  for (const sql of dataSql(sizeOf(scale), (rows) => `range(${rows}) AS numbers (i)`))
    await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
  renameSync(draft, file);
  rmSync(`${draft}.spill`, { recursive: true, force: true });
  console.info(`Generated ${file} in ${((performance.now() - started) / 1_000).toFixed(0)} s`);
  return file;
}
