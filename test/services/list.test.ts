import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import type { Segment } from "@/lib/core/segment/types";
import { database } from "@/lib/db/client";
import { createAudience } from "@/lib/services/audience/create";
import { saveDraft } from "@/lib/services/audience/save-draft";
import { saveVersion } from "@/lib/services/audience/save-version";
import { countSegment } from "@/lib/services/builder/count";
import { funnelOfSegment } from "@/lib/services/builder/funnel";
import { overlapOfSegment } from "@/lib/services/builder/overlap";
import { stagesOfAudience } from "@/lib/services/builder/stages";
import { approveChangeSet } from "@/lib/services/change-set/approve";
import { createChangeSet } from "@/lib/services/change-set/create";
import { getChangeSet } from "@/lib/services/change-set/get";
import { measureChangeSet } from "@/lib/services/change-set/measure";
import { changeListValues } from "@/lib/services/list/change-values";
import { createList } from "@/lib/services/list/create";
import { deleteList } from "@/lib/services/list/delete";
import { getList, listLists, lookUpInList } from "@/lib/services/list/read";
import { getSync } from "@/lib/services/sync/get";
import { makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { makeSync, startSimulator, testWorld } from "@/test/factories/synced-shop";
import { lastAudit, ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-list-"));
let shop: ShopWorkspace;
let simulator: RunningSimulator;
beforeAll(async () => {
  process.env.COTERIE_HOME = path.join(folder, "home");
  simulator = await startSimulator();
  shop = await makeShop(path.join(folder, "shop"));
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true });
});

const create = (name: string, form: "exact" | "lower_trimmed" = "lower_trimmed") =>
  createList(shop.marketer, { name, entity: "customers", column: "email", form });
const send = (id: string, mode: "replace" | "add" | "remove", text: string) =>
  changeListValues(shop.marketer, { id, mode, values: pieces(text) });
const onList = (slug: string): Segment => ({
  version: 1,
  entity: "customers",
  where: { list: slug, key: { column: "email" } },
});

/** As a browser sends a file: cut anywhere, inside a character too. */
async function* pieces(text: string) {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += 7) yield bytes.slice(at, at + 7);
}

describe("a list", () => {
  it("takes values a line, says what was of no use, and keeps only salted hashes", async () => {
    const { id, slug } = await create("VIP e-mails");
    const text = "Person1@shop.test\r\nperson2@shop.test\n\n  PERSON2@shop.test \nzoë@shop.test";
    expect(await send(id, "replace", text)).toEqual({
      entries: 3,
      before: 0,
      lines: 5,
      blank: 1,
      duplicates: 1,
    });
    const home = path.join(folder, "home", "state", "lists", id);
    const [file, ...others] = readdirSync(home);
    expect(others).toEqual([]);
    const kept = readFileSync(path.join(home, file!), "utf8");
    expect(kept.split("\n").slice(1)).toEqual(
      Array.from({ length: 3 }, () => expect.stringMatching(/^[0-9a-f]{64}$/)),
    );
    expect(kept).not.toContain("person");
    expect(statSync(path.join(home, file!)).mode & 0o777).toBe(0o600);
    expect(await getList(shop.marketer, { id })).toMatchObject({
      slug,
      name: "VIP e-mails",
      entries: 3,
      usedBy: { audiences: [], syncs: [] },
    });
    const row = JSON.stringify(await database().heldList.findUnique({ where: { id } }));
    expect(row).not.toContain("person1");
    expect(JSON.stringify(await lastAudit(shop.id))).not.toContain("person1");
  });

  it("grows and shrinks, and tells whether one value is in it", async () => {
    const { id } = await create("Staff");
    await send(id, "replace", "person1@shop.test");
    expect(await send(id, "add", "person1@shop.test\nperson3@shop.test")).toMatchObject({ entries: 2 });
    expect(await send(id, "remove", "PERSON1@shop.test\nnobody@shop.test")).toMatchObject({ entries: 1 });
    const found = async (value: string) => (await lookUpInList(shop.marketer, { id, value })).found;
    expect(await Promise.all([" Person3@shop.test", "person1@shop.test", ""].map(found))).toEqual([
      true,
      false,
      false,
    ]);
    const { content } = await database().heldList.findUniqueOrThrow({ where: { id } });
    expect(await lastAudit(shop.id)).toEqual({
      action: "list.look_up",
      subject: `list:${id}`,
      before: null,
      after: { content },
      reason: null,
      actorId: shop.marketer.userId,
    });
  });

  it("is asked in the builder", async () => {
    const { id, slug } = await create("Half of them");
    const half = Array.from({ length: 15 }, (_, at) => `person${at + 1}@shop.test`).join("\n");
    await send(id, "replace", half);
    expect(await countSegment(shop.marketer, { tree: onList(slug) })).toMatchObject({
      members: 15,
      population: 30,
    });
    await send(id, "remove", "person1@shop.test");
    const not = { ...onList(slug), where: { not: onList(slug).where } };
    expect(await countSegment(shop.marketer, { tree: not })).toMatchObject({ members: 16 });
    await expect(countSegment(shop.marketer, { tree: onList("half") })).rejects.toMatchObject({
      code: "INVALID_SEGMENT",
      message: "There is no list `half`.",
    });
  });

  it("is asked by the funnel and the stages too, and again when it holds something else", async () => {
    const { id, slug } = await create("A third of them");
    const people = (many: number) =>
      Array.from({ length: many }, (_, at) => `person${at + 1}@shop.test`).join("\n");
    await send(id, "replace", people(12));
    const listed = onList(slug);
    const where = { all: [listed.where, { value: { column: "customer_id" }, is: { known: true } }] };
    const asked = { tree: { ...listed, where }, asOf: "2026-11-20T11:00:00.000Z" };
    const funnel = () => funnelOfSegment(shop.marketer, asked);
    expect(await funnel()).toMatchObject({ members: 12 });
    expect(await stagesOfAudience(shop.marketer, asked)).toMatchObject({
      steps: [{ step: "conditions", members: 12 }],
    });
    await send(id, "replace", people(14));
    expect(await funnel()).toMatchObject({ members: 14 });
    expect(await stagesOfAudience(shop.marketer, asked)).toMatchObject({
      steps: [{ step: "conditions", members: 14 }],
    });
  });

  it("is asked again by an overlap with an audience that names it when it holds something else", async () => {
    const own = await makeShop(path.join(folder, "overlap"));
    const list = await createList(own.marketer, {
      ...{ name: "Others", entity: "customers", column: "email", form: "exact" },
    });
    const fill = (many: number) => {
      const lines = Array.from({ length: many }, (_, at) => `person${at + 1}@shop.test`);
      const values = pieces(lines.join("\n"));
      return changeListValues(own.marketer, { id: list.id, mode: "replace", values });
    };
    await fill(30);
    const { id } = await createAudience(own.marketer, { name: "On the list", entity: "customers" });
    const tree = onList(list.slug);
    const { revision } = await saveDraft(own.marketer, { id, tree, name: "On the list", revision: 1 });
    await saveVersion(own.marketer, { id, revision });
    const everyone = { tree: { ...tree, where: { all: [] } }, asOf: "2026-11-20T11:00:00.000Z" };
    expect(await overlapOfSegment(own.marketer, everyone)).toMatchObject({
      audiences: [{ name: "On the list", sameAs: "members" }],
    });
    await fill(10);
    expect(await overlapOfSegment(own.marketer, everyone)).toMatchObject({
      audiences: [{ name: "On the list", sameAs: null }],
    });
  });

  it("refuses what is no list of values", async () => {
    const { id } = await create("Refusals");
    await expect(send(id, "replace", `ok\n${"x".repeat(1_001)}`)).rejects.toMatchObject({
      code: "LIST_LINE",
      message: "Line 2 is longer than 1,000 characters.",
    });
    await expect(
      changeListValues(shop.marketer, { id, mode: "add", values: bytes(0xff, 0xfe, 0x00) }),
    ).rejects.toMatchObject({ code: "LIST_ENCODING" });
    await expect(
      createList(shop.marketer, { name: "Wrong", entity: "orders", column: "total", form: "exact" }),
    ).rejects.toMatchObject({
      code: "LIST_KEY",
      message: "A list holds texts and ids, and Total is neither.",
    });
  });

  it("stays while an audience names it, and voids an approval when it changes", async () => {
    const { id, slug } = await create("Suppressed");
    await send(id, "replace", Array.from({ length: 12 }, (_, at) => `person${at + 1}@shop.test`).join("\n"));
    const sync = await makeSync(shop);
    const { audience } = sync;
    const { revision } = await saveDraft(shop.marketer, {
      id: audience.id,
      tree: { ...onList(slug), where: { not: onList(slug).where } },
      name: "Germans",
      revision: audience.revision,
    });
    await saveVersion(shop.marketer, { id: audience.id, revision });
    const policy = await database().policyVersion.findFirstOrThrow({
      where: { destinationId: sync.destinationId },
      orderBy: { version: "desc" },
    });
    await database().policyVersion.create({
      data: {
        ...{ workspaceId: shop.id, destinationId: sync.destinationId, version: policy.version + 1 },
        ...{
          policy: { ...Object(policy.policy), deciding: ["email", "country"] },
          reason: "E-mail may decide",
        },
        createdById: policy.createdById,
      },
    });
    const { id: request } = await createChangeSet(shop.marketer, { syncId: sync.id, audienceVersion: 2 });
    await measureChangeSet(request, testWorld(folder));
    expect(await getChangeSet(shop.approver, { id: request })).toMatchObject({
      status: "waiting",
      sqlAfter: expect.stringContaining("sha256"),
    });
    await approveChangeSet(shop.approver, { id: request });
    expect((await getList(shop.marketer, { id })).usedBy).toEqual({
      audiences: [{ id: audience.id, name: "Germans" }],
      syncs: [{ id: sync.id, name: "Germans to ads" }],
    });
    await expect(deleteList(shop.marketer, { id })).rejects.toMatchObject({
      code: "LIST_IN_USE",
      message: "The list is used by Germans and 1 more.",
    });
    await send(id, "add", "person13@shop.test");
    expect(await getSync(shop.marketer, { id: sync.id })).toMatchObject({
      status: "void",
      voidReason: `The list ${slug} changed since it was approved.`,
    });
  });

  it("goes with all it holds when nobody uses it", async () => {
    const { id } = await create("Short-lived");
    await send(id, "replace", "person1@shop.test");
    await deleteList(shop.marketer, { id });
    expect(readdirSync(path.join(folder, "home", "state", "lists"))).not.toContain(id);
    expect((await listLists(shop.marketer, {})).map(({ name }) => name)).not.toContain("Short-lived");
    expect(await lastAudit(shop.id)).toMatchObject({ action: "list.delete", before: { entries: 1 } });
  });
});

async function* bytes(...numbers: number[]) {
  yield Uint8Array.from(numbers);
}
