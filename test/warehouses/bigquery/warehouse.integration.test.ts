import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Catalog, ColumnType } from "@/lib/core/catalog/types";
import type { Warehouse } from "@/lib/core/ports/warehouse";
import bigquery from "@/lib/warehouses/bigquery";
import { catalogOf } from "@/test/factories/catalog";
import { zetasqlAnswerer } from "@/test/support/bigquery-endpoint/answers";
import { type Endpoint, type EndpointTable, startEndpoint } from "@/test/support/bigquery-endpoint/endpoint";
import { zetasqlMissing } from "@/test/support/zetasql/package";
import { Zetasql, type ZetaTable } from "@/test/support/zetasql/zetasql";

const people: ZetaTable = {
  name: "shop.people",
  columns: {
    id: "INT64",
    name: "STRING",
    credit: "NUMERIC",
    score: "FLOAT64",
    is_new: "BOOL",
    born: "DATE",
    seen_at: "TIMESTAMP",
    local_at: "DATETIME",
  },
  rows: [
    [1n, "Ines", "10.5", 0.25, true, "1990-02-28", "2024-07-01T00:00:00.000001Z", "2024-07-01T02:00:00"],
    [
      9223372036854775807n,
      "名前",
      "-0.000000001",
      -1,
      false,
      "0001-01-01",
      "1969-12-31T23:59:59.5Z",
      "9999-12-31T23:59:59.999999",
    ],
    [3n, null, null, null, null, null, null, null],
  ],
};
const TYPES: Record<string, ColumnType> = {
  id: { kind: "integer" },
  name: { kind: "text" },
  credit: { kind: "decimal", precision: 18, scale: 4 },
  score: { kind: "double" },
  is_new: { kind: "boolean" },
  born: { kind: "date" },
  seen_at: { kind: "timestamp", zone: null },
  local_at: { kind: "timestamp", zone: "UTC" },
};
const described: EndpointTable[] = [
  {
    dataset: "shop",
    table: "people",
    fields: [
      { name: "id", type: "INTEGER", mode: "REQUIRED" },
      { name: "credit", type: "NUMERIC", mode: "NULLABLE" },
      { name: "seen_at", type: "TIMESTAMP", mode: "NULLABLE" },
      { name: "tags", type: "STRING", mode: "REPEATED" },
      { name: "place", type: "GEOGRAPHY", mode: "NULLABLE" },
    ],
  },
  { dataset: "web", table: "visits", fields: [{ name: "at", type: "DATETIME", mode: "NULLABLE" }] },
];

const query = (sql: string, ...parameters: (string | number | boolean | null)[]) => ({ sql, parameters });
const catalog = (types: Record<string, ColumnType> = TYPES, table = ["shop", "people"]): Catalog =>
  catalogOf("people", { kind: "table", table }, types, { kind: "bigquery" });
const missing = zetasqlMissing();

describe.skipIf(missing)(`BigQuery as a warehouse${missing ? ` (${missing})` : ""}`, () => {
  let zetasql: Zetasql;
  let endpoint: Endpoint;
  let warehouse: Warehouse;
  beforeAll(async () => {
    zetasql = await Zetasql.start();
    const twice: ZetaTable = { name: "shop.twice", columns: { id: "STRING" }, rows: [["a"], ["a"], [null]] };
    const tables = [people, twice];
    const answerer = zetasqlAnswerer(await zetasql.open(tables), tables);
    endpoint = await startEndpoint(answerer, { project: "acme-analytics", tables: described });
  });
  beforeEach(async () => {
    vi.stubEnv("COTERIE_BIGQUERY_ENDPOINT", endpoint.url);
    const settings = bigquery.settings.parse({ kind: "bigquery", project: "acme-analytics" });
    warehouse = await bigquery.connect(settings, catalog(), { baseFolder: "/" });
    return () => vi.unstubAllEnvs();
  });
  afterAll(async () => {
    await endpoint?.close();
    await zetasql?.stop();
  });

  it("gives numbers of 64 bits, decimals and times exactly, and what is unknown as null", async () => {
    const rows = await warehouse.rows(query("SELECT * FROM `shop.people` ORDER BY id = 3, id"));
    const unknown = {
      name: null,
      credit: null,
      score: null,
      is_new: null,
      born: null,
      seen_at: null,
      local_at: null,
    };
    expect(rows).toEqual([
      {
        id: "1",
        name: "Ines",
        credit: "10.5",
        score: 0.25,
        is_new: true,
        born: "1990-02-28",
        seen_at: "2024-07-01T00:00:00.000001Z",
        local_at: "2024-07-01T02:00:00Z",
      },
      {
        id: "9223372036854775807",
        name: "名前",
        credit: "-0.000000001",
        score: -1,
        is_new: false,
        born: "0001-01-01",
        seen_at: "1969-12-31T23:59:59.500000Z",
        local_at: "9999-12-31T23:59:59.999999Z",
      },
      { id: "3", ...unknown },
    ]);
  });

  it("binds parameters by name and type", async () => {
    const sql = "SELECT @p0 AS a, @p1 AS b, @p2 AS c, @p3 AS d FROM UNNEST([1])";
    expect(await warehouse.rows(query(sql, "it's \\ `q`\n", 7, true, null))).toEqual([
      { a: "it's \\ `q`\n", b: "7", c: true, d: null },
    ]);
  });

  it("writes every kind of value to a Parquet file", async () => {
    const file = path.join(await mkdtemp(path.join(tmpdir(), "coterie-bigquery-")), "people.parquet");
    expect(await warehouse.exportParquet(query("SELECT * FROM `shop.people`"), file)).toEqual({ rows: 3 });
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    await connection.run("SET TimeZone = 'UTC'");
    const reader = await connection.runAndReadAll(
      `SELECT id, name, credit::VARCHAR, score, is_new, born::VARCHAR, seen_at::VARCHAR, local_at::VARCHAR FROM '${file}' ORDER BY id`,
    );
    expect(reader.getRows().map((row) => row.map((cell) => (cell === null ? null : String(cell))))).toEqual([
      [
        "1",
        "Ines",
        "10.500000000",
        "0.25",
        "true",
        "1990-02-28",
        "2024-07-01 00:00:00.000001+00",
        "2024-07-01 02:00:00",
      ],
      ["3", null, null, null, null, null, null, null],
      [
        ...["9223372036854775807", "名前", "-0.000000001", "-1", "false", "0001-01-01"],
        ...["1969-12-31 23:59:59.5+00", "9999-12-31 23:59:59.999999"],
      ],
    ]);
  });

  it("finds nothing wrong with a catalog that says what is there", async () => {
    expect(await warehouse.check(catalog())).toEqual([]);
  });

  it("tells everything a catalog says that is not so", async () => {
    const wrong = catalog({
      ...TYPES,
      id: { kind: "text" },
      nmae: { kind: "text" },
      seen_at: { kind: "timestamp", zone: "UTC" },
    });
    expect(await warehouse.check(wrong)).toEqual([
      {
        code: "COLUMN_TYPE",
        path: "entities.people.columns.id",
        message: "people.id is INTEGER in the warehouse, and the catalog says text.",
        fix: "Declare the type the warehouse has.",
      },
      {
        code: "COLUMN_TYPE",
        path: "entities.people.columns.seen_at",
        message: "people.seen_at is TIMESTAMP in the warehouse, and the catalog says timestamp.",
        fix: "Declare the type the warehouse has.",
      },
      {
        code: "COLUMN_MISSING",
        path: "entities.people.columns.nmae",
        message: "people has no column `nmae` in the warehouse; did you mean `name`?",
        fix: "Correct its name in the catalog, or add it in the warehouse.",
      },
    ]);
  });

  it("tells a table that is not there, and a key that does not name one row", async () => {
    const codes = async (table: string) =>
      (await warehouse.check(catalog({ id: { kind: "text" } }, ["shop", table]))).map(({ code, message }) => [
        code,
        message,
      ]);
    expect(await codes("nobody")).toEqual([
      [
        "WAREHOUSE_CHANGED",
        "The warehouse does not have what the catalog says: there is no table shop:nobody.",
      ],
    ]);
    expect(await codes("twice")).toEqual([
      ["KEY_NOT_UNIQUE", "Several rows of people have the same id: 1 of its values occur more than once."],
      ["KEY_MISSING", "Rows of people have no id."],
    ]);
  });

  it("estimates what a question reads", async () => {
    expect(await warehouse.estimate?.(query("SELECT id FROM `shop.people`"))).toEqual({ bytes: 220 });
  });

  it("shows what can be read", async () => {
    expect(await warehouse.browse?.()).toEqual([
      {
        source: { kind: "table", table: ["shop", "people"] },
        kind: "table",
        columns: [
          { name: "id", type: { kind: "integer" }, typeName: "INTEGER", nullable: false },
          {
            name: "credit",
            type: { kind: "decimal", precision: 38, scale: 9 },
            typeName: "NUMERIC",
            nullable: true,
          },
          { name: "seen_at", type: { kind: "timestamp", zone: null }, typeName: "TIMESTAMP", nullable: true },
          { name: "tags", type: null, typeName: "ARRAY<STRING>", nullable: true },
          { name: "place", type: null, typeName: "GEOGRAPHY", nullable: true },
        ],
        primaryKey: [],
        foreignKeys: [],
        approximateRows: null,
      },
      {
        source: { kind: "table", table: ["web", "visits"] },
        kind: "table",
        columns: [
          { name: "at", type: { kind: "timestamp", zone: "UTC" }, typeName: "DATETIME", nullable: true },
        ],
        primaryKey: [],
        foreignKeys: [],
        approximateRows: null,
      },
    ]);
  });
});
