import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { audiencesOfPerson } from "@/lib/services/person/audiences";
import { explainPerson } from "@/lib/services/person/explain";
import { findPeople } from "@/lib/services/person/find";
import { GERMANS, makeAudience, makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { ownDatabase } from "@/test/factories/workspace";
import { answer } from "@/test/support/answer";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-person-"));
let shop: ShopWorkspace;
let germans: string;
let withoutAddress: string;
beforeAll(async () => {
  shop = await makeShop(folder);
  germans = (await makeAudience(shop.marketer, GERMANS, "Germans")).id;
  const where = { not: { value: { column: "email" }, is: { known: true } } };
  withoutAddress = (await makeAudience(shop.marketer, { ...GERMANS, where }, "Without an address")).id;
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a person", () => {
  it("is found by the key, and by an address however it is capitalised", async () => {
    const find = (column: string, value: string) =>
      findPeople(shop.marketer, { entity: "customers", column, value });
    expect(await find("customer_id", "3")).toEqual({ entity: "customers", keys: ["3"], more: false });
    expect(await find("email", " Person3@SHOP.test ")).toMatchObject({ keys: ["3"] });
    expect(await find("email", "nobody@shop.test")).toMatchObject({ keys: [] });
  });

  it("is not found by what does not tell people apart, and a word is no number", async () => {
    const find = (column: string, value: string) =>
      findPeople(shop.marketer, { entity: "customers", column, value });
    await expect(find("country", "DE")).rejects.toMatchObject({ code: "NOT_LOOKED_UP" });
    await expect(find("customer_id", "three")).rejects.toMatchObject({ code: "WRONG_LITERAL" });
  });

  it("leaves no trace of who it was in the audit", async () => {
    const value = "person7@shop.test";
    await findPeople(shop.marketer, { entity: "customers", column: "email", value });
    await explainPerson(shop.marketer, { audienceId: germans, key: "7" });
    const events = await database().auditEvent.findMany({
      where: { workspaceId: shop.id, action: { startsWith: "person." } },
      orderBy: { sequence: "desc" },
      take: 2,
    });
    expect(events.map(({ action, after }) => ({ action, after }))).toEqual([
      { action: "person.explain", after: { version: 1, personalValues: false } },
      { action: "person.find", after: { column: "email" } },
    ]);
    expect(JSON.stringify(events)).not.toContain("person7");
  });

  it("is in some audiences and not in others", async () => {
    const of = async (key: string) => {
      const { audiences } = answer(await audiencesOfPerson(shop.marketer, { entity: "customers", key }));
      return audiences.map(({ name, isMember }) => [name, isMember]).sort();
    };
    expect(await of("3")).toEqual([
      ["Germans", true],
      ["Without an address", false],
    ]);
    expect(await of("30")).toEqual([
      ["Germans", false],
      ["Without an address", false],
    ]);
    await expect(of("99")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(of("no number")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("is explained in and out alike, with personal values for admins only", async () => {
    const why = async (actor = shop.marketer, key = "30", audienceId = germans) =>
      answer(await explainPerson(actor, { audienceId, key })).root;
    expect(await why()).toMatchObject({
      verdict: false,
      seen: [{ words: "Country", text: "FR", hidden: false }],
    });
    expect(await why(shop.marketer, "3")).toMatchObject({ verdict: true });
    expect(await why(shop.marketer, "3", withoutAddress)).toMatchObject({
      verdict: false,
      seen: [{ text: null, hidden: true }],
    });
    expect(await why(shop.admin, "3", withoutAddress)).toMatchObject({
      seen: [{ text: "person3@shop.test", hidden: false }],
    });
  });
});
