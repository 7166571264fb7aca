import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import type { Actor } from "@/lib/services/actor";
import { countSegment } from "@/lib/services/builder/count";
import { funnelOfSegment } from "@/lib/services/builder/funnel";
import { DuckdbWarehouse } from "@/lib/warehouses/duckdb/client";
import { GERMANS, makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-budget-"));
let shop: ShopWorkspace;
let marketer: Actor;
beforeAll(async () => {
  shop = await makeShop(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const GB = 1_000_000_000;
let bytes = 0;
const estimate = DuckdbWarehouse.prototype.estimate;
beforeEach(async () => {
  marketer = await shop.actor("marketer");
  // Rows of files, at the price of a warehouse that bills every byte.
  DuckdbWarehouse.prototype.estimate = async () => ({ bytes });
});
afterEach(() => {
  DuckdbWarehouse.prototype.estimate = estimate;
  process.env.COTERIE_SCAN_GB_PER_DAY = "";
});

const ask = (minute: number, more = {}) =>
  countSegment(marketer, { tree: GERMANS, asOf: `2026-11-20T10:${minute}:00Z`, ...more });
const spent = async () => {
  const row = await database().scannedBytes.findFirst({ where: { userId: marketer.userId } });
  return Number(row?.bytes ?? 0);
};

describe("a warehouse that bills the bytes it scans", () => {
  it("is asked within the budget, and what was scanned is written down", async () => {
    bytes = 0.4 * GB;
    expect(await ask(10)).toMatchObject({ population: 30 });
    await funnelOfSegment(marketer, { tree: GERMANS, asOf: "2026-11-20T10:10:00Z" });
    expect(await spent()).toBe(0.8 * GB);
  });

  it("is not asked twice for what is known", async () => {
    bytes = 0.4 * GB;
    await ask(11);
    await ask(11);
    expect(await spent()).toBe(0.4 * GB);
  });

  it("is not asked a dear question until someone has agreed to its price", async () => {
    bytes = 1.2 * GB;
    const price = { bytes, spentToday: 0, dailyBytes: 50 * GB, questionBytes: GB };
    expect(await ask(12)).toEqual({ price });
    expect(await ask(12, { agreedBytes: 1.1 * GB })).toEqual({ price });
    expect(await spent()).toBe(0);
    expect(await ask(12, { agreedBytes: 1.2 * GB })).toMatchObject({ population: 30 });
    expect(await spent()).toBe(1.2 * GB);
  });

  it("is asked no more by itself once the day's budget is used up", async () => {
    process.env.COTERIE_SCAN_GB_PER_DAY = "1";
    bytes = 0.6 * GB;
    await ask(13);
    expect(await ask(14)).toMatchObject({ price: { spentToday: 0.6 * GB, dailyBytes: GB } });
    marketer = await shop.actor("marketer");
    expect(await ask(15)).toMatchObject({ population: 30 });
  });
});
