import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { importCycles } from "@/scripts/lib/test/import-cycles.mjs";
import { forbiddenImports, objection } from "@/scripts/lib/test/import-table.mjs";

describe("the import table", () => {
  it("is kept by every file of the product", async () => {
    expect(await forbiddenImports()).toEqual([]);
  });

  it("keeps core from everything but itself and the listed packages", () => {
    expect(objection("lib/core/a.ts", { file: "lib/core/b.ts" })).toBeUndefined();
    expect(objection("lib/core/a.ts", { package: "zod" })).toBeUndefined();
    expect(objection("lib/core/a.ts", { file: "lib/http/client.ts" })).toBe(
      "lib/core/a.ts imports lib/http/client.ts: lib/core may import only itself.",
    );
    expect(objection("lib/core/a.ts", { package: "node:crypto" })).toBe(
      "lib/core/a.ts imports the package node:crypto: lib/core may use only zod, kysely, temporal-polyfill, big.js, @noble/hashes, libphonenumber-js, croner.",
    );
  });

  it("keeps adapters from their siblings and lets the registry name them all", () => {
    const index = "lib/destinations/meta/index.ts";
    expect(objection(index, { file: "lib/destinations/meta/client.ts" })).toBeUndefined();
    expect(objection(index, { file: "lib/kit/bucket.ts" })).toBeUndefined();
    expect(objection(index, { file: "lib/destinations/google/client.ts" })).toBe(
      "lib/destinations/meta/index.ts imports lib/destinations/google/client.ts: lib/destinations/meta may import only itself and lib/core, lib/http, lib/kit, lib/trace.",
    );
    expect(objection("lib/destinations/registry.generated.ts", { file: index })).toBeUndefined();
  });

  it("lets services reach adapters through the registry alone", () => {
    const verb = "lib/services/run/start.ts";
    expect(objection(verb, { file: "lib/destinations/registry.generated.ts" })).toBeUndefined();
    expect(objection(verb, { file: "lib/destinations/meta/index.ts" })).toBe(
      "lib/services/run/start.ts imports lib/destinations/meta/index.ts: lib/services may import only itself and lib/core, lib/db, lib/state, lib/notify, lib/assist, lib/definitions, lib/trace, lib/warehouses/registry.generated.ts, lib/destinations/registry.generated.ts.",
    );
  });

  it("has a row for every folder of the product", () => {
    expect(objection("lib/helpers/text.ts", { package: "zod" })).toBe(
      "lib/helpers/text.ts is in no folder of the import table.",
    );
  });
});

describe("reading imports", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "imports-"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };

  it("sees every way to name another file", async () => {
    write("lib/db/x.ts", "export type X = 1;");
    write("lib/core/a.ts", 'import "@/lib/db/x";');
    write("lib/core/b.ts", 'import type { X } from "../db/x"; export type { X };');
    write("lib/core/c.ts", 'export * from "@/lib/db/x";');
    write("lib/core/d.ts", 'export const load = () => import("@/lib/db/x");');
    write("lib/core/e.ts", 'export type Y = import("@/lib/db/x").X;');
    write("lib/core/f.ts", 'export { type X } from "@/lib/db/x";');

    expect(await forbiddenImports(root)).toEqual(
      ["a", "b", "c", "d", "e", "f"].map(
        (name) => `lib/core/${name}.ts imports lib/db/x.ts: lib/core may import only itself.`,
      ),
    );
  });

  it("names a circle by its files", () => {
    write("lib/core/a.ts", 'import { b } from "./b"; export const a = b;');
    write("lib/core/b.ts", 'import type { C } from "./c"; export const b: C = 1;');
    write("lib/core/c.ts", 'export type C = number; export * from "./a";');

    expect(importCycles(root)).toEqual(["lib/core/a.ts -> lib/core/b.ts -> lib/core/c.ts -> lib/core/a.ts"]);
  });
});

describe("lib", () => {
  it("has no circles of imports", () => {
    expect(importCycles()).toEqual([]);
  });
});
