import { join } from "node:path";
import { expect, it } from "vitest";
import { DuckdbSession } from "@/lib/state/duckdb/session";
import { temporaryFolder } from "@/test/factories/folder";

const folder = temporaryFolder();
/** One text of some thirty megabytes, which cannot be written to disk in parts. */
const LARGE = "SELECT length(string_agg(repeat('x', 100), '')) AS length FROM range(300000)";

const open = (name: string, roomier?: string) =>
  DuckdbSession.open(
    join(folder, name),
    { memoryLimit: "16MB", roomier, threads: 1, temporaryFolder: join(folder, `${name}.tmp`) },
    () => {},
  );

it("does a step again with more room where little was not enough, and takes back what was begun", async () => {
  const session = await open("roomy.duckdb", "1GB");
  await session.run("CREATE TABLE begun (attempt INTEGER)");
  let attempts = 0;
  const answer = await session.transaction(async () => {
    attempts += 1;
    await session.run("INSERT INTO begun VALUES (CAST($attempts AS INTEGER))", { attempts });
    return session.one(LARGE);
  });
  expect(answer).toEqual({ length: 30_000_000 });
  expect(await session.rows("SELECT attempt FROM begun")).toEqual([{ attempt: 2 }]);
  await session.close();
});

it("says that it needs more memory where it may not take more", async () => {
  const session = await open("narrow.duckdb");
  await expect(session.transaction(() => session.one(LARGE))).rejects.toMatchObject({
    code: "STATE_OUT_OF_MEMORY",
  });
  await session.close();
});
