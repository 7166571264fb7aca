import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listStoreAt } from "@/lib/state/lists";
import { listStoreContract } from "@/test/conformance/list-store";
import { testDatabase } from "@/test/factories/postgres";

const folder = mkdtempSync(path.join(tmpdir(), "coterie-shared-lists-"));
let handle: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  handle = await testDatabase();
});
afterAll(async () => {
  await handle.drop();
  rmSync(folder, { recursive: true, force: true });
});

let machines = 0;
const homeOf = (machine: string) => path.join(folder, machine);
const on = (machine: string, url = handle.url) =>
  listStoreAt(homeOf(machine), { COTERIE_STATE: `${url}?schema=lists` });
const content = { form: "exact", salt: "s", hashes: ["a", "b"] } as const;

listStoreContract("Postgres, each process on a machine of its own", () => on(`machine-${++machines}`));

it("takes over what was stored in files before lists were shared", async () => {
  const hash = await listStoreAt(homeOf("old"), {}).write("old", content);
  const old = on("old");
  await old.bring([{ list: "old", hash }]);
  const other = on("new");
  await other.bring([{ list: "old", hash }]);
  expect([old.read("old", hash), other.read("old", hash)]).toEqual([content, content]);
  await other.keepOnly("old", null);
  expect(existsSync(path.join(homeOf("new"), "state/lists-copied/old"))).toBe(false);
});

it("removes the copies of what another machine deleted", async () => {
  const [one, other] = [on("swept"), on("deleting")];
  const hash = await one.write("deleted", content);
  const copy = path.join(homeOf("swept"), "state/lists-copied/deleted", `${hash}.txt`);
  await other.keepOnly("deleted", null);
  expect(existsSync(copy)).toBe(true);
  await one.bring([]);
  expect(existsSync(copy)).toBe(false);
});

it("reads copies while the database does not answer, and says so of what it has none of", async () => {
  const hash = await on("cut off").write("near", content);
  const store = on("cut off", "postgres://nobody@127.0.0.1:1/none");
  await store.bring([
    { list: "near", hash },
    { list: "far", hash: "0" },
  ]);
  expect(store.read("near", hash)).toEqual(content);
  expect(() => store.read("far", "0")).toThrow("The database that holds Coterie's state does not answer.");
});
