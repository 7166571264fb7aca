import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listExamples } from "@/lib/services/builder/column-examples";
import { listColumnValues } from "@/lib/services/builder/column-values";
import { countSegment } from "@/lib/services/builder/count";
import { listHeldValues } from "@/lib/services/builder/held-values";
import { inspectSegment } from "@/lib/services/builder/inspect";
import { sampleSegment } from "@/lib/services/builder/sample";
import { GERMANS, makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-builder-"));
let shop: ShopWorkspace;
beforeAll(async () => {
  shop = await makeShop(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const french = { ...GERMANS, where: { value: { column: "country" }, is: { eq: "FR" } } };

async function sampleOf(tree: object) {
  const view = await sampleSegment(shop.marketer, { tree });
  if ("price" in view) throw new Error("nobody bills for files");
  return view;
}

describe("the builder", () => {
  it("says what a tree means and reads, without asking the warehouse", async () => {
    const view = await inspectSegment(shop.marketer, { tree: GERMANS });
    expect(view).toMatchObject({
      problems: [],
      sentence: "Everyone in Customers whose country is “DE”.",
      touches: [
        { entity: "customers", column: "country", pii: null },
        { entity: "customers", column: "customer_id", pii: null },
      ],
    });
    expect(view.sql).toContain('"country"');
    expect(view.dialects.map(({ id, sql, refusal }) => [id, sql === null, refusal])).toEqual([
      ["duckdb", false, null],
      ["bigquery", true, "Customers are files, which BigQuery does not read."],
      ["postgres", true, "Customers come from files, and this catalog's warehouse is Postgres."],
    ]);
    expect(view.sql).not.toContain("'DE'");
  });

  it("says everything that is wrong with a tree", async () => {
    const tree = { ...GERMANS, where: { value: { column: "contry" }, is: { eq: "DE" } } };
    const view = await inspectSegment(shop.marketer, { tree });
    expect(view).toMatchObject({
      sentence: "",
      sql: "",
      touches: [],
      problems: [{ code: "UNKNOWN_COLUMN" }],
    });
    await expect(countSegment(shop.marketer, { tree })).rejects.toMatchObject({ code: "INVALID_SEGMENT" });
  });

  it("counts people, and neither small groups nor the few who are left out", async () => {
    const everyone = { ...GERMANS, where: { value: { column: "country" }, is: { in: ["DE", "FR"] } } };
    expect(await countSegment(shop.marketer, { tree: everyone })).toMatchObject({
      members: 30,
      population: 30,
    });
    expect(await countSegment(shop.marketer, { tree: GERMANS })).toMatchObject({
      members: "all but a few",
      population: 30,
    });
    expect(await countSegment(shop.marketer, { tree: french })).toMatchObject({
      members: "<10",
      population: 30,
    });
  });

  it("does not count by values of people", async () => {
    const tree = { ...GERMANS, where: { value: { column: "email" }, is: { contains: "person7" } } };
    await expect(countSegment(shop.marketer, { tree })).rejects.toMatchObject({ code: "PERSONAL_LITERAL" });
    expect((await inspectSegment(shop.marketer, { tree })).problems).toMatchObject([
      { code: "PERSONAL_LITERAL" },
    ]);
  });

  it("stops counting when nobody waits any more", async () => {
    const signal = AbortSignal.abort();
    await expect(countSegment(shop.marketer, { tree: GERMANS }, { signal })).rejects.toThrow();
  });

  it("shows a sample with personal columns masked and unread", async () => {
    const view = await sampleOf(GERMANS);
    expect(view.columns).toEqual([
      { name: "customer_id", label: "Customer id", masked: false },
      { name: "country", label: "Country", masked: false },
      { name: "ads_consent", label: "Ads consent", masked: false },
      { name: "email", label: "Email", masked: true },
      { name: "phone", label: "Phone", masked: true },
    ]);
    expect(view.rows).toHaveLength(10);
    expect(view.rows[0]).toEqual(["1", "DE", "true", null, null]);
    expect(JSON.stringify(view)).not.toContain("@");
  });

  it("shows no sample of a small group", async () => {
    expect((await sampleOf(french)).rows).toEqual([]);
  });

  it("lists values of columns that are not personal, the most frequent first", async () => {
    const country = { entity: "customers", column: "country" };
    expect(await listColumnValues(shop.marketer, country)).toEqual([
      { value: "DE", count: 24 },
      { value: "FR", count: "<10" },
    ]);
    expect(await listColumnValues(shop.marketer, { ...country, search: "f" })).toEqual([
      { value: "FR", count: "<10" },
    ]);
  });

  it("says which values a column holds, and shows a few of them", async () => {
    const country = { entity: "customers", column: "country" };
    const values = ["DE", "de", "Germany", "FR'; --"];
    expect(await listHeldValues(shop.marketer, { ...country, values })).toEqual({ held: ["DE"] });
    const { values: examples } = await listExamples(shop.marketer, country);
    expect(examples.toSorted()).toEqual(["DE", "FR"]);
  });

  it("shows nothing of columns that are personal", async () => {
    const email = { entity: "customers", column: "email" };
    const forbidden = { code: "FORBIDDEN" };
    await expect(listColumnValues(shop.marketer, email)).rejects.toMatchObject(forbidden);
    await expect(listExamples(shop.marketer, email)).rejects.toMatchObject(forbidden);
    await expect(listHeldValues(shop.marketer, { ...email, values: ["a@shop.test"] })).rejects.toMatchObject(
      forbidden,
    );
  });
});
