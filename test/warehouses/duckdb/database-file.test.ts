import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { copyFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { beforeAll, describe, expect, it } from "vitest";
import type { Catalog, ColumnType } from "@/lib/core/catalog/types";
import { CoterieError } from "@/lib/core/errors";
import duckdb from "@/lib/warehouses/duckdb";
import { catalogOf } from "@/test/factories/catalog";
import { temporaryFolder } from "@/test/factories/folder";

const folder = temporaryFolder();
const file = path.join(folder, "shop.duckdb");
const settings = { kind: "duckdb" as const, file: "shop.duckdb" };
const TYPES: Record<string, ColumnType> = { id: { kind: "integer" }, name: { kind: "text" } };
const catalog = catalogOf("people", { kind: "table", table: ["people"] }, TYPES, settings);

async function write(file: string, ...statements: string[]) {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

const open = (given: Catalog = catalog) => duckdb.connect(settings, given, { baseFolder: folder });
const ask = (sql: string) => ({ sql, parameters: [] });

async function refusal(answer: Promise<unknown>) {
  const error = await answer.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(error instanceof CoterieError)) throw new Error(`not refused: ${String(error)}`);
  return { code: error.code, message: error.message, remedy: error.remedy };
}

async function collect(batches: AsyncIterable<readonly string[]>) {
  const all: string[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
}

async function rowsOf(parquet: string): Promise<unknown> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const reader = await connection.runAndReadAll("SELECT count(*) FROM read_parquet($1)", [parquet]);
  return reader.getRows()[0]![0];
}

beforeAll(async () => {
  await write(file, "CREATE TABLE people AS SELECT range AS id, 'p' || range AS name FROM range(100000)");
});

describe("a query of the catalog", () => {
  const sneaky = (written: string) =>
    `SELECT 1 AS id) AS t; COPY (SELECT 42) TO '${written}'; SELECT * FROM (SELECT 1 AS id`;

  it("is one SELECT: it cannot end ours and begin one of its own", async () => {
    const written = path.join(folder, "written.csv");
    const warehouse = await open();
    const query = ask(`SELECT id FROM (${sneaky(written)}) AS t`);
    const refused = {
      code: "QUERY_NOT_ONE_SELECT",
      message: "A query of the catalog is more than one SELECT.",
      remedy: "fix_input",
    };
    expect(await refusal(warehouse.rows(query))).toEqual(refused);
    expect(await refusal(collect(warehouse.texts(query)))).toEqual(refused);
    const given = catalogOf(
      "people",
      { kind: "query", sql: sneaky(written) },
      { id: { kind: "integer" } },
      settings,
    );
    expect(await warehouse.check(given)).toMatchObject([{ code: "QUERY_NOT_ONE_SELECT" }]);
    expect(existsSync(written)).toBe(false);
  });

  it("reads no other file of this machine", async () => {
    const warehouse = await open();
    const other = path.join(folder, "beside.csv");
    await writeFile(other, "secret\n1\n");
    const refused = {
      code: "OUTSIDE_THE_WAREHOUSE",
      message: "A query of the catalog reaches for files outside its warehouse.",
      remedy: "fix_input",
    };
    const reaching = [`SELECT content FROM read_text('${other}')`, `SELECT * FROM read_csv('${other}')`];
    for (const sql of reaching) expect(await refusal(warehouse.rows(ask(sql)))).toEqual(refused);
  });

  it("does not make this machine fetch an address", async () => {
    const warehouse = await open();
    await expect(warehouse.rows(ask("SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')"))).rejects.toThrow();
    expect(
      await warehouse.rows(ask("SELECT current_setting('autoinstall_known_extensions') AS installs")),
    ).toEqual([{ installs: false }]);
  });
});

describe("a database file", () => {
  it("answers with exact numbers as text and times as ISO text in UTC", async () => {
    const warehouse = await open();
    const rows = await warehouse.rows({
      sql: `SELECT CAST($1 AS BIGINT) AS n, CAST('12.50' AS DECIMAL(10,2)) AS d, TRUE AS b, 0.5::DOUBLE AS f, NULL AS u,
        DATE '2014-07-01' AS day, TIMESTAMP '2014-07-01 10:00:00' AS t, TIMESTAMPTZ '1969-12-31 23:59:59.5+00' AS z, $2 AS text`,
      parameters: ["9007199254740993", "O'Brien"],
    });
    expect(rows).toEqual([
      {
        n: "9007199254740993",
        d: "12.50",
        b: true,
        f: 0.5,
        u: null,
        day: "2014-07-01",
        t: "2014-07-01T10:00:00Z",
        z: "1969-12-31T23:59:59.500000Z",
        text: "O'Brien",
      },
    ]);
  });

  it("gives texts in order, in batches", async () => {
    const warehouse = await open();
    const names = await collect(warehouse.texts(ask("SELECT name FROM people ORDER BY id")));
    expect(names.length).toBe(100_000);
    expect([names[0], names[99_999]]).toEqual(["p0", "p99999"]);
  });

  it("streams a UNION ALL over joins to its end", async () => {
    const warehouse = await open();
    const half = "SELECT a.name FROM people a JOIN people b ON a.id = b.id";
    expect((await collect(warehouse.texts(ask(`${half} UNION ALL ${half}`)))).length).toBe(200_000);
  });

  it("can be written by others between questions", async () => {
    const warehouse = await open();
    await warehouse.rows(ask("SELECT 1"));
    await write(file, "CREATE OR REPLACE TABLE extra AS SELECT 1 AS one");
    expect(await warehouse.rows(ask("SELECT one FROM extra"))).toEqual([{ one: 1 }]);
  });

  it("answers several questions at once and is released after the last", async () => {
    const warehouse = await open();
    const counts = await Promise.all(
      [1, 2, 3, 4].map((n) => warehouse.rows(ask(`SELECT count(*) + ${n} AS n FROM people`))),
    );
    expect(counts.flat().map(({ n }) => n)).toEqual(["100001", "100002", "100003", "100004"]);
    await write(file, "CREATE OR REPLACE TABLE extra AS SELECT 2 AS one");
  });

  it("is released when a reader stops half-way", async () => {
    const warehouse = await open();
    for await (const batch of warehouse.texts(ask("SELECT name FROM people"))) {
      expect(batch.length).toBeGreaterThan(0);
      break;
    }
    await write(file, "CREATE OR REPLACE TABLE extra AS SELECT 3 AS one");
  });

  it("cannot be written through the connection", async () => {
    const warehouse = await open();
    await expect(warehouse.rows(ask("DELETE FROM people"))).rejects.toBeInstanceOf(CoterieError);
  });

  it("exports a Parquet file that is complete or not there", async () => {
    const warehouse = await open();
    const target = path.join(folder, "it's.parquet");
    expect(
      await warehouse.exportParquet({ sql: "SELECT id FROM people WHERE id < $1", parameters: [10] }, target),
    ).toEqual({
      rows: 10,
    });
    expect(await rowsOf(target)).toBe(10n);
    expect(statSync(target).mode & 0o777).toBe(0o600);
    const failing = path.join(folder, "failing.parquet");
    await expect(
      warehouse.exportParquet(ask("SELECT CAST(name AS INT) FROM people"), failing),
    ).rejects.toThrow();
    expect(readdirSync(folder).filter((name) => name.includes("failing"))).toEqual([]);
  });
});

describe("a question that is given up", () => {
  const endless = "SELECT count(*) FROM people a, people b, people c WHERE a.id + b.id + c.id = -1";

  it.each(["rows", "texts", "exportParquet"] as const)("really stops in %s", async (method) => {
    const warehouse = await open();
    const controller = new AbortController();
    const options = { signal: controller.signal };
    const started = performance.now();
    setTimeout(() => controller.abort(new Error("given up")), 50);
    const answers = {
      rows: () => warehouse.rows(ask(endless), options),
      texts: () => collect(warehouse.texts(ask(endless), options)),
      exportParquet: () => warehouse.exportParquet(ask(endless), path.join(folder, "never.parquet"), options),
    };
    await expect(answers[method]()).rejects.toThrow("given up");
    expect(performance.now() - started).toBeLessThan(2_000);
    await write(file, "CREATE OR REPLACE TABLE extra AS SELECT 4 AS one");
  });

  it("is not begun when it was given up before", async () => {
    const warehouse = await open();
    const signal = AbortSignal.abort(new Error("given up"));
    await expect(warehouse.rows(ask(endless), { signal })).rejects.toThrow("given up");
    await expect(collect(warehouse.texts(ask(endless), { signal }))).rejects.toThrow("given up");
  });
});

describe("what goes wrong is said so that someone can mend it", () => {
  it("when the file is missing, or disappears between questions", async () => {
    const gone = path.join(folder, "gone.duckdb");
    await copyFile(file, gone);
    const warehouse = await duckdb.connect({ kind: "duckdb", file: gone }, catalog, { baseFolder: "/" });
    await warehouse.rows(ask("SELECT 1"));
    await rm(gone);
    expect(await refusal(warehouse.rows(ask("SELECT 1")))).toEqual({
      code: "WAREHOUSE_FILE_MISSING",
      message: `The database file ${gone} is not there.`,
      remedy: "ask_admin",
    });
    await copyFile(file, gone);
    expect(await warehouse.rows(ask("SELECT 1 AS one"))).toEqual([{ one: 1 }]);
  });

  it("when it is no database", async () => {
    const text = path.join(folder, "text.duckdb");
    await writeFile(
      text,
      "this is not a database, only some text that is long enough to be looked at".repeat(100),
    );
    const warehouse = await duckdb.connect({ kind: "duckdb", file: text }, catalog, { baseFolder: "/" });
    expect((await refusal(warehouse.rows(ask("SELECT 1")))).code).toBe("WAREHOUSE_FILE_UNREADABLE");
  });

  it("when another process holds it for writing", async () => {
    const script = `import { DuckDBInstance } from "@duckdb/node-api";
      const instance = await DuckDBInstance.create(${JSON.stringify(file)});
      console.log("open"); process.stdin.resume(); process.stdin.on("end", () => process.exit(0));`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    try {
      const warehouse = await open();
      expect(await refusal(warehouse.rows(ask("SELECT 1")))).toEqual({
        code: "WAREHOUSE_LOCKED",
        message: `Another process (${child.pid}) is writing to the database file ${file}.`,
        remedy: "retry",
      });
    } finally {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.stdin.end();
      await ended;
    }
    expect(await (await open()).rows(ask("SELECT 1 AS one"))).toEqual([{ one: 1 }]);
  });

  it("when a table or a column is not there", async () => {
    const warehouse = await open();
    expect(await refusal(warehouse.rows(ask("SELECT * FROM nobody")))).toEqual({
      code: "WAREHOUSE_CHANGED",
      message: "The warehouse does not have what the catalog says: there is no table nobody.",
      remedy: "fix_input",
    });
    expect(await refusal(warehouse.rows(ask('SELECT m."emial" FROM people AS m')))).toEqual({
      code: "WAREHOUSE_CHANGED",
      message: "The warehouse does not have what the catalog says: there is no column emial.",
      remedy: "fix_input",
    });
  });

  it("without a word of the data", async () => {
    const warehouse = await open();
    const error = await warehouse
      .rows(ask("SELECT CAST(name AS INT) FROM people"))
      .catch((error: unknown) => error);
    expect(error).toBeInstanceOf(CoterieError);
    expect(`${JSON.stringify(error)} ${String((error as CoterieError).cause)}`).not.toContain("p0");
    expect((error as CoterieError).code).toBe("VALUE_DOES_NOT_FIT");
  });
});

describe("the catalog beside what is there", () => {
  it("has no problems when they agree", async () => {
    expect(await (await open()).check(catalog)).toEqual([]);
  });

  it("names keys that do not name one row each", async () => {
    const twice = path.join(folder, "twice.duckdb");
    await write(
      twice,
      "CREATE TABLE people AS SELECT * FROM (VALUES (1::BIGINT, 'a'), (1, 'b'), (2, 'a'), (NULL, 'a')) AS p (id, name)",
    );
    const place = { kind: "duckdb" as const, file: twice };
    const given = catalogOf("people", { kind: "table", table: ["people"] }, TYPES, place);
    const warehouse = await duckdb.connect(place, given, { baseFolder: "/" });
    expect(
      (await warehouse.check(given)).map(({ code, path, message }) => ({ code, path, message })),
    ).toEqual([
      {
        code: "KEY_NOT_UNIQUE",
        path: "entities.people.key",
        message: "Several rows of people have the same id: 1 of its values occur more than once.",
      },
      { code: "KEY_MISSING", path: "entities.people.key", message: "Rows of people have no id." },
    ]);
    const people = { ...given.entities.people!, key: ["id", "name"] };
    const both = { ...given, entities: { people } };
    expect((await warehouse.check(both)).map(({ code }) => code)).toEqual(["KEY_MISSING"]);
  });

  it("names missing tables and columns and other types", async () => {
    const wrong = catalogOf(
      "people",
      { kind: "table", table: ["main", "people"] },
      { id: { kind: "text" }, nmae: { kind: "text" } },
      settings,
    );
    const problems = await (await open(wrong)).check(wrong);
    expect(problems.map(({ code, path, message }) => ({ code, path, message }))).toEqual([
      {
        code: "COLUMN_TYPE",
        path: "entities.people.columns.id",
        message: "people.id is BIGINT in the warehouse, and the catalog says text.",
      },
      {
        code: "COLUMN_MISSING",
        path: "entities.people.columns.nmae",
        message: "people has no column `nmae` in the warehouse; did you mean `name`?",
      },
    ]);
    const elsewhere = catalogOf("people", { kind: "table", table: ["persons"] }, TYPES, settings);
    expect(
      (await (await open(elsewhere)).check(elsewhere)).map(({ code, path }) => ({ code, path })),
    ).toEqual([{ code: "WAREHOUSE_CHANGED", path: "entities.people" }]);
  });
});
