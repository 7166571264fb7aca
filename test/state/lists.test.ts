import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fileListStore } from "@/lib/state/lists";

const folder = mkdtempSync(path.join(tmpdir(), "coterie-lists-"));
afterAll(() => rmSync(folder, { recursive: true }));

const store = fileListStore({ folder });
const content = { form: "exact", salt: "s", hashes: ["a", "b"] } as const;

describe("the store of lists", () => {
  it("gives back what was stored, by the hash of it", async () => {
    expect(store.read("one", await store.write("one", content))).toEqual(content);
  });

  it("gives nothing where the file holds something else by now", async () => {
    const hash = await store.write("two", content);
    appendFileSync(path.join(folder, "two", `${hash}.txt`), "\nc");
    expect(() => store.read("two", hash)).toThrow(
      "The stored values of a list are not those that were stored.",
    );
  });

  it("says where to look for what is not there", () => {
    expect(() => store.read("three", "0")).toThrow("not where this process looks for them");
  });
});
