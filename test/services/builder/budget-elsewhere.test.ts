import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import type { Actor } from "@/lib/services/actor";
import { getChangeSet } from "@/lib/services/change-set/get";
import { audiencesOfPerson } from "@/lib/services/person/audiences";
import { explainPerson } from "@/lib/services/person/explain";
import { findPeople } from "@/lib/services/person/find";
import { previewTrait } from "@/lib/services/trait/preview";
import { DuckdbWarehouse } from "@/lib/warehouses/duckdb/client";
import { ownShop } from "@/test/factories/own-shop";
import { makeAudience } from "@/test/factories/shop-workspace";
import { makeSync, requestApproval } from "@/test/factories/synced-shop";
import { answer } from "@/test/support/answer";

const { shop } = ownShop({ beforeAll, afterAll });
let who: Actor;

const GB = 1_000_000_000;
let bytes = 0;
const estimate = DuckdbWarehouse.prototype.estimate;
beforeEach(async () => {
  who = await shop.actor("approver");
  // Rows of files, at the price of a warehouse that bills every byte.
  DuckdbWarehouse.prototype.estimate = async () => ({ bytes });
});
afterEach(() => {
  DuckdbWarehouse.prototype.estimate = estimate;
});

const spent = async () => {
  const row = await database().scannedBytes.findFirst({ where: { userId: who.userId } });
  return Number(row?.bytes ?? 0);
};
const priceOf = (dear: number) => ({
  price: { bytes: dear, spentToday: 0, dailyBytes: 50 * GB, questionBytes: GB },
});

describe("a warehouse that bills the bytes it scans, asked outside of the builder", () => {
  it("shows a trait's values once someone agrees to what both its questions scan", async () => {
    const trait = {
      entity: "customers",
      name: "land",
      definition: { kind: "value" as const, label: "Land", value: { column: "country" } },
    };
    bytes = 0.6 * GB;
    expect(await previewTrait(who, trait)).toEqual(priceOf(1.2 * GB));
    expect(await spent()).toBe(0);
    const agreed = await previewTrait(who, { ...trait, agreedBytes: 1.2 * GB });
    expect(answer(agreed)).toMatchObject({ total: 30, known: 30 });
    expect(await spent()).toBe(1.2 * GB);
    bytes = 0.4 * GB;
    await previewTrait(who, trait);
    expect(await spent()).toBe(2 * GB);
  });

  it("looks a person up once someone agrees", async () => {
    const { id: audienceId } = await makeAudience(shop.marketer);
    const asked = [
      (more: object) =>
        findPeople(who, { entity: "customers", column: "email", value: "person3@shop.test", ...more }),
      (more: object) => audiencesOfPerson(who, { entity: "customers", key: "3", ...more }),
      (more: object) => explainPerson(who, { audienceId, key: "3", ...more }),
    ];
    bytes = 1.5 * GB;
    for (const one of asked) expect(await one({})).toEqual(priceOf(1.5 * GB));
    expect(await spent()).toBe(0);
    for (const one of asked) expect(await one({ agreedBytes: 1.5 * GB })).not.toHaveProperty("price");
    expect(await spent()).toBe(4.5 * GB);
  });

  it("samples a request for whoever decides, once they agree, and once only", async () => {
    const { id: syncId } = await makeSync(shop);
    const id = await requestApproval(shop, syncId);
    bytes = 2 * GB;
    const sampleOf = async (more = {}) => (await getChangeSet(who, { id, ...more })).impact!.sample!;
    expect(await sampleOf()).toEqual(priceOf(2 * GB));
    expect(answer(await sampleOf({ agreedBytes: 2 * GB })).rows).toHaveLength(10);
    expect(answer(await sampleOf()).rows).toHaveLength(10);
    expect(await spent()).toBe(2 * GB);
  });
});
