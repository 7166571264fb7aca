import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { approveChangeSet } from "@/lib/services/change-set/approve";
import { createChangeSet } from "@/lib/services/change-set/create";
import { executeRun } from "@/lib/services/run/execute";
import { getRun } from "@/lib/services/run/list";
import { retryRun } from "@/lib/services/run/retry";
import { startPrivacyRuns } from "@/lib/services/run/start-privacy";
import { endSync } from "@/lib/services/sync/end";
import { getSync } from "@/lib/services/sync/get";
import { lookForObject } from "@/lib/services/sync/look-for-object";
import { pauseSync } from "@/lib/services/sync/pause";
import { replaceObject } from "@/lib/services/sync/replace-object";
import { runSync } from "@/lib/services/sync/run";
import { ownShop } from "@/test/factories/own-shop";
import { makeApprovedSync, requestApproval, testWorld } from "@/test/factories/synced-shop";
import { lastAudit } from "@/test/factories/workspace";

const { shop, simulator } = ownShop({ beforeAll, afterAll });
let sync: { id: string };
let object: string;

beforeEach(async () => {
  sync = await makeApprovedSync(shop);
  expect(await run()).toMatchObject({ status: "succeeded", ledger: { unverified: PEOPLE } });
  object = (await row()).objectId;
});

/** Germans with consent who are not suppressed. */
const PEOPLE = 19;

const row = () => database().sync.findUniqueOrThrow({ where: { id: sync.id } });
async function run(kind: "sync" | "resync" = "sync") {
  const { runId } = await runSync(shop.marketer, { id: sync.id, kind });
  await executeRun(runId, testWorld(shop.folder));
  return getRun(shop.marketer, { id: runId });
}
const deleteThere = async (id = object) => {
  const url = `${simulator.url}/v25.0/${id}?access_token=simulated-access-token`;
  expect((await fetch(url, { method: "DELETE" })).ok).toBe(true);
};
async function blocked() {
  await deleteThere();
  // It is found once there is something to send.
  return run("resync");
}

const GONE = {
  code: "OBJECT_GONE",
  message: '"Germans" was deleted at the platform.',
  remedy: "ask_approver",
};

describe("a sync whose object was deleted at the platform", () => {
  it("is blocked with the reason, and nothing runs or is approved until someone decides", async () => {
    const ended = await blocked();
    expect(ended).toMatchObject({ status: "blocked", problem: GONE });
    expect(await getSync(shop.marketer, { id: sync.id })).toMatchObject({
      status: "object_gone",
      objectGoneAt: expect.any(String),
    });
    expect(await lastAudit(shop.id)).toMatchObject({
      action: "sync.object_gone",
      subject: `sync:${sync.id}`,
      after: { object, epoch: 1 },
      actorId: null,
    });
    await expect(runSync(shop.marketer, { id: sync.id })).rejects.toMatchObject(GONE);
    await expect(retryRun(shop.marketer, { id: ended.id })).rejects.toMatchObject(GONE);
    await expect(
      createChangeSet(shop.marketer, { syncId: sync.id, audienceVersion: 1 }),
    ).rejects.toMatchObject(GONE);
  });

  it("owes no removal, for there is nobody to remove", async () => {
    await blocked();
    await pauseSync(shop.marketer, { id: sync.id });
    expect(await startPrivacyRuns({ syncId: sync.id })).toEqual([]);
    expect((await row()).objectGoneAt).not.toBeNull();
  });

  it("gets a new object from an approver, fills it once that is approved, and counts from nothing", async () => {
    await blocked();
    await expect(replaceObject(shop.marketer, { id: sync.id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const replaced = await replaceObject(shop.approver, { id: sync.id, reason: "Deleted by mistake." });
    expect(replaced).toMatchObject({
      status: "void",
      voidReason: "The destination's account, address or object changed since it was approved.",
      objectGoneAt: null,
      object: { name: "Germans" },
      ledger: null,
    });
    const now = await row();
    expect(now.objectId).not.toBe(object);
    expect(now.epoch).toBe(2);
    expect(await lastAudit(shop.id)).toMatchObject({
      action: "sync.replace_object",
      before: { object, epoch: 1 },
      after: { object: now.objectId, epoch: 2 },
      reason: "Deleted by mistake.",
    });
    expect(await run()).toMatchObject({ lane: "privacy", plan: { adds: 0, removes: 0 } });
    await approveChangeSet(shop.approver, { id: await requestApproval(shop, sync.id) });
    expect(await run()).toMatchObject({
      status: "succeeded",
      plan: { adds: PEOPLE, removes: 0 },
      ledger: { unverified: PEOPLE, removed: 0 },
    });
  });

  it("may be ended, though its ledger counted people", async () => {
    await blocked();
    await endSync(shop.marketer, { id: sync.id, reason: "Not needed any more." });
    expect((await row()).endedAt).not.toBeNull();
  });

  it("goes on as before where the platform has the object after all", async () => {
    await blocked();
    expect(await lookForObject(shop.marketer, { id: sync.id })).toEqual({ found: false });
    // As after a token that could not see it for a while.
    const other = await makeApprovedSync(shop);
    const { objectId } = await database().sync.findUniqueOrThrow({ where: { id: other.id } });
    await database().sync.update({ where: { id: other.id }, data: { objectGoneAt: new Date() } });
    expect(await lookForObject(shop.marketer, { id: other.id })).toEqual({ found: true });
    expect(await lastAudit(shop.id)).toMatchObject({
      action: "sync.object_found",
      subject: `sync:${other.id}`,
      after: { object: objectId, epoch: 1 },
    });
    expect(await getSync(shop.marketer, { id: other.id })).toMatchObject({ status: "live" });
  });

  it("is asked for by the nightly removals, which go on where the object is there again", async () => {
    await pauseSync(shop.marketer, { id: sync.id });
    await database().sync.update({ where: { id: sync.id }, data: { objectGoneAt: new Date() } });
    expect(await startPrivacyRuns({ syncId: sync.id })).toHaveLength(1);
    expect((await row()).objectGoneAt).toBeNull();
  });
});

it("nothing is decided for an object that is there", async () => {
  const refusal = { code: "OBJECT_THERE", message: '"Germans" is not known to be deleted.' };
  await expect(replaceObject(shop.approver, { id: sync.id })).rejects.toMatchObject(refusal);
  await expect(lookForObject(shop.marketer, { id: sync.id })).rejects.toMatchObject(refusal);
});
