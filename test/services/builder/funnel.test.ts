import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { breakDownSegment } from "@/lib/services/builder/breakdown";
import { countSegment } from "@/lib/services/builder/count";
import { funnelOfSegment } from "@/lib/services/builder/funnel";
import { makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-funnel-"));
let shop: ShopWorkspace;
beforeAll(async () => {
  shop = await makeShop(folder);
  writeCustomers(120);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Half of them in Germany, a third in France, the others unknown; every fourth without consent. */
function writeCustomers(many: number): void {
  const country = (id: number) => (id % 6 < 3 ? "DE" : id % 6 < 5 ? "FR" : "");
  const rows = Array.from({ length: many }, (_, at) => at + 1);
  const lines = rows.map((id) => `${id},p${id}@shop.test,,${country(id)},${id % 4 !== 0}`);
  const header = "customer_id,email,phone,country,ads_consent";
  writeFileSync(path.join(folder, "customers.csv"), `${[header, ...lines].join("\n")}\n`);
}

const german = { value: { column: "country" }, is: { eq: "DE" } };
const consented = { value: { column: "ads_consent" }, is: { eq: true } };
const tree = { version: 1, entity: "customers", where: { all: [german, consented] } };
const asOf = "2026-11-20T10:42:00.000Z";

describe("the funnel of a segment", () => {
  it("says whom each condition keeps and lets go, and of whom it knows nothing", async () => {
    const view = await funnelOfSegment(shop.marketer, { tree, asOf });
    expect(view).toEqual({
      population: 120,
      members: 40,
      rows: [
        { path: "where", adds: false, kept: 40, change: 80, unknown: null, alone: 40, without: null },
        { path: "where.all[0]", adds: false, kept: 60, change: 60, unknown: 20, alone: 60, without: null },
        { path: "where.all[1]", adds: false, kept: 40, change: 20, unknown: 0, alone: 90, without: null },
      ],
      asOf,
      milliseconds: expect.any(Number),
    });
  });

  it("is asked once at an instant, and answers the size of each condition with it", async () => {
    const at = "2026-11-20T10:43:00.000Z";
    await funnelOfSegment(shop.marketer, { tree, asOf: at });
    writeCustomers(90);
    const others = { ...tree, where: { all: [{ all: [consented] }] } };
    expect(await countSegment(shop.marketer, { tree: others, asOf: at })).toMatchObject({
      members: 90,
      asOf: at,
    });
    expect(await funnelOfSegment(shop.marketer, { tree, asOf: at })).toMatchObject({ members: 40 });
    const later = "2026-11-20T10:44:00.000Z";
    expect(await funnelOfSegment(shop.marketer, { tree, asOf: later })).toMatchObject({ population: 90 });
    writeCustomers(120);
  });

  it("is answered anew in another workspace", async () => {
    const at = "2026-11-20T10:45:00.000Z";
    await countSegment(shop.marketer, { tree, asOf: at });
    const other = mkdtempSync(path.join(tmpdir(), "coterie-funnel-other-"));
    const { marketer } = await makeShop(other);
    expect(await countSegment(marketer, { tree, asOf: at })).toMatchObject({ population: 30 });
    rmSync(other, { recursive: true });
  });
});

describe("a breakdown of a segment", () => {
  it("counts members by a column, those of whom it is unknown apart", async () => {
    const everyone = { ...tree, where: { all: [] } };
    expect(await breakDownSegment(shop.marketer, { tree: everyone, asOf, column: "country" })).toEqual({
      column: { path: "country", label: "Country" },
      values: [
        { value: "DE", people: 60 },
        { value: "FR", people: 40 },
      ],
      unknown: 20,
      others: 0,
      withheld: null,
      asOf,
    });
  });

  it("refuses personal columns and numbers with a fraction", async () => {
    await expect(breakDownSegment(shop.marketer, { tree, column: "email" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const orders = { version: 1, entity: "orders", where: { all: [] } };
    await expect(breakDownSegment(shop.marketer, { tree: orders, column: "total" })).rejects.toMatchObject({
      code: "TOO_MANY_VALUES",
    });
    const months = await breakDownSegment(shop.marketer, { tree: orders, column: "ordered_at" });
    expect(months).toMatchObject({ values: [{ value: "2026-01-01", people: 30 }] });
  });
});
