import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shareOf } from "@/lib/core/audience/splits";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import { sha256 } from "@/lib/core/identity/sha256";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import type { Condition } from "@/lib/core/segment/types";
import { database } from "@/lib/db/client";
import { storedTree } from "@/lib/db/stored";
import { createAudience } from "@/lib/services/audience/create";
import { getAudience } from "@/lib/services/audience/get";
import { saveDraft } from "@/lib/services/audience/save-draft";
import { saveVersion } from "@/lib/services/audience/save-version";
import { audienceUses } from "@/lib/services/audience/used-by";
import { compareVersions, restoreVersion } from "@/lib/services/audience/versions";
import { countSegment } from "@/lib/services/builder/count";
import { inspectSegment } from "@/lib/services/builder/inspect";
import { approveChangeSet } from "@/lib/services/change-set/approve";
import { createChangeSet } from "@/lib/services/change-set/create";
import { getChangeSet } from "@/lib/services/change-set/get";
import { setExclusions } from "@/lib/services/exclusion/set";
import { createPrioritySet } from "@/lib/services/priority-set/create";
import { removePrioritySet } from "@/lib/services/priority-set/remove";
import { updatePrioritySet } from "@/lib/services/priority-set/update";
import { executeRun } from "@/lib/services/run/execute";
import { ledgerScope } from "@/lib/services/run/execute/subject";
import { getRun } from "@/lib/services/run/list";
import { getSync } from "@/lib/services/sync/get";
import { runSync } from "@/lib/services/sync/run";
import { updateSync } from "@/lib/services/sync/update";
import { makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { MAPPING, makeSync, requestApproval, startSimulator, testWorld } from "@/test/factories/synced-shop";
import { digestOf } from "@/test/factories/wanted";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-level-"));
let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true });
});

let shops = 0;
const makeOwnShop = () => makeShop(path.join(folder, String(shops++)));

const EVERYONE: AudienceDefinition = { version: 1, entity: "customers", where: { all: [] } };
const GERMAN: Condition = { value: { column: "country" }, is: { eq: "DE" } };

/** An audience under its own name, with one version for each definition. */
async function make(shop: ShopWorkspace, name: string, ...definitions: Partial<AudienceDefinition>[]) {
  const { id } = await createAudience(shop.marketer, { name, entity: "customers" });
  for (const definition of definitions) await save(shop, id, name, definition);
  return id;
}

async function save(shop: ShopWorkspace, id: string, name: string, definition: Partial<AudienceDefinition>) {
  const { draft } = await getAudience(shop.marketer, { id });
  const tree = { ...EVERYONE, ...definition };
  const { revision } = await saveDraft(shop.marketer, { id, tree, name, revision: draft.revision });
  return saveVersion(shop.marketer, { id, revision });
}

async function members(shop: ShopWorkspace, definition: Partial<AudienceDefinition>, audienceId?: string) {
  const answer = await countSegment(shop.marketer, { tree: { ...EVERYONE, ...definition }, audienceId });
  return "members" in answer ? answer.members : answer;
}

describe("an audience that names another", () => {
  it("is saved with the version that is meant, and keeps it", async () => {
    const shop = await makeOwnShop();
    await make(shop, "Germans", { where: GERMAN });
    const id = await make(shop, "All but Germans", { exclude: [{ audience: "germans" }] });
    const [saved] = await database().audienceVersion.findMany({ where: { audienceId: id } });
    expect(storedTree(saved!.tree).exclude).toEqual([{ audience: "germans", version: 1 }]);
    expect(saved!.sentence).toBe("Everyone in Customers. Without members of “Germans”.");
    const germans = await database().audience.findFirstOrThrow({
      where: { slug: "germans", workspaceId: shop.id },
    });
    await save(shop, germans.id, "Germans", { where: { any: [] } });
    expect(await members(shop, storedTree(saved!.tree))).toBe("<10");
    expect(await members(shop, { exclude: [{ audience: "germans" }] })).toBe(30);
    const { references } = await inspectSegment(shop.marketer, { tree: saved!.tree });
    expect(references).toEqual([
      { audience: "germans", name: "Germans", version: 1, newest: 2, isPinned: true },
    ]);
    expect(await audienceUses(shop.marketer, { id: germans.id })).toEqual({
      audiences: [{ id, name: "All but Germans", version: 1, isDraftOnly: false }],
      prioritySets: [],
      isExcluded: false,
    });
  });

  it("may not lead back to itself, and is told the way", async () => {
    const shop = await makeOwnShop();
    const first = await make(shop, "First", {});
    await make(shop, "Second", { where: { audience: "first" } });
    await expect(save(shop, first, "First", { where: { audience: "second" } })).rejects.toMatchObject({
      code: "INVALID_SEGMENT",
      message:
        "In the audience `first` → `second` (version 1, where): Audiences name each other in a circle: `first` → `second` → `first`.",
    });
  });

  it("may not name one that was never saved, is not there, or is of another workspace", async () => {
    const [shop, other] = [await makeOwnShop(), await makeOwnShop()];
    await make(shop, "Unsaved");
    await make(other, "Theirs", {});
    const problem = async (audience: string, version?: number) => {
      const tree = { ...EVERYONE, where: { audience, version } };
      return (await inspectSegment(shop.marketer, { tree })).problems.map(({ message }) => message);
    };
    expect(await problem("unsaved")).toEqual([
      "“Unsaved” has no saved version yet, so nothing can rest on it.",
    ]);
    expect(await problem("theirs")).toEqual(["There is no audience `theirs`."]);
  });
});

describe("versions", () => {
  it("are compared in English, and an old one becomes the draft again", async () => {
    const shop = await makeOwnShop();
    const limit = { top: 5, salt: "x" };
    const id = await make(shop, "Germans", { where: GERMAN }, { where: GERMAN, limit });
    expect(await compareVersions(shop.marketer, { id, from: 1, to: 2 })).toEqual({
      from: 1,
      to: 2,
      changes: [
        {
          kind: "added",
          before: null,
          after: { path: "limit", sentence: "Of these 5 drawn by chance (draw “x”)", within: null },
        },
      ],
      lines: [
        { depth: 0, text: "Everyone in Customers", change: "same" },
        { depth: 1, text: "Country is “DE”", change: "same" },
        { depth: 0, text: "Of these 5 drawn by chance (draw “x”)", change: "added" },
      ],
    });
    const { draft } = await getAudience(shop.marketer, { id });
    await restoreVersion(shop.marketer, { id, version: 1, revision: draft.revision });
    const restored = await getAudience(shop.marketer, { id });
    expect(restored.draft).toMatchObject({
      tree: { ...EVERYONE, where: GERMAN },
      revision: draft.revision + 1,
    });
    expect(restored.versions).toHaveLength(2);
    await expect(
      restoreVersion(shop.marketer, { id, version: 1, revision: draft.revision }),
    ).rejects.toMatchObject({ code: "DRAFT_CONFLICT" });
  });
});

describe("what an approval rests on", () => {
  it("holds the platform to exactly the approved share of a whole definition", async () => {
    const shop = await makeOwnShop();
    await make(shop, "Germans", { where: GERMAN });
    await make(shop, "Few", { where: { value: { column: "customer_id" }, is: { lte: 2 } } });
    const definition: Partial<AudienceDefinition> = {
      where: { audience: "germans" },
      exclude: [{ audience: "few" }],
      limit: { top: 20, by: { column: "customer_id" }, order: "desc" },
      splits: {
        salt: "spring",
        shares: [
          { name: "treatment", percent: 80 },
          { name: "holdout", percent: 20 },
        ],
      },
    };
    const sync = await makeSync(shop);
    await save(shop, sync.audience.id, "Germans", definition);
    await updateSync(shop.marketer, {
      id: sync.id,
      name: "Treatment",
      mapping: MAPPING,
      mode: "mirror",
      use: "target",
      split: "treatment",
    });
    const changeSetId = await requestApproval(shop, sync.id, 2);
    const view = await getChangeSet(shop.approver, { id: changeSetId });
    expect(view.share).toEqual({
      takes: { name: "treatment", percent: 80 },
      others: [{ name: "holdout", percent: 20, syncs: [] }],
      left: 0,
    });
    expect(view.words).toEqual(
      [
        "Everyone in Customers",
        "  In the audience “Germans”",
        "Without members of “Few”",
        "Of these the 20 with the highest customer id",
        "Split into treatment 80 % and holdout 20 % (draw “spring”)",
      ].map((text) => ({ text, change: "added" })),
    );
    await approveChangeSet(shop.approver, { id: changeSetId });
    const { runId } = await runSync(shop.marketer, { id: sync.id });
    await executeRun(runId, testWorld(shop.folder));
    const { splits } = { ...EVERYONE, ...definition };
    const wanted = Array.from({ length: 20 }, (_, at) => at + 5).filter(
      (id) => shareOf(splits!, String(id)) === "treatment",
    );
    expect(await getRun(shop.marketer, { id: runId })).toMatchObject({
      status: "succeeded",
      share: view.share,
    });
    const { waterfall } = await database().run.findUniqueOrThrow({ where: { id: runId } });
    expect(waterfall).toMatchObject({ members: wanted.length });
    const sent = wanted.filter((id) => id % 5 !== 0).map((id) => sha256(`person${id}@shop.test`));
    const { world, digest, objectId } = await heldOf(shop, sync.id);
    expect(digest).toEqual({ EMAIL: digestOf(sent) });
    expect(world).toMatchObject({ audiences: [{ id: objectId, people: sent.length }] });
  });

  it("voids what is approved and what is asked for when the workspace excludes somebody else", async () => {
    const shop = await makeOwnShop();
    const few = await make(shop, "Few", { where: { value: { column: "customer_id" }, is: { lte: 10 } } });
    const sync = await makeSync(shop);
    await approveChangeSet(shop.approver, { id: await requestApproval(shop, sync.id) });
    const exclude = (audiences: { id: string }[]) =>
      setExclusions(shop.admin, { entity: "customers", audiences, reason: "Complaints." });
    await expect(
      setExclusions(shop.marketer, { entity: "customers", audiences: [], reason: "x" }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    await exclude([{ id: few }]);
    const voided = await getSync(shop.marketer, { id: sync.id });
    expect(voided).toMatchObject({
      status: "void",
      voidReason: "Whom the workspace excludes from every audience changed.",
    });
    expect(await members(shop, {})).toBe(20);
    expect(await members(shop, {}, few)).toBe(30);
    const asked = await requestApproval(shop, sync.id);
    await exclude([]);
    expect(await getChangeSet(shop.approver, { id: asked })).toMatchObject({
      status: "void",
      voidReason: "Whom the workspace excludes from every audience changed.",
    });
    expect(await members(shop, {})).toBe(30);
  });

  it("is looked at again when a run begins, whoever changed something since it was queued", async () => {
    const shop = await makeOwnShop();
    const few = await make(shop, "Few", { where: { value: { column: "customer_id" }, is: { lte: 10 } } });
    const sync = await makeSync(shop);
    await approveChangeSet(shop.approver, { id: await requestApproval(shop, sync.id) });
    const { runId } = await runSync(shop.marketer, { id: sync.id });
    await database().workspaceExclusion.create({
      data: { workspaceId: shop.id, audienceId: few, version: 1 },
    });
    await executeRun(runId, testWorld(shop.folder));
    expect(await getRun(shop.marketer, { id: runId })).toMatchObject({
      status: "blocked",
      problem: {
        code: "APPROVAL_VOID",
        message: "Whom the workspace excludes from every audience changed.",
      },
      plan: { adds: 0 },
    });
    expect(await getSync(shop.marketer, { id: sync.id })).toMatchObject({ status: "void" });
  });

  it("voids what is approved when others come first, and only then", async () => {
    const shop = await makeOwnShop();
    const set = await createPrioritySet(shop.marketer, { name: "Offers", entity: "customers" });
    const [first, last] = [await make(shop, "Best", { where: GERMAN }), await make(shop, "Last", {})];
    const sync = await makeSync(shop);
    const order = (ids: string[], revision: number) =>
      updatePrioritySet(shop.marketer, {
        id: set.id,
        name: "Offers",
        revision,
        audiences: ids.map((id) => ({ id })),
      });
    await expect(
      save(shop, sync.audience.id, "Germans", { priority: { set: "offers" } }),
    ).rejects.toMatchObject({ message: "This audience has no place in the priority set Offers yet." });
    await order([first, sync.audience.id], 1);
    await save(shop, sync.audience.id, "Germans", { priority: { set: "offers" } });
    expect(await members(shop, { priority: { set: "offers" } }, sync.audience.id)).toBe("<10");
    await approveChangeSet(shop.approver, { id: await requestApproval(shop, sync.id, 2) });
    const status = async () => (await getSync(shop.marketer, { id: sync.id })).voidReason;
    await order([first, sync.audience.id, last], 2);
    expect(await status()).toBeNull();
    const after = await order([sync.audience.id, first, last], 3);
    expect(await status()).toBe("Which audiences come before this one in its priority set changed.");
    expect(after.audiences.map(({ name, version, takesPart }) => ({ name, version, takesPart }))).toEqual([
      { name: "Germans", version: 2, takesPart: true },
      { name: "Best", version: 1, takesPart: false },
      { name: "Last", version: 1, takesPart: false },
    ]);
    await expect(order([first], 3)).rejects.toMatchObject({ code: "SET_CONFLICT" });
    await expect(removePrioritySet(shop.marketer, { id: set.id })).rejects.toMatchObject({
      code: "SET_IN_USE",
    });
  });

  it("refuses a share the version does not have", async () => {
    const shop = await makeOwnShop();
    const sync = await makeSync(shop);
    const settings = {
      id: sync.id,
      name: "Ads",
      mapping: MAPPING,
      mode: "mirror" as const,
      use: "target" as const,
    };
    await expect(updateSync(shop.marketer, { ...settings, split: "treatment" })).rejects.toMatchObject({
      code: "UNKNOWN_SPLIT",
      message: "This audience is not split.",
    });
    await save(shop, sync.audience.id, "Germans", {
      splits: { salt: "s", shares: [{ name: "treatment", percent: 90 }] },
    });
    await updateSync(shop.marketer, { ...settings, split: "treatment" });
    await expect(
      createChangeSet(shop.marketer, { syncId: sync.id, audienceVersion: 1 }),
    ).rejects.toMatchObject({
      code: "UNKNOWN_SPLIT",
    });
  });
});

/** What the platform says it holds of the object, and a digest of what we know it holds. */
async function heldOf(shop: ShopWorkspace, syncId: string) {
  const sync = await database().sync.findUniqueOrThrow({
    where: { id: syncId, workspaceId: shop.id },
    include: { destination: true },
  });
  const world: unknown = await (await fetch(`${simulator.url}/_simulator/state`)).json();
  const state = await testWorld(shop.folder).state.open(syncId);
  try {
    return { world, digest: await state.digest(ledgerScope(sync)), objectId: sync.objectId };
  } finally {
    await state.close();
  }
}
