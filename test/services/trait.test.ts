import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Segment } from "@/lib/core/segment/types";
import type { Actor } from "@/lib/services/actor";
import { createAudience } from "@/lib/services/audience/create";
import { saveDraft } from "@/lib/services/audience/save-draft";
import { countSegment } from "@/lib/services/builder/count";
import { inspectSegment } from "@/lib/services/builder/inspect";
import { getCatalog } from "@/lib/services/catalog/get";
import { setPolicy } from "@/lib/services/destination/set-policy";
import { deleteTrait } from "@/lib/services/trait/delete";
import { previewTrait } from "@/lib/services/trait/preview";
import { getTrait, listTraits } from "@/lib/services/trait/read";
import { saveTrait } from "@/lib/services/trait/save";
import { makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { makeDestination, POLICY } from "@/test/factories/synced-shop";
import { lastAudit, ownDatabase } from "@/test/factories/workspace";
import { answer } from "@/test/support/answer";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-trait-"));
let shop: ShopWorkspace;
beforeAll(async () => {
  shop = await makeShop(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const SPEND = {
  kind: "value" as const,
  label: "Lifetime spend",
  value: { sum: { column: "total" }, of: "orders" },
};
const SCORE = {
  kind: "sql" as const,
  label: "Score",
  sql: "SELECT customer_id, round(sum(total)) AS score FROM orders GROUP BY customer_id",
  key: ["customer_id"],
  column: "score",
  type: "integer",
};
const over = (trait: string, number: number): Segment => ({
  version: 1,
  entity: "customers",
  where: { value: { trait }, is: { gt: number } },
});

describe("a trait made in the application", () => {
  it("is part of the catalog from its first version on", async () => {
    const saved = await saveTrait(shop.marketer, {
      entity: "customers",
      name: "spend",
      definition: SPEND,
      version: null,
    });
    expect(saved).toMatchObject({ version: 1 });
    expect(await countSegment(shop.marketer, { tree: over("spend", 15) })).toMatchObject({ members: 16 });
    expect(await inspectSegment(shop.marketer, { tree: over("spend", 15) })).toMatchObject({
      sentence: "Everyone in Customers whose lifetime spend is more than 15.",
    });
    const { entities } = await getCatalog(shop.marketer, {});
    expect(entities[0]?.traits).toEqual([
      { name: "spend", label: "Lifetime spend", type: "decimal(38,2)", pii: null, value: SPEND.value },
    ]);
    expect(await lastAudit(shop.id)).toMatchObject({
      action: "trait.save",
      after: { entity: "customers", name: "spend", version: 1, kind: "value", label: "Lifetime spend" },
    });
  });

  it("gets a new version only from its newest one", async () => {
    const [row] = await listTraits(shop.marketer, {});
    const again = { entity: "customers", name: "spend", definition: { ...SPEND, label: "All spend" } };
    await expect(saveTrait(shop.marketer, { ...again, version: null })).rejects.toMatchObject({
      code: "TRAIT_CHANGED",
    });
    expect(await saveTrait(shop.marketer, { ...again, version: 1 })).toEqual({ id: row!.id, version: 2 });
    expect(await getTrait(shop.marketer, { id: row!.id! })).toMatchObject({
      label: "All spend",
      version: 2,
      type: "decimal(38,2)",
      sentence: "sum of total over orders",
      versions: [{ version: 2 }, { version: 1 }],
    });
  });

  it("is refused where it is not one", async () => {
    const save = (name: string, definition: object) =>
      saveTrait.from(shop.approver, { entity: "customers", name, definition, version: null });
    await expect(
      save("bad", { ...SPEND, value: { sum: { column: "totl" }, of: "orders" } }),
    ).rejects.toMatchObject({
      code: "UNKNOWN_COLUMN",
      message: "`totl` is not a column of orders; did you mean `total`?",
      problems: [{ path: "value.sum.column" }],
    });
    await expect(save("country", SPEND)).rejects.toMatchObject({ code: "NAME_CLASH" });
    await expect(
      save("mails", {
        ...SPEND,
        value: { count: true, of: "orders", where: { value: { column: "totl" }, is: { eq: 1 } } },
      }),
    ).rejects.toMatchObject({ code: "UNKNOWN_COLUMN" });
    await expect(
      save("leak", { ...SCORE, sql: "SELECT customer_id, 1 AS score FROM read_csv('x')" }),
    ).rejects.toMatchObject({
      code: "TRAIT_SQL",
      message: "The SQL of a trait may not use read_csv(…) as a table.",
    });
  });

  it("is of SQL only by those who approve", async () => {
    const score = { entity: "customers", name: "score", definition: SCORE };
    await expect(saveTrait(shop.marketer, { ...score, version: null })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(previewTrait(shop.marketer, score)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await saveTrait(shop.approver, { ...score, version: null });
    expect(await countSegment(shop.marketer, { tree: over("score", 15) })).toMatchObject({ members: 16 });
  });

  it("is previewed with how its values are spread, few people withheld", async () => {
    const preview = await previewTrait(shop.approver, {
      entity: "customers",
      name: "score",
      definition: SCORE,
    });
    expect(preview).toMatchObject({ type: "integer", pii: null, total: 30, known: 30 });
    const text = await previewTrait(shop.marketer, {
      entity: "customers",
      name: "land",
      definition: { kind: "value", label: "Land", value: { column: "country" } },
    });
    expect(text).toMatchObject({
      bars: [{ label: "DE", people: 24 }].slice(0, answer(text).bars!.length),
      known: 30,
    });
    const personal = await previewTrait(shop.marketer, {
      entity: "customers",
      name: "mail",
      definition: { kind: "value", label: "Mail", value: { column: "email" } },
    });
    expect(personal).toMatchObject({ pii: "email", bars: null, known: 30 });
  });

  it("says that its SQL gives several rows for one key", async () => {
    const definition = {
      ...SCORE,
      sql: "SELECT customer_id, 1 AS score FROM orders UNION ALL SELECT customer_id, 2 FROM orders",
    };
    await expect(
      previewTrait(shop.approver, { entity: "customers", name: "twice", definition }),
    ).rejects.toMatchObject({
      code: "TRAIT_KEY_TWICE",
      message: "The SQL of the trait customers.twice gives several rows for one key.",
    });
  });

  it("is the admins' own while a policy tells by it who consented", async () => {
    const own = await makeShop(path.join(folder, "consent"));
    const save = (
      actor: Actor,
      [name, value, label = "Agreed"]: [string, Record<string, unknown>, string?],
      version: number | null,
    ) =>
      saveTrait(actor, {
        ...{ entity: "customers", name, version },
        definition: { kind: "value", label, value },
      });
    await save(own.marketer, ["agreed", { column: "ads_consent" }], null);
    await save(own.marketer, ["may_be_sent", { trait: "agreed" }], null);
    const destinationId = await makeDestination(own.admin);
    const consent = { customers: { value: { trait: "may_be_sent" }, is: { eq: true } } };
    const policy = { ...POLICY, consent };
    await setPolicy(own.admin, { id: destinationId, policy, reason: "By trait." });
    const other = save(own.marketer, ["agreed", { column: "customer_id" }], 1);
    await expect(other).rejects.toMatchObject({ code: "FORBIDDEN" });
    const { id } = (await listTraits(own.admin, {})).find(({ name }) => name === "may_be_sent")!;
    await expect(deleteTrait(own.admin, { id: id! })).rejects.toMatchObject({
      code: "TRAIT_IN_USE",
      message: "The trait is used by the policy of Ads.",
    });
    await save(own.admin, ["agreed", { column: "ads_consent" }, "Said yes"], 1);
    await setPolicy(own.admin, { id: destinationId, policy: POLICY, reason: "By column." });
    await deleteTrait(own.marketer, { id: id! });
  });

  it("stays while something uses it", async () => {
    const rows = await listTraits(shop.marketer, {});
    const spend = rows.find(({ name }) => name === "spend")!;
    const value = { difference: [{ trait: "spend" }, { trait: "score" }] };
    await saveTrait(shop.marketer, {
      entity: "customers",
      name: "gap",
      definition: { kind: "value", label: "Gap", value },
      version: null,
    });
    const { id } = await createAudience(shop.marketer, { name: "Big gap", entity: "customers" });
    await saveDraft(shop.marketer, { id, tree: over("gap", 1), name: "Big gap", revision: 1 });
    expect((await getTrait(shop.marketer, { id: spend.id! })).usedBy).toEqual({
      audiences: [{ id, name: "Big gap" }],
      syncs: [],
      traits: [{ entity: "customers", name: "gap", label: "Gap" }],
    });
    await expect(deleteTrait(shop.marketer, { id: spend.id! })).rejects.toMatchObject({
      code: "TRAIT_IN_USE",
      message: "The trait is used by Gap and 1 more.",
    });
    await saveDraft(shop.marketer, { id, tree: over("score", 1), name: "Big gap", revision: 2 });
    const gap = (await listTraits(shop.marketer, {})).find(({ name }) => name === "gap")!;
    await deleteTrait(shop.marketer, { id: gap.id! });
    expect((await listTraits(shop.marketer, {})).map(({ name }) => name)).toEqual(["spend", "score"]);
  });
});
