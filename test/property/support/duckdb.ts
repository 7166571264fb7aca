import { DuckDBInstance } from "@duckdb/node-api";
import { SOUND } from "@/lib/kit/duckdb/sound";
import { duckdbType } from "@/lib/warehouses/duckdb/column-type";
import { dialect } from "@/lib/warehouses/duckdb/dialect";
import type { OpenEngine } from "./engine";
import { engineOf, loading, type Run } from "./sql-engine";

/** The company in a DuckDB of its own, in memory. */
export const openDuckdb: OpenEngine = async (company, compile) => {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1", ...SOUND });
  const connection = await instance.connect();
  const run: Run = async ({ sql, parameters }) => {
    const reader = await connection.runAndReadAll(sql, [...parameters]);
    const rows = reader.getRows().map((row) => row.map((cell) => (cell === null ? null : String(cell))));
    return { names: reader.columnNames(), rows };
  };
  for (const query of loading(company, duckdbType)) await run(query);
  return {
    ...engineOf(company, { dialect, run, compile }),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
};
