import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import type { Actor } from "@/lib/services/actor";
import { checkCatalog } from "@/lib/services/catalog/check";
import { importCatalog } from "@/lib/services/catalog/import";
import { getCatalogSource } from "@/lib/services/catalog/source";
import { createDestination } from "@/lib/services/destination/create";
import { getFirstSteps } from "@/lib/services/workspace/first-steps";
import { makeAudience, SHOP_YAML, writeShop } from "@/test/factories/shop-workspace";
import { makeWorkspace, ownDatabase, type TestWorkspace } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-catalog-"));
let workspace: TestWorkspace;
let admin: Actor;
beforeAll(async () => {
  writeShop(folder);
  workspace = await makeWorkspace();
  admin = await workspace.actor("admin");
});
afterAll(() => rmSync(folder, { recursive: true }));

const check = (source: string, baseFolder = folder) => checkCatalog(admin, { source, baseFolder });

describe("checking a catalog", () => {
  it("finds nothing where the warehouse has everything, and keeps nothing", async () => {
    expect(await check(SHOP_YAML)).toEqual({
      catalog: { name: "Test shop", zone: "Europe/Berlin", warehouse: "duckdb", entities: 3 },
      problems: [],
    });
    expect(await database().catalogVersion.count({ where: { workspaceId: workspace.id } })).toBe(0);
  });

  it("names the line of a file that is not there", async () => {
    const { problems } = await check(SHOP_YAML.replace("files: orders.csv", "files: order.csv"));
    expect(problems).toEqual([
      {
        code: "WAREHOUSE_FILE_MISSING",
        path: "entities.orders",
        line: 19,
        message: `The file order.csv of orders is not in ${folder}.`,
        fix: "Put the file back, or correct its name in the catalog.",
      },
    ]);
  });

  it("names the line of a column with a value of another type, and never the value", async () => {
    const { problems } = await check(SHOP_YAML.replace("country: text", "country: integer"));
    expect(problems).toMatchObject([
      { code: "VALUE_DOES_NOT_FIT", path: "entities.customers.columns.country", line: 15 },
    ]);
    expect(JSON.stringify(problems)).not.toContain("DE");
  });

  it("reads the SQL of traits, and refuses traits that write values of people down", async () => {
    const withTrait = (trait: string) =>
      SHOP_YAML.replace(
        "    relations:\n      orders:",
        `    traits:\n      known: ${trait}\n    relations:\n      orders:`,
      ).replace(
        "      total: decimal(12,2)\n",
        "      total: decimal(12,2)\n    relations:\n      buyer: { to: customers, one: true, on: customer_id }\n",
      );
    const sql = (text: string) => `{ sql: "${text}", key: customer_id, column: n, type: integer }`;
    const good = sql("SELECT customer_id, count(*) AS n FROM orders GROUP BY 1");
    expect((await check(withTrait(good))).problems).toEqual([]);
    expect((await check(withTrait(sql("SELECT customer_id, 1 AS n FROM users")))).problems).toMatchObject([
      { code: "UNKNOWN_TABLE", line: 18, message: "`users` is not a table of the catalog." },
    ]);
    const where = "{ value: { column: buyer.email }, is: { eq: ann@shop.test } }";
    const personal = `{ value: { count: true, of: orders, where: ${where} } }`;
    expect((await check(withTrait(personal))).problems).toMatchObject([
      { code: "PERSONAL_LITERAL", path: "entities.customers.traits.known", line: 18 },
    ]);
  });

  it("says once that the folder is missing", async () => {
    const gone = path.join(folder, "gone");
    const { problems } = await check(SHOP_YAML.replace("folder: .", "folder: gone"));
    expect(problems).toEqual([
      {
        code: "WAREHOUSE_FOLDER_MISSING",
        path: "warehouse",
        line: 4,
        message: `There is no folder ${gone} on the machine Coterie runs on.`,
        fix: "Put the folder back, or correct its place in the catalog's `warehouse` block.",
      },
    ]);
  });

  it("reads nothing beside the folder, and shows nothing of a file that is no data", async () => {
    writeFileSync(path.join(folder, "secret.csv"), "token=abc123\nanother line\n");
    const outside = SHOP_YAML.replace("files: orders.csv", "files: ../orders.csv");
    expect((await check(outside)).problems).toMatchObject([{ code: "FILE_OUTSIDE_FOLDER", line: 19 }]);
    const { problems } = await check(SHOP_YAML.replace("files: orders.csv", "files: secret.csv"));
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).not.toContain("abc123");
  });

  it("takes only a whole path of a folder that is there", async () => {
    const gone = path.join(folder, "gone");
    await expect(check(SHOP_YAML, "data")).rejects.toMatchObject({
      code: "BASE_FOLDER",
      message: "The folder data is not written in full.",
    });
    await expect(check(SHOP_YAML, gone)).rejects.toMatchObject({
      code: "BASE_FOLDER",
      message: `There is no folder ${gone} on the machine Coterie runs on.`,
    });
    await expect(check(SHOP_YAML, path.join(folder, "orders.csv"))).rejects.toMatchObject({
      code: "BASE_FOLDER",
    });
  });
});

describe("importing a catalog", () => {
  it("refuses what the warehouse does not have, and keeps nothing", async () => {
    const source = SHOP_YAML.replace("files: orders.csv", "files: order.csv");
    await expect(importCatalog(admin, { source, baseFolder: folder })).rejects.toMatchObject({
      code: "CATALOG_DOES_NOT_FIT",
      problems: [{ line: 19 }],
    });
    expect(await database().catalogVersion.count({ where: { workspaceId: workspace.id } })).toBe(0);
  });

  it("leads a new workspace on, one step after the other", async () => {
    const own = await makeWorkspace({ demo: true });
    const actor = await own.actor("admin");
    const nothing = { catalog: false, destination: false, policy: false, audience: false };
    expect(await getFirstSteps(actor, {})).toEqual(nothing);
    await importCatalog(actor, { source: SHOP_YAML, baseFolder: folder });
    expect(await getCatalogSource(actor, {})).toEqual({ source: SHOP_YAML, baseFolder: folder, version: 1 });
    await createDestination(actor, {
      kind: "meta",
      name: "Meta",
      settings: { adAccountId: "1" },
      secrets: { accessToken: "token" },
    });
    await makeAudience(actor);
    expect(await getFirstSteps(actor, {})).toEqual({ ...nothing, catalog: true, audience: true });
  });
});
