import { mkdtemp, readdir, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { duckdbStateStore } from "@/lib/state/duckdb";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "coterie-state-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it("keeps one file a sync that only its user may read", async () => {
  const state = await duckdbStateStore({ folder: join(folder, "state") }).open("a-sync");
  await state.close();
  const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
  expect(await readdir(join(folder, "state"))).toEqual(["a-sync.duckdb"]);
  expect(await mode(join(folder, "state"))).toBe("700");
  expect(await mode(join(folder, "state", "a-sync.duckdb"))).toBe("600");
});

it("takes no path for the name of a sync", async () => {
  const store = duckdbStateStore({ folder });
  await expect(store.open("../elsewhere")).rejects.toMatchObject({ code: "BAD_SYNC_ID" });
});

it("says nothing of the values in a failure of the database", async () => {
  const state = await duckdbStateStore({ folder }).open("b-sync");
  await expect(
    state.loadWanted({ file: join(folder, "ann@shop.test.parquet"), kinds: ["EMAIL"], asOf: "now" }),
  ).rejects.toMatchObject({
    code: "STATE_STORE_FAILED",
    details: { step: "SELECT count(*) AS", kind: "IO Error" },
  });
  await state.close();
});

it.each([1, 4_096, 8_192])(
  "begins anew where a full disk let only %i bytes of a new file be written",
  async (bytes) => {
    const sync = `cut-${bytes}`;
    const store = duckdbStateStore({ folder });
    await (await store.open(sync)).close();
    await truncate(join(folder, `${sync}.duckdb`), bytes);
    await writeFile(join(folder, `${sync}.duckdb.wal`), "");
    const state = await store.open(sync);
    expect(await state.isNew()).toBe(true);
    await state.close();
  },
);
