import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { fileListStore } from "@/lib/state/lists/files";
import { listStoreContract } from "@/test/conformance/list-store";

const folder = mkdtempSync(path.join(tmpdir(), "coterie-lists-"));
afterAll(() => rmSync(folder, { recursive: true }));

const store = fileListStore({ folder });
listStoreContract("files", () => fileListStore({ folder }));

it("gives nothing where the file holds something else by now", async () => {
  const hash = await store.write("changed", { form: "exact", salt: "s", hashes: ["a", "b"] });
  appendFileSync(path.join(folder, "changed", `${hash}.txt`), "\nc");
  expect(() => store.read("changed", hash)).toThrow(
    "The stored values of a list are not those that were stored.",
  );
});
