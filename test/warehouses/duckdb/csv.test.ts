import { readdirSync, readFileSync } from "node:fs";
import { rm, utimes } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { ColumnType } from "@/lib/core/catalog/types";
import { CoterieError } from "@/lib/core/errors";
import duckdb from "@/lib/warehouses/duckdb";
import { catalogOf } from "@/test/factories/catalog";
import { temporaryFolder, writeFiles } from "@/test/factories/folder";
import { needsShared, sharedPath } from "@/test/factories/shared";

const TEXT: ColumnType = { kind: "text" };
const INTEGER: ColumnType = { kind: "integer" };
const base = temporaryFolder();
let made = 0;

async function read(
  files: Record<string, string | Buffer>,
  types: Record<string, ColumnType>,
  named?: string[],
) {
  made += 1;
  const folder = path.join(base, String(made));
  await writeFiles(folder, files);
  return { folder, rows: () => rowsOf(folder, named ?? Object.keys(files), types) };
}

async function rowsOf(folder: string, files: string[], types: Record<string, ColumnType>) {
  const settings = { kind: "duckdb" as const, folder };
  const catalog = catalogOf("people", { kind: "files", files, format: "csv" }, types, settings);
  const warehouse = await duckdb.connect(settings, catalog, { baseFolder: "/" });
  return warehouse.rows({ sql: 'SELECT * FROM "people"', parameters: [] });
}

async function refusal(answer: Promise<unknown>) {
  const error = await answer.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(error instanceof CoterieError)) throw new Error(`not refused: ${String(error)}`);
  return { code: error.code, message: error.message };
}

describe("a CSV file", () => {
  it("is read by the names in its header, whatever their order, as the declared types", async () => {
    const { rows } = await read(
      {
        "people.csv": "at,extra,id,ok,spent,day,score\n2014-07-01 10:00:00,x,007,true,12.50,2014-07-01,0.5\n",
      },
      {
        id: TEXT,
        spent: { kind: "decimal", precision: 18, scale: 4 },
        ok: { kind: "boolean" },
        at: { kind: "timestamp", zone: "UTC" },
        day: { kind: "date" },
        score: { kind: "double" },
      },
    );
    expect(await rows()).toEqual([
      { id: "007", spent: "12.5000", ok: true, at: "2014-07-01T10:00:00Z", day: "2014-07-01", score: 0.5 },
    ]);
  });

  it("keeps ids that look like decimals or overflow a double", async () => {
    const { rows } = await read(
      { "people.csv": "id,n\n46173767.7418972312,9007199254740993\n" },
      { id: TEXT, n: INTEGER },
    );
    expect(await rows()).toEqual([{ id: "46173767.7418972312", n: "9007199254740993" }]);
  });

  it("tells an empty field, which is unknown, from a quoted empty one, which is empty text", async () => {
    const { rows } = await read(
      { "people.csv": 'id,a,n\n1,,\n2,"",""\n' },
      { id: TEXT, a: TEXT, n: INTEGER },
    );
    expect(await rows()).toEqual([
      { id: "1", a: null, n: null },
      { id: "2", a: "", n: null },
    ]);
  });

  it("may be compressed, begin with a byte order mark, end its lines with CRLF and miss the last line end", async () => {
    const { rows } = await read(
      { "people.csv.gz": gzipSync('\ufeffid,a\r\n1,"x, ""y""\r\nz"\r\n2,b') },
      { id: INTEGER, a: TEXT },
    );
    expect(await rows()).toEqual([
      { id: "1", a: 'x, "y"\r\nz' },
      { id: "2", a: "b" },
    ]);
  });

  it("may write one number or moment in several ways", async () => {
    const { rows } = await read(
      {
        "people.csv":
          "n,d,t,z\n+007,1.50000,2014-07-01T10:00:00+02:00,2014-07-01 10:00:00\n,.5,2014-07-01,\n",
      },
      {
        n: INTEGER,
        d: { kind: "decimal", precision: 18, scale: 4 },
        t: { kind: "timestamp", zone: "UTC" },
        z: { kind: "timestamp", zone: null },
      },
    );
    expect(await rows()).toEqual([
      { n: "7", d: "1.5000", t: "2014-07-01T08:00:00Z", z: "2014-07-01T10:00:00Z" },
      { n: null, d: "0.5000", t: "2014-07-01T00:00:00Z", z: null },
    ]);
  });

  it("may be one of several with the columns in another order", async () => {
    const { rows } = await read({ "a.csv": "id,a\n1,x\n", "b.csv": "a,id\ny,2\n" }, { id: INTEGER, a: TEXT });
    expect(await rows()).toEqual([
      { id: "1", a: "x" },
      { id: "2", a: "y" },
    ]);
  });

  it("may have a header and nothing else", async () => {
    const { rows } = await read({ "people.csv": "id,a\n" }, { id: INTEGER, a: TEXT });
    expect(await rows()).toEqual([]);
  });

  it.each(["it's [1]*?.csv", "naïve ✓.csv", "$(touch x);--.csv", "a\\b.csv", '"quoted".csv', "100%.csv"])(
    "may be called %s",
    async (name) => {
      const { rows } = await read({ [name]: "id\n1\n", "itXs 1xx.csv": "id\n2\n" }, { id: INTEGER }, [name]);
      expect(await rows()).toEqual([{ id: "1" }]);
    },
  );

  it("is read again when it has changed", async () => {
    const { folder, rows } = await read({ "people.csv": "id\n1\n" }, { id: INTEGER });
    expect(await rows()).toEqual([{ id: "1" }]);
    await writeFiles(folder, { "people.csv": "id\n2\n" });
    await utimes(path.join(folder, "people.csv"), new Date(), new Date(Date.now() + 5_000));
    expect(await rows()).toEqual([{ id: "2" }]);
  });
});

describe("many folders", () => {
  it("are each answered, however often their turn comes", async () => {
    const all = await Promise.all(
      Array.from({ length: 6 }, (_, index) => read({ "people.csv": `id\n${index}\n` }, { id: INTEGER })),
    );
    for (let round = 0; round < 2; round += 1) {
      const answers = await Promise.all(all.map(({ rows }) => rows()));
      expect(answers).toEqual(all.map((_, index) => [{ id: String(index) }]));
    }
  });
});

describe("a CSV file that is wrong is refused", () => {
  it("naming the line of a ragged row", async () => {
    const { rows } = await read({ "people.csv": "id,a\n1,x\n2,y,z\n" }, { id: INTEGER, a: TEXT });
    expect(await refusal(rows())).toEqual({
      code: "CSV_RAGGED",
      message: "There are 3 fields on line 3 of people.csv, and its header has 2.",
    });
  });

  it("naming the line and the column of a value that does not fit, never the value", async () => {
    const { rows } = await read({ "people.csv": "id,a\n1,2\n2,secret\n" }, { id: INTEGER, a: INTEGER });
    expect(await refusal(rows())).toEqual({
      code: "VALUE_DOES_NOT_FIT",
      message: "The value of a on line 3 of people.csv is not a whole number as the catalog declares it.",
    });
  });

  it.each<[string, string, ColumnType]>([
    ["a fraction", "1.5", INTEGER],
    ["a power", "1e3", INTEGER],
    ["a hexadecimal number", "0x10", INTEGER],
    ["one that is too large", "9223372036854775808", INTEGER],
    ["a place too many", "1.23456", { kind: "decimal", precision: 18, scale: 4 }],
    ["a time of day", "2014-07-01 10:00:00", { kind: "date" }],
    ["no such day", "2014-02-30", { kind: "date" }],
    ["an offset beside a zone", "2014-07-01 10:00:00+02", { kind: "timestamp", zone: "Europe/Berlin" }],
  ])("rather than losing a part of it: %s", async (_, value, type) => {
    const { rows } = await read({ "people.csv": `id,a\n"1\n1",\n2,${value}\n` }, { id: TEXT, a: type });
    const { code, message } = await refusal(rows());
    expect([code, message.slice(0, 39)]).toEqual([
      "VALUE_DOES_NOT_FIT",
      "The value of a on line 4 of people.csv ",
    ]);
  });

  it("naming the file that is ragged among several", async () => {
    const { rows } = await read({ "a.csv": "id,a\n1,x\n", "b.csv": "id,a\n2\n" }, { id: INTEGER, a: TEXT });
    expect(await refusal(rows())).toEqual({
      code: "CSV_RAGGED",
      message: "There is 1 field on line 2 of b.csv, and its header has 2.",
    });
  });

  it("naming a column that is not there, with the nearest that is", async () => {
    const { rows } = await read({ "people.csv": "id,contry\n1,DE\n" }, { id: INTEGER, country: TEXT });
    expect(await refusal(rows())).toEqual({
      code: "CSV_COLUMN_MISSING",
      message: "people.csv has no column `country`; did you mean `contry`?",
    });
  });

  it("when it is compressed and cut short, damaged, or not compressed at all", async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => `${index},${index * 7919}`);
    const whole = gzipSync(`id,a\n${rows.join("\n")}\n`);
    const damaged = Buffer.from(whole);
    damaged[whole.length >> 1]! ^= 0xff;
    for (const content of [
      whole.subarray(0, whole.length >> 1),
      whole.subarray(0, -4),
      damaged,
      "id,a\n1,x\n",
    ]) {
      const { rows } = await read({ "people.csv.gz": content }, { id: INTEGER, a: TEXT });
      expect(await refusal(rows())).toEqual({
        code: "FILE_DAMAGED",
        message: "people.csv.gz is cut short or damaged.",
      });
    }
  });

  it("when a quote is never closed", async () => {
    const { rows } = await read({ "people.csv": 'id,a\n1,"x\n2,y\n' }, { id: INTEGER, a: TEXT });
    expect(await refusal(rows())).toEqual({
      code: "CSV_UNREADABLE",
      message: "The text on line 2 of people.csv is not well-formed CSV.",
    });
  });

  it("when it is not there, or no longer there", async () => {
    const { folder, rows } = await read({ "people.csv": "id\n1\n" }, { id: INTEGER });
    await rows();
    await rm(path.join(folder, "people.csv"));
    expect(await refusal(rows())).toEqual({
      code: "WAREHOUSE_FILE_MISSING",
      message: `The file people.csv of people is not in ${folder}.`,
    });
    await writeFiles(folder, { "people.csv": "id\n3\n" });
    expect(await rows()).toEqual([{ id: "3" }]);
  });

  it("when it lies outside the folder", async () => {
    const { rows } = await read({ "people.csv": "id\n1\n" }, { id: INTEGER }, ["../1/people.csv"]);
    expect((await refusal(rows())).code).toBe("FILE_OUTSIDE_FOLDER");
  });
});

describe("every form of csv-spectrum", () => {
  needsShared("data", "nasty", "csv-spectrum");
  const spectrum = sharedPath("data", "nasty", "csv-spectrum");
  const names = [
    "comma_in_quotes",
    "empty",
    "empty_crlf",
    "escaped_quotes",
    "json",
    "newlines",
    "newlines_crlf",
  ];

  it.each([...names, "quotes_and_newlines", "simple", "simple_crlf", "utf8"])("%s", async (name) => {
    expect(readdirSync(path.join(spectrum, "csvs"))).toContain(`${name}.csv`);
    const csv = readFileSync(path.join(spectrum, "csvs", `${name}.csv`), "utf8");
    const json = readFileSync(path.join(spectrum, "json", `${name}.json`), "utf8");
    // One file of a pair has lost its carriage returns on the way here.
    const expected = JSON.parse(csv.includes("\r") ? json : json.replaceAll("\\r", "")) as object[];
    const types = Object.fromEntries(Object.keys(expected[0]!).map((column) => [column, TEXT]));
    expect(await rowsOf(path.join(spectrum, "csvs"), [`${name}.csv`], types)).toEqual(expected);
  });
});
