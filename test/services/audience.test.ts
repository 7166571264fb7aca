import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { createAudience } from "@/lib/services/audience/create";
import { getAudience } from "@/lib/services/audience/get";
import { listAudiences } from "@/lib/services/audience/list";
import { saveDraft } from "@/lib/services/audience/save-draft";
import { saveVersion } from "@/lib/services/audience/save-version";
import { inspectSegment } from "@/lib/services/builder/inspect";
import { importCatalog } from "@/lib/services/catalog/import";
import {
  GERMANS,
  makeAudience,
  makeShop,
  SHOP_YAML,
  type ShopWorkspace,
} from "@/test/factories/shop-workspace";
import { lastAudit, makeWorkspace, ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-audience-"));
let shop: ShopWorkspace;
beforeAll(async () => {
  shop = await makeShop(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const personal = {
  version: 1 as const,
  entity: "customers",
  where: { value: { column: "email" }, is: { eq: "person7@shop.test" } },
};

describe("an audience", () => {
  it("begins as a draft of everyone", async () => {
    const { id } = await createAudience(shop.marketer, { name: "Löyal VIPs!", entity: "customers" });
    const view = await getAudience(shop.marketer, { id });
    expect(view).toMatchObject({
      slug: "loyal-vips",
      name: "Löyal VIPs!",
      entity: "customers",
      status: "draft",
      size: null,
      history: [],
      destinations: [],
      owner: shop.marketer.name,
      versions: [],
      syncs: [],
      sentBack: null,
      catalogVersion: 1,
      draft: {
        tree: { version: 1, entity: "customers", where: { all: [] } },
        revision: 1,
        savedBy: shop.marketer.name,
      },
    });
    expect(await lastAudit(shop.id)).toEqual({
      action: "audience.create",
      subject: `audience:${id}`,
      before: null,
      after: { name: "Löyal VIPs!", slug: "loyal-vips", entity: "customers" },
      reason: null,
      actorId: shop.marketer.userId,
    });
    const again = await createAudience(shop.marketer, { name: "Löyal VIPs!", entity: "customers" });
    expect((await getAudience(shop.marketer, again)).slug).toBe("loyal-vips-2");
  });

  it("is made of an entity with a single key", async () => {
    await expect(
      createAudience(shop.marketer, { name: "No key", entity: "suppressed" }),
    ).rejects.toMatchObject({ code: "NO_SINGLE_KEY" });
    await expect(
      createAudience(shop.marketer, { name: "Nothing", entity: "custmers" }),
    ).rejects.toMatchObject({ code: "UNKNOWN_ENTITY" });
  });

  it("keeps one of two drafts saved at the same moment, and tells the other", async () => {
    const { id } = await createAudience(shop.marketer, { name: "Race", entity: "customers" });
    const draft = { id, tree: GERMANS, name: "Race", revision: 1 };
    const outcomes = await Promise.allSettled([
      saveDraft(shop.marketer, draft),
      saveDraft(shop.approver, { ...draft, name: "Other" }),
    ]);
    const refused = outcomes.find((outcome) => outcome.status === "rejected");
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(refused).toMatchObject({
      reason: {
        code: "DRAFT_CONFLICT",
        message: "Someone else saved this audience since you opened it.",
        fix: "Load their version, then make your change again.",
      },
    });
    expect((await getAudience(shop.marketer, { id })).draft.revision).toBe(2);
  });

  it("keeps an unfinished draft", async () => {
    const { id } = await createAudience(shop.marketer, { name: "Unfinished", entity: "customers" });
    const tree = { ...GERMANS, where: { all: [{ value: { column: "country" }, is: {} }] } };
    await saveDraft(shop.marketer, { id, tree, name: "Unfinished", revision: 1 });
    expect((await getAudience(shop.marketer, { id })).draft.tree).toEqual(tree);
    await expect(saveVersion(shop.marketer, { id, revision: 2 })).rejects.toMatchObject({
      code: "INVALID_SEGMENT",
    });
  });

  it("cannot carry a condition beside the name of another audience", async () => {
    const { id } = await createAudience(shop.marketer, { name: "Referring", entity: "customers" });
    const where = { not: { audience: "unfinished", where: { all: [] } } };
    await saveDraft(shop.marketer, { id, tree: { ...GERMANS, where }, name: "Referring", revision: 1 });
    await expect(saveVersion(shop.marketer, { id, revision: 2 })).rejects.toMatchObject({
      code: "INVALID_SEGMENT",
      message: "`where` does not belong in this condition. (and 1 more)",
    });
    expect(await inspectSegment(shop.marketer, { tree: { ...GERMANS, where } })).toMatchObject({
      problems: [{ code: "UNKNOWN_KEY" }, { code: "AUDIENCE_UNSAVED" }],
      sql: "",
    });
  });

  it("refuses values of people in drafts and keeps them out of the database", async () => {
    const { id } = await createAudience(shop.marketer, { name: "Personal", entity: "customers" });
    const draft = { id, tree: personal, name: "Personal", revision: 1 };
    await expect(saveDraft(shop.marketer, draft)).rejects.toMatchObject({
      code: "PERSONAL_LITERAL",
      message: "`email` holds personal values, and a definition must not contain any.",
    });
    const nested = {
      ...personal,
      where: {
        all: [{ value: { first: { column: "customer.email" }, of: "orders" }, is: {} }, personal.where],
      },
    };
    await expect(saveDraft(shop.marketer, { ...draft, tree: nested })).rejects.toMatchObject({
      code: "PERSONAL_LITERAL",
    });
    const [found] = await database().$queryRaw<{ found: boolean }[]>`
      SELECT EXISTS (SELECT 1 FROM "Audience" a WHERE a::text LIKE '%person7%')
          OR EXISTS (SELECT 1 FROM "AuditEvent" e WHERE e::text LIKE '%person7%') AS found`;
    expect(found?.found).toBe(false);
  });

  it("becomes a version that says itself in words, once", async () => {
    const { id, revision } = await makeAudience(shop.marketer);
    const [first] = (await getAudience(shop.marketer, { id })).versions;
    expect(first).toEqual({
      version: 1,
      sentence: "Everyone in Customers whose country is “DE”.",
      createdAt: first?.createdAt,
      createdBy: shop.marketer.name,
      approved: false,
    });
    expect(await lastAudit(shop.id)).toMatchObject({
      action: "audience.save_version",
      subject: `audience:${id}`,
      before: null,
      after: { version: 1, sentence: first?.sentence },
    });
    expect(await saveVersion(shop.marketer, { id, revision })).toEqual(first);
    await expect(saveVersion(shop.marketer, { id, revision: revision - 1 })).rejects.toMatchObject({
      code: "DRAFT_CONFLICT",
    });
  });

  it("has versions nobody can rewrite", async () => {
    const { id } = await makeAudience(shop.marketer);
    await expect(
      database().audienceVersion.updateMany({ where: { audienceId: id }, data: { sentence: "No one." } }),
    ).rejects.toThrow();
  });

  it("is seen only in its workspace", async () => {
    const { id } = await makeAudience(shop.marketer);
    const stranger = await (await makeWorkspace()).actor("admin");
    expect(await listAudiences(stranger, {})).toEqual([]);
    await expect(getAudience(stranger, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(saveDraft(stranger, { id, tree: GERMANS, name: "Mine", revision: 2 })).rejects.toMatchObject(
      { code: "NOT_FOUND" },
    );
  });
});

describe("the catalog", () => {
  it("gets a new version and gives the workspace its zone", async () => {
    const other = await makeShop(path.join(folder, "other"));
    const answer = await importCatalog(other.admin, {
      source: SHOP_YAML.replace("Europe/Berlin", "Asia/Tokyo"),
      baseFolder: other.folder,
    });
    expect(answer).toMatchObject({ version: 2 });
    const { zone } = await database().workspace.findUniqueOrThrow({ where: { id: other.id } });
    expect(zone).toBe("Asia/Tokyo");
    expect(await lastAudit(other.id)).toMatchObject({
      action: "catalog.import",
      before: { version: 1 },
      after: { version: 2, entities: 3, zone: "Asia/Tokyo" },
    });
  });

  it("is refused with what is wrong and where", async () => {
    await expect(
      importCatalog(shop.admin, { source: SHOP_YAML.replace("to: orders", "to: order"), baseFolder: folder }),
    ).rejects.toMatchObject({ code: "INVALID_CATALOG", problems: [{ line: 18 }] });
  });
});
