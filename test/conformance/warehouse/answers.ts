import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import Big from "big.js";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ColumnType } from "@/lib/core/catalog/types";
import { toSqlQuery } from "@/lib/core/compile/member-query";
import type { Dialect, Fragment, SqlQuery, Warehouse } from "@/lib/core/ports/warehouse";
import type { Row } from "@/lib/core/segment/evaluate/index";
import { catalogOf } from "@/test/factories/catalog";
import { heldBytes } from "@/test/support/held-bytes";
import type { Opened, Stand } from "./stand";

const TYPES = {
  id: { kind: "integer" },
  name: { kind: "text" },
  credit: { kind: "decimal", precision: 20, scale: 4 },
  score: { kind: "double" },
  active: { kind: "boolean" },
  born: { kind: "date" },
  local: { kind: "timestamp", zone: "UTC" },
  instant: { kind: "timestamp", zone: null },
} satisfies Record<string, ColumnType>;

const ROWS: Row[] = [
  {
    id: "9223372036854775807",
    name: "naïve 名前 😀 '\"\\",
    credit: "1234567890123456.7891",
    score: 0.1,
    active: true,
    born: "0001-01-01",
    local: "2024-02-29T23:59:59.999999",
    instant: "2024-03-31T01:00:00Z",
  },
  {
    id: "-1",
    name: "",
    credit: "0.0000",
    score: -2.5e-10,
    active: false,
    born: "9999-12-31",
    local: "1969-12-31T00:00:00",
    instant: "0001-01-01T00:00:00Z",
  },
  { id: "0", name: null, credit: null, score: null, active: null, born: null, local: null, instant: null },
];

const NUMBERS = Array.from({ length: 1000 }, (_, n): Row => ({ n: String(n) }));

/** What a warehouse answers with, and that it can be stopped. */
export function answersContract(dialect: Dialect, stand: Stand): void {
  const rowsCatalog = catalogOf("rows", { kind: "table", table: ["rows"] }, TYPES, { kind: dialect.id });
  const numbers = catalogOf(
    "numbers",
    { kind: "table", table: ["numbers"] },
    { n: { kind: "integer" } },
    { kind: dialect.id },
  );
  const catalog = { ...rowsCatalog, entities: { ...rowsCatalog.entities, ...numbers.entities } };
  const query = (fragment: Fragment): SqlQuery => toSqlQuery(fragment, dialect);
  const from = (name: string) => dialect.source(catalog.entities[name]!);
  /** A thousand rows beside a thousand, as often as is asked: more than anybody waits for, where asked often enough. */
  const many = (times: number) =>
    sql.join(
      Array.from({ length: times }, (_, at) => sql`${from("numbers")} AS ${sql.id(`n${at}`)}`),
      sql` CROSS JOIN `,
    );
  const million = sql`SELECT ${dialect.sha256(sql`${dialect.text(sql.id("n0", "n"), TYPES.id)} || '-' || ${dialect.text(sql.id("n1", "n"), TYPES.id)}`)} AS ${sql.id("key")} FROM ${many(2)}`;
  const endless = sql`SELECT ${dialect.text(sql`COUNT(*)`, TYPES.id)} AS ${sql.id("key")} FROM ${many(5)} WHERE ${sql.id("n0", "n")} + ${sql.id("n4", "n")} >= 0`;

  let opened: Opened;
  let warehouse: Warehouse;
  let folder: string;
  beforeAll(async () => {
    opened = await stand(catalog, { rows: ROWS, numbers: NUMBERS });
    warehouse = opened.warehouse;
    folder = await mkdtemp(path.join(tmpdir(), "coterie-answers-"));
  });
  afterAll(async () => {
    await opened.close();
    await rm(folder, { recursive: true });
  });

  it("fits a catalog that says what is there", async () => {
    expect(await warehouse.check(catalog)).toEqual([]);
  });

  it("gives every type back as the port promises", async () => {
    const columns = sql.join(
      Object.entries(TYPES).map(
        ([name, type]) => sql`${dialect.column(sql`${sql.id(name)}`, type)} AS ${sql.id(name)}`,
      ),
    );
    const answer = await warehouse.rows(query(sql`SELECT ${columns} FROM ${from("rows")} AS r`));
    const byId = [...answer].sort((a, b) => String(a.id).localeCompare(String(b.id)));
    const instants = (row: Row) => ({
      ...row,
      credit: plain(row.credit),
      local: typeof row.local === "string" ? `${row.local}Z` : row.local,
    });
    expect(byId.map((row) => ({ ...row, credit: plain(row.credit) }))).toEqual(
      [...ROWS].sort((a, b) => String(a.id).localeCompare(String(b.id))).map(instants),
    );
  });

  it("prints every type alike, whatever the session", async () => {
    const columns = sql.join(
      Object.entries(TYPES)
        .filter(([name]) => name !== "score")
        .map(
          ([name, type]) =>
            sql`${dialect.text(dialect.column(sql`${sql.id(name)}`, type), type)} AS ${sql.id(name)}`,
        ),
    );
    const [first] = await warehouse.rows(
      query(sql`SELECT ${columns} FROM ${from("rows")} AS r WHERE ${sql.id("id")} > 0`),
    );
    expect(first).toEqual({
      id: "9223372036854775807",
      name: "naïve 名前 😀 '\"\\",
      credit: "1234567890123456.7891",
      active: "true",
      born: "0001-01-01",
      local: "2024-02-29 23:59:59.999999",
      instant: "2024-03-31 01:00:00+00",
    });
  });

  it("reads a million texts in memory that does not grow with them", { timeout: 600_000 }, async () => {
    let count = 0;
    let most = 0;
    const before = heldBytes();
    for await (const texts of warehouse.texts(query(million))) {
      const isLooked = Math.floor((count + texts.length) / 50_000) > Math.floor(count / 50_000);
      count += texts.length;
      if (isLooked) most = Math.max(most, heldBytes() - before);
    }
    expect(count).toBe(1_000_000);
    expect(most).toBeLessThan(150 * 1024 * 1024);
  });

  it("refuses a text that is unknown", async () => {
    const unknown = query(sql`SELECT ${sql.id("name")} FROM ${from("rows")} AS r`);
    const reading = (async () => {
      for await (const _ of warehouse.texts(unknown)) void _;
    })();
    await expect(reading).rejects.toMatchObject({ code: "KEY_MISSING" });
  });

  it("writes a Parquet file, complete and for this user alone", { timeout: 600_000 }, async () => {
    const file = path.join(folder, "all.parquet");
    const columns = sql.join(Object.keys(TYPES).map((name) => sql`${sql.id(name)}`));
    expect(
      await warehouse.exportParquet(query(sql`SELECT ${columns} FROM ${from("rows")} AS r`), file),
    ).toEqual({ rows: 3 });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readParquet(file, "id, name, credit, active, born, local, instant")).toEqual([
      ["-1", "", "0", "false", "9999-12-31", "1969-12-31 00:00:00", "0001-01-01 00:00:00+00"],
      ["0", null, null, null, null, null, null],
      [
        "9223372036854775807",
        "naïve 名前 😀 '\"\\",
        "1234567890123456.7891",
        "true",
        "0001-01-01",
        "2024-02-29 23:59:59.999999",
        "2024-03-31 01:00:00+00",
      ],
    ]);
  });

  it("writes a Parquet file of no rows, with its columns", async () => {
    const file = path.join(folder, "none.parquet");
    const none = sql`SELECT ${sql.id("name")} AS ${sql.id("key")} FROM ${from("rows")} AS r WHERE FALSE`;
    expect(await warehouse.exportParquet(query(none), file)).toEqual({ rows: 0 });
    expect(await readParquet(file, "key")).toEqual([]);
  });

  it("leaves no file of a question that fails on its way", async () => {
    const file = path.join(folder, "failed.parquet");
    const failing = sql`SELECT ${dialect.literal("1", TYPES.id)} / (${sql.id("n0", "n")} - 999) AS ${sql.id("key")}, CAST(${sql.id("r", "name")} AS DATE) AS ${sql.id("born")} FROM ${many(1)} CROSS JOIN ${from("rows")} AS r`;
    await expect(warehouse.exportParquet(query(failing), file)).rejects.toMatchObject({
      remedy: "fix_input",
    });
    expect(existsSync(file)).toBe(false);
    expect((await readdir(folder)).filter((name) => name.includes("failed"))).toEqual([]);
  });

  describe("a question that is given up", () => {
    const stopped = new Error("given up");
    const giveUp = async (work: (signal: AbortSignal) => Promise<unknown>) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(stopped), 250);
      const started = performance.now();
      await expect(work(controller.signal)).rejects.toBe(stopped);
      return performance.now() - started;
    };

    it("stops soon, however it is asked", { timeout: 60_000 }, async () => {
      const file = path.join(folder, "stopped.parquet");
      const waited = [
        await giveUp((signal) => warehouse.rows(query(endless), { signal })),
        await giveUp(async (signal) => {
          for await (const _ of warehouse.texts(query(endless), { signal })) void _;
        }),
        await giveUp((signal) => warehouse.exportParquet(query(endless), file, { signal })),
      ];
      expect(Math.max(...waited)).toBeLessThan(10_000);
      expect(existsSync(file)).toBe(false);
    });

    it("is not begun when it was given up before", async () => {
      const signal = AbortSignal.abort(stopped);
      await expect(warehouse.rows(query(endless), { signal })).rejects.toBe(stopped);
    });

    it("leaves the warehouse fit for others", async () => {
      const [row] = await warehouse.rows(
        query(sql`SELECT ${dialect.literal("7", TYPES.id)} AS ${sql.id("n")}`),
      );
      expect(row).toEqual({ n: "7" });
    });
  });

  it("can be left in the middle of its texts", async () => {
    for await (const texts of warehouse.texts(query(million))) {
      expect(texts.length).toBeGreaterThan(0);
      break;
    }
    const [row] = await warehouse.rows(
      query(sql`SELECT COUNT(*) AS ${sql.id("n")} FROM ${from("rows")} AS r`),
    );
    expect(row).toEqual({ n: "3" });
  });
}

async function readParquet(file: string, columns: string): Promise<(string | null)[][]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  const texts = columns.split(", ").map((name) => `CAST(${name} AS VARCHAR)`);
  const reader = await connection.runAndReadAll(
    `SELECT ${texts.join(", ")} FROM read_parquet('${file}') ORDER BY 1`,
  );
  const rows = reader.getRows().map((row) => row.map((cell) => (cell === null ? null : String(cell))));
  const credit = columns.split(", ").indexOf("credit");
  for (const row of rows) if (credit >= 0) row[credit] = plain(row[credit]) ?? null;
  connection.closeSync();
  instance.closeSync();
  return rows;
}

/** How many places a decimal is written with differs between warehouses; its value does not. */
function plain(decimal: unknown): string | null {
  return decimal === null || decimal === undefined ? null : new Big(String(decimal)).toFixed();
}
