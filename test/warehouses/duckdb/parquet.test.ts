import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { beforeAll, describe, expect, it } from "vitest";
import type { ColumnType } from "@/lib/core/catalog/types";
import { CoterieError } from "@/lib/core/errors";
import duckdb from "@/lib/warehouses/duckdb";
import { catalogOf } from "@/test/factories/catalog";
import { temporaryFolder } from "@/test/factories/folder";
import { needsShared, sharedPath } from "@/test/factories/shared";

const folder = temporaryFolder();
const settings = { kind: "duckdb" as const, folder };

async function ask(files: string[], types: Record<string, ColumnType>, sql: string, from = settings) {
  const catalog = catalogOf("people", { kind: "files", files, format: "parquet" }, types, from);
  const warehouse = await duckdb.connect(from, catalog, { baseFolder: "/" });
  return warehouse.rows({ sql, parameters: [] });
}

beforeAll(async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const write = (name: string, select: string) =>
    connection.run(`COPY (${select}) TO '${path.join(folder, name).replaceAll("'", "''")}' (FORMAT PARQUET)`);
  await write(
    "a.parquet",
    "SELECT 1::INTEGER AS id, 'x' AS name, TIMESTAMPTZ '2024-07-01 00:00:00+00' AS at",
  );
  await write(
    "it's [b].parquet",
    "SELECT 'y' AS name, 2::INTEGER AS id, TIMESTAMPTZ '2024-07-02 00:00:00+00' AS at",
  );
  connection.closeSync();
  instance.closeSync();
});

const TYPES: Record<string, ColumnType> = {
  id: { kind: "text" },
  name: { kind: "text" },
  at: { kind: "timestamp", zone: "UTC" },
};

describe("Parquet files", () => {
  it("are one table with the declared types, matched by name", async () => {
    expect(await ask(["a.parquet", "it's [b].parquet"], TYPES, "SELECT * FROM people ORDER BY id")).toEqual([
      { id: "1", name: "x", at: "2024-07-01T00:00:00Z" },
      { id: "2", name: "y", at: "2024-07-02T00:00:00Z" },
    ]);
  });

  it("without a declared column are refused by its name", async () => {
    const answer = ask(["a.parquet"], { ...TYPES, extra: { kind: "text" } }, "SELECT * FROM people");
    const error = await answer.catch((error: unknown) => error);
    expect(error).toBeInstanceOf(CoterieError);
    expect((error as CoterieError).message).toBe(
      "The warehouse does not have what the catalog says: there is no column extra.",
    );
  });

  describe("of the wild", () => {
    needsShared("data", "ga4");

    it("are read where they lie", async () => {
      const from = { kind: "duckdb" as const, folder: sharedPath("data", "ga4") };
      const types: Record<string, ColumnType> = {
        user_pseudo_id: { kind: "text" },
        event_name: { kind: "text" },
      };
      const sql = "SELECT count(*) AS events, count(DISTINCT user_pseudo_id) AS users FROM people";
      expect(await ask(["ga4_events_sampled.snappy.parquet"], types, sql, from)).toEqual([
        { events: "24219", users: "19210" },
      ]);
    });
  });
});
