import { join } from "node:path";
import { expect, it } from "vitest";
import { DuckdbSession } from "@/lib/state/duckdb/session";
import { temporaryFolder } from "@/test/factories/folder";

const folder = temporaryFolder();
/** One text of some thirty megabytes, which cannot be written to disk in parts. */
const LARGE = "SELECT length(string_agg(repeat('x', 100), '')) AS length FROM range(300000)";

const open = (name: string, roomier?: readonly string[], memoryLimit = "16MB") =>
  DuckdbSession.open(
    join(folder, name),
    { memoryLimit, roomier, threads: 1, temporaryFolder: join(folder, `${name}.tmp`) },
    () => {},
  );

it("does a step again with more room where little was not enough, and takes back what was begun", async () => {
  const session = await open("roomy.duckdb", ["20MB", "1GB"]);
  await session.run("CREATE TABLE begun (attempt INTEGER)");
  let attempts = 0;
  const answer = await session.transaction(async () => {
    attempts += 1;
    await session.run("INSERT INTO begun VALUES (CAST($attempts AS INTEGER))", { attempts });
    return session.one(LARGE);
  });
  expect(answer).toEqual({ length: 30_000_000 });
  expect(await session.rows("SELECT attempt FROM begun")).toEqual([{ attempt: 3 }]);
  await session.close();
});

it("says that it needs more memory where it may not take more", async () => {
  const session = await open("narrow.duckdb");
  await expect(session.transaction(() => session.one(LARGE))).rejects.toMatchObject({
    code: "STATE_OUT_OF_MEMORY",
  });
  await session.close();
});

const HELD = "SELECT sum(memory_usage_bytes) AS bytes FROM duckdb_memory()";

it("rests with little, loses nothing by it, and takes its room again for the next step", async () => {
  const session = await open("resting.duckdb", undefined, "200MB");
  await session.run(
    "CREATE TEMP TABLE kept AS SELECT range AS id, repeat('x', 100) AS text FROM range(300000)",
  );
  const before = await session.one<{ bytes: number }>(HELD);
  await session.rest();
  const resting = await session.one<{ bytes: number }>(HELD);
  expect(before.bytes).toBeGreaterThan(30_000_000);
  expect(resting.bytes).toBeLessThan(25_000_000);
  expect(await session.one("SELECT count(*) AS rows, sum(id) AS ids FROM kept")).toEqual({
    rows: 300_000,
    ids: 44_999_850_000,
  });
  expect(await session.transaction(() => session.one(LARGE))).toEqual({ length: 30_000_000 });
  await session.close();
});

it("wakes for a question that little is not enough for", async () => {
  const session = await open("woken.duckdb", undefined, "200MB");
  await session.rest();
  expect(await session.one(LARGE)).toEqual({ length: 30_000_000 });
  await session.close();
});
