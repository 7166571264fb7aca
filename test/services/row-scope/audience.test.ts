import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import { type Actor, loadActor } from "@/lib/services/actor";
import { createAudience } from "@/lib/services/audience/create";
import { getAudience } from "@/lib/services/audience/get";
import { listAudiences } from "@/lib/services/audience/list";
import { saveDraft } from "@/lib/services/audience/save-draft";
import { saveVersion } from "@/lib/services/audience/save-version";
import { restoreVersion } from "@/lib/services/audience/versions";
import { countSegment } from "@/lib/services/builder/count";
import { stagesOfAudience } from "@/lib/services/builder/stages";
import { approveChangeSet } from "@/lib/services/change-set/approve";
import { getChangeSet } from "@/lib/services/change-set/get";
import { listChangeSets } from "@/lib/services/change-set/list";
import { destinationStatus } from "@/lib/services/destination/status";
import { setRowScope } from "@/lib/services/member/set-row-scope";
import { executeRun } from "@/lib/services/run/execute";
import { getRun, listRuns } from "@/lib/services/run/list";
import { getSession } from "@/lib/services/session/get";
import { createSync } from "@/lib/services/sync/create";
import { getSync } from "@/lib/services/sync/get";
import { listSyncs } from "@/lib/services/sync/list";
import { runSync } from "@/lib/services/sync/run";
import { ownShop } from "@/test/factories/own-shop";
import { GERMANY, scopedActor } from "@/test/factories/scoped";
import { GERMANS } from "@/test/factories/shop-workspace";
import {
  MAPPING,
  makeApprovedSync,
  makeDestination,
  requestApproval,
  testWorld,
} from "@/test/factories/synced-shop";

const { shop, folder } = ownShop({ beforeAll, afterAll });

const EVERYONE: AudienceDefinition = { version: 1, entity: "customers", where: { all: [] } };
const PINNED = { ...EVERYONE, scope: GERMANY.where };
const REFUSED = { code: "ROW_SCOPE", remedy: "ask_admin" };
let scoped: Actor;
beforeAll(async () => {
  scoped = await scopedActor(shop);
});

/** Made and saved by someone with the scope, who wrote nothing of it. */
async function makeScoped(actor = scoped, name = "Everyone of mine") {
  const { id } = await createAudience(actor, { name, entity: "customers" });
  const { revision } = await saveDraft(actor, { id, tree: EVERYONE, name, revision: 1 });
  const { sentence } = await saveVersion(actor, { id, revision });
  return { id, revision, sentence };
}

describe("an audience of someone with a row scope", () => {
  it("is pinned to it from the start, and says so", async () => {
    const { id, sentence } = await makeScoped();
    expect(sentence).toBe("Everyone in Customers. Only within the row scope: Country is “DE”.");
    const { draft, newestTree, isBeyondScope } = await getAudience(scoped, { id });
    expect([draft.tree, newestTree, isBeyondScope]).toEqual([PINNED, PINNED, false]);
  });

  it("means the same to everyone, whatever they see", async () => {
    const members = async (actor: Actor) => countSegment(actor, { tree: PINNED });
    expect(await members(shop.marketer)).toMatchObject({ members: "all but a few", population: 30 });
    expect(await members(scoped)).toMatchObject({ members: 24, population: 24 });
    const limited = { ...PINNED, limit: { top: 12, by: { column: "customer_id" }, order: "desc" } };
    const stages = await stagesOfAudience(shop.marketer, { tree: limited });
    expect(stages).toMatchObject({
      steps: [{ step: "conditions", members: 30 }, { step: "scope" }, { step: "limit", members: 12 }],
    });
  });

  it("keeps within it when others name it", async () => {
    await makeScoped(scoped, "Named");
    const late = { value: { column: "customer_id" }, is: { gte: 15 } };
    const tree = { ...EVERYONE, where: { all: [{ audience: "named" }, late] } };
    expect(await countSegment(shop.marketer, { tree })).toMatchObject({ members: 10 });
  });

  it("is not widened by them, only narrowed", async () => {
    const { id, revision } = await makeScoped();
    const save = (scope: unknown) =>
      saveDraft(scoped, { id, tree: { ...EVERYONE, scope } as never, name: "Mine", revision });
    const both = { all: [{ value: { column: "country" }, is: { in: ["DE", "FR"] } }] };
    for (const wider of [both, { all: [] }, { any: [] }, { all: ["x"] }, "all", {}]) {
      await expect(save(wider).catch((error) => Promise.reject({ code: error.code }))).rejects.toMatchObject({
        code: expect.stringMatching(/ROW_SCOPE|INVALID_INPUT|MALFORMED/),
      });
    }
    const narrower = {
      all: [...GERMANY.where.all, { value: { column: "ads_consent" }, is: { in: [true] } }],
    };
    expect(await save(narrower)).toMatchObject({ revision: revision + 1 });
  });

  it("loses its scope to someone who sees every row as a change like any other, and is then beyond its author", async () => {
    const { id, revision } = await makeScoped();
    await saveDraft(shop.marketer, { id, tree: EVERYONE, name: "Wider", revision });
    const { sentence } = await saveVersion(shop.marketer, { id, revision: revision + 1 });
    expect(sentence).toBe("Everyone in Customers.");
    const again = saveDraft(scoped, { id, tree: PINNED, name: "Mine", revision: revision + 1 });
    await expect(again).rejects.toMatchObject(REFUSED);
    const restored = restoreVersion(scoped, { id, version: 1, revision: revision + 1 });
    await expect(restored).rejects.toMatchObject(REFUSED);
    expect(await getAudience(scoped, { id })).toMatchObject({ isBeyondScope: true });
  });

  it("is beyond them while its draft says a scope nobody can read", async () => {
    const { id } = await makeScoped(scoped, "Half written");
    let revision = 2;
    const save = (scope: Record<string, unknown>) =>
      saveDraft(shop.marketer, { id, tree: { ...EVERYONE, scope }, name: "Half written", revision });
    for (const scope of [
      {},
      { all: "x" },
      { all: [{ any: [] }] },
      { all: [{ value: { column: "country" } }] },
    ]) {
      ({ revision } = await save(scope));
      expect(await getAudience(scoped, { id })).toMatchObject({ isBeyondScope: true });
      expect(await listSyncs(scoped, {})).toEqual(expect.any(Array));
    }
    await save(GERMANY.where);
    expect(await getAudience(scoped, { id })).toMatchObject({ isBeyondScope: false });
  });

  it("stays pinned when the scope of its author changes", async () => {
    const author = await scopedActor(shop);
    const { id } = await makeScoped(author);
    await setRowScope(shop.admin, { id: author.userId, rowScope: null });
    const free = await loadActor(author.userId, shop.id);
    expect((await getAudience(free, { id })).draft.tree).toEqual(PINNED);
    expect(await countSegment(free, { tree: EVERYONE })).toMatchObject({ members: 30 });
  });

  it("is not of an entity their rows are none of", async () => {
    const made = createAudience(scoped, { name: "Orders", entity: "orders" });
    await expect(made).rejects.toMatchObject(REFUSED);
  });
});

describe("what goes to a platform", () => {
  it("is of their rows alone, and decided by whoever sees these", async () => {
    const { id: audienceId } = await makeScoped();
    const destinationId = await makeDestination(shop.admin, "Regional");
    const { id } = await createSync(scoped, {
      ...{ audienceId, destinationId, name: "Regional", object: { create: "Regional" } },
      ...{ mapping: MAPPING, mode: "mirror", use: "target" },
    });
    const changeSetId = await requestApproval({ ...shop, marketer: scoped }, id);
    const elsewhere = await scopedActor(shop, "approver", {
      entity: "customers",
      where: { all: [{ value: { column: "country" }, is: { in: ["FR"] } }] },
    });
    const here = await scopedActor(shop, "approver");
    expect((await getSession(elsewhere, {})).approvalsWaiting).toBe(0);
    expect((await getSession(here, {})).approvalsWaiting).toBe(1);
    await expect(getChangeSet(elsewhere, { id: changeSetId })).rejects.toMatchObject(REFUSED);
    await expect(approveChangeSet(elsewhere, { id: changeSetId })).rejects.toMatchObject(REFUSED);
    const read = await getChangeSet(here, { id: changeSetId });
    expect(read.words.map(({ text }) => text)).toContain("Only within the row scope: Country is “DE”");
    expect(read.impact).toMatchObject({ members: { before: null, after: 24 } });
    await approveChangeSet(here, { id: changeSetId });
    expect(await getSync(scoped, { id })).toMatchObject({ scope: "Country is “DE”" });
    const { runId } = await runSync(scoped, { id });
    await executeRun(runId, testWorld(path.join(folder, "home")));
    expect(await getRun(scoped, { id: runId })).toMatchObject({
      status: "succeeded",
      waterfall: { members: 24 },
    });
  });

  it("is not told to whoever it reaches beyond, nor decided by them", async () => {
    const { id, audience, changeSetId, destinationId } = await makeApprovedSync(shop);
    const { runId } = await runSync(shop.marketer, { id });
    const approver = await scopedActor(shop, "approver");
    for (const ask of [
      () => getSync(scoped, { id }),
      () => getRun(scoped, { id: runId }),
      () => runSync(scoped, { id }),
      () => getChangeSet(approver, { id: changeSetId }),
      () => approveChangeSet(approver, { id: changeSetId }),
      () => saveDraft(scoped, { id: audience.id, tree: GERMANS, name: "Mine", revision: audience.revision }),
    ]) {
      await expect(ask()).rejects.toMatchObject({
        ...REFUSED,
        message: "“Germans” reaches beyond the rows you see.",
        fix: "Make an audience of your own, or ask someone who sees every row.",
      });
    }
    const lists = [
      await listSyncs(scoped, {}),
      await listRuns(scoped, {}),
      await listChangeSets(approver, {}),
    ];
    expect(JSON.stringify(lists)).not.toContain(id);
    const waiting = async (actor: Actor) => (await destinationStatus(actor, { id: destinationId })).waiting;
    expect([await waiting(shop.marketer), await waiting(scoped)]).toEqual([1, 0]);
    const row = (await listAudiences(scoped, {})).find((one) => one.id === audience.id);
    expect(row).toMatchObject({ isBeyondScope: true, size: null, history: [] });
    expect(await getAudience(scoped, { id: audience.id })).toMatchObject({ syncs: [], size: null });
  });
});
