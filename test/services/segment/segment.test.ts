import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Catalog } from "@/lib/core/catalog/types";
import { CoterieError } from "@/lib/core/errors";
import type { Condition, Segment } from "@/lib/core/segment/types";
import { count } from "@/lib/services/segment/count";
import { members } from "@/lib/services/segment/members";
import { sql } from "@/lib/services/segment/sql";
import { catalogOf } from "@/test/factories/catalog";
import { temporaryFolder, writeFiles } from "@/test/factories/folder";

const asOf = "2024-07-01T00:00:00Z";
const base = temporaryFolder();
const everyone: Condition = { all: [] };
const segmentOf = (where: Condition): Segment => ({ version: 1, entity: "people", where });
let made = 0;

async function people(csv: string, warehouse: Partial<Catalog["warehouse"]> = {}): Promise<Catalog> {
  made += 1;
  const folder = path.join(base, String(made));
  await writeFiles(folder, { "people.csv": csv });
  return catalogOf(
    "people",
    { kind: "files", files: ["people.csv"], format: "csv" },
    { id: { kind: "text" }, country: { kind: "text" } },
    { kind: "duckdb", folder: String(made), ...warehouse },
  );
}

async function keys(catalog: Catalog, where: Condition = everyone, signal?: AbortSignal): Promise<string[]> {
  const all: string[] = [];
  for await (const batch of members({ catalog, segment: segmentOf(where), asOf, baseFolder: base, signal })) {
    all.push(...batch);
  }
  return all;
}

async function refusal(answer: Promise<unknown>) {
  const error = await answer.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(error instanceof CoterieError)) throw new Error(`not refused: ${String(error)}`);
  return { code: error.code, message: error.message, fix: error.fix };
}

describe("members", () => {
  it("come sorted by their bytes", async () => {
    const catalog = await people("id,country\nb,\nB,\n10,\n9,\n\u{1F600},\n\uFFFD,\nä,\n");
    expect(await keys(catalog)).toEqual(["10", "9", "B", "b", "ä", "\uFFFD", "\u{1F600}"]);
  });

  it("are refused where two rows have one key", async () => {
    const catalog = await people("id,country\na,DE\nb,DE\na,FR\n");
    expect(await refusal(keys(catalog))).toEqual({
      code: "KEY_NOT_UNIQUE",
      message: "Several rows of people have the same id, so members cannot be told apart.",
      fix: "Ask the data team to make id unique, or to name another key in the catalog.",
    });
    expect(await keys(catalog, { value: { column: "country" }, is: { eq: "FR" } })).toEqual(["a"]);
  });

  it("are refused where one has no key", async () => {
    const catalog = await people("id,country\na,DE\n,DE\n");
    expect(await refusal(keys(catalog))).toEqual({
      code: "KEY_MISSING",
      message: "At least one member has no key, so nobody could tell who that is.",
      fix: "Ask the data team to give every row its key, or leave rows without one out.",
    });
  });

  it("are refused of an entity with no key, or with several columns as its key", async () => {
    const catalog = await people("id,country\na,DE\n");
    const withKey = (key: string[]): Catalog => ({
      ...catalog,
      entities: { people: { ...catalog.entities.people!, key } },
    });
    expect((await refusal(keys(withKey([])))).message).toBe(
      "people cannot be an audience: they have no key.",
    );
    expect((await refusal(keys(withKey(["id", "country"])))).message).toBe(
      "people cannot be an audience: their key is several columns.",
    );
  });

  it("are not asked for when nobody waits any more", async () => {
    const catalog = await people("id,country\na,DE\n");
    await expect(keys(catalog, everyone, AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
  });
});

describe("a count", () => {
  it("tells the members and the population", async () => {
    const catalog = await people("id,country\na,DE\nb,\nc,FR\n");
    const segment = segmentOf({ value: { column: "country" }, is: { not_eq: "FR" } });
    expect(await count({ catalog, segment, asOf, baseFolder: base })).toEqual({ members: 1, population: 3 });
  });
});

describe("the SQL", () => {
  it("is in the dialect of the catalog's warehouse, or of the one asked for", async () => {
    const catalog = await people("id,country\n");
    const segment = segmentOf(everyone);
    const expected = {
      sql: 'SELECT "m"."id" AS "key"\nFROM "people" AS "m"\nORDER BY "key"',
      parameters: [],
    };
    expect(sql({ catalog, segment, asOf })).toEqual(expected);
    expect(sql({ catalog, segment, asOf, dialect: "duckdb" })).toEqual(expected);
    expect(() => sql({ catalog, segment, asOf, dialect: "constructor" })).toThrow(
      'There is no warehouse of kind "constructor".',
    );
  });
});

describe("a warehouse block", () => {
  it("that is not complete is refused", async () => {
    const catalog = await people("id,country\n", { folder: undefined });
    expect(await refusal(keys(catalog))).toEqual({
      code: "WAREHOUSE_SETTINGS",
      message: "The `warehouse` block of the catalog Test is not complete for DuckDB.",
      fix: "Give it one of `file`, a database file, and `folder`, a folder of CSV or Parquet files.",
    });
  });
});
