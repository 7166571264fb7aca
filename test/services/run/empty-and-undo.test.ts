import { rmSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { toJson } from "@/lib/db/stored";
import { cancelRun } from "@/lib/services/run/cancel";
import { executeRun } from "@/lib/services/run/execute";
import { getRun } from "@/lib/services/run/list";
import { retryRun } from "@/lib/services/run/retry";
import { createSync } from "@/lib/services/sync/create";
import { emptySync } from "@/lib/services/sync/empty";
import { endSync } from "@/lib/services/sync/end";
import { getSync } from "@/lib/services/sync/get";
import { pauseSync, resumeSync } from "@/lib/services/sync/pause";
import { runSync } from "@/lib/services/sync/run";
import { ownSyncedShop } from "@/test/factories/own-synced-shop";
import { MAPPING, makeApprovedSync, makeSync, testWorld } from "@/test/factories/synced-shop";
import { lastAudit } from "@/test/factories/workspace";

const own = ownSyncedShop();

const work = (runId: string) => executeRun(runId, testWorld(own.shop.folder));
const rowOf = (id: string) => database().run.findUniqueOrThrow({ where: { id } });

async function filledSync(): Promise<string> {
  const { id } = await makeApprovedSync(own.shop);
  await work((await runSync(own.shop.marketer, { id })).runId);
  return id;
}

describe("ending a sync that holds people", () => {
  it("empties its object first, whatever is approved, and then ends", async () => {
    const id = await filledSync();
    await expect(endSync(own.shop.marketer, { id })).rejects.toMatchObject({
      code: "STILL_HOLDS_PEOPLE",
      fix: "Empty it first: that takes out everyone Coterie put there, and then ends the sync.",
    });
    await pauseSync(own.shop.marketer, { id });
    const before = await database().sync.findUniqueOrThrow({ where: { id } });
    const { runId, lane } = await emptySync(own.shop.marketer, { id, reason: "The sale is over." });
    expect(lane).toBe("full");
    expect(await getSync(own.shop.marketer, { id })).toMatchObject({
      ending: true,
      activeRun: { kind: "empty" },
    });
    await work(runId);
    const run = await rowOf(runId);
    expect(run).toMatchObject({ status: "succeeded", kind: "empty", waterfall: null, plan: { adds: 0 } });
    const held = before.ledger as { held: number; unverified: number };
    expect(run.plan).toMatchObject({ removes: held.held + held.unverified });
    const after = await database().sync.findUniqueOrThrow({ where: { id } });
    expect(after.endedAt).not.toBeNull();
    expect(await lastAudit(own.shop.id)).toMatchObject({
      action: "sync.end",
      subject: `sync:${id}`,
      actorId: null,
      reason: `Emptied by run ${runId}.`,
    });
  });

  it("leaves them there where an approver says so, with a reason, as when what was kept of it is lost", async () => {
    const id = await filledSync();
    const { ledger } = await database().sync.findUniqueOrThrow({ where: { id } });
    rmSync(path.join(own.shop.folder, "state", `${id}.duckdb`));
    const { runId } = await emptySync(own.shop.marketer, { id, reason: "The sale is over." });
    await work(runId);
    expect((await rowOf(runId)).problem).toMatchObject({ code: "STATE_MISSING" });

    const asked = { id, leavePeople: true };
    await expect(endSync(own.shop.approver, asked)).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await expect(endSync(own.shop.marketer, { ...asked, reason: "Lost." })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await endSync(own.shop.approver, { ...asked, reason: "The disk was lost." });
    expect(await lastAudit(own.shop.id)).toMatchObject({
      action: "sync.end",
      after: { left: ledger },
      reason: "The disk was lost.",
    });
  });

  it("is kept when the run that empties it is cancelled, and runs nothing else until then", async () => {
    const id = await filledSync();
    const { runId } = await emptySync(own.shop.marketer, { id, reason: "A mistake." });
    await cancelRun(own.shop.marketer, { id: runId });
    expect(await getSync(own.shop.marketer, { id })).toMatchObject({ ending: false });
    const { cancelled } = await getRun(own.shop.marketer, { id: runId });
    expect(cancelled).toMatchObject({ by: own.shop.marketer.name });
    await database().sync.update({ where: { id }, data: { endingAt: new Date() } });
    await expect(runSync(own.shop.marketer, { id })).rejects.toMatchObject({ code: "ENDING" });
  });

  it("takes an approver where people would be let out of an exclusion", async () => {
    const { audience, destinationId } = await makeSync(own.shop);
    const { id } = await createSync(own.shop.marketer, {
      ...{ audienceId: audience.id, destinationId, name: "Kept from ads", object: { create: "Excluded" } },
      ...{ mapping: MAPPING, mode: "mirror", use: "exclude" },
    });
    const asked = { id, reason: "No longer needed." };
    await expect(emptySync(own.shop.marketer, asked)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(emptySync(own.shop.approver, asked)).rejects.toMatchObject({ code: "NEVER_RAN" });
  });
});

describe("emptying taken up again after it was cancelled", () => {
  it("ends the sync as it would have, and runs nothing else meanwhile", async () => {
    const id = await filledSync();
    await pauseSync(own.shop.marketer, { id });
    const { runId } = await emptySync(own.shop.marketer, { id, reason: "The sale is over." });
    await cancelRun(own.shop.marketer, { id: runId });
    await retryRun(own.shop.marketer, { id: runId });
    expect(await getSync(own.shop.marketer, { id })).toMatchObject({ ending: true });
    await work(runId);
    const { endedAt } = await database().sync.findUniqueOrThrow({ where: { id } });
    expect(endedAt).not.toBeNull();
  });

  it("takes an approver of an exclusion, as it did the first time", async () => {
    const id = await filledSync();
    const { id: _, ...first } = await database().syncVersion.findFirstOrThrow({ where: { syncId: id } });
    const json = { mapping: toJson(MAPPING), guards: toJson({}), record: Prisma.DbNull };
    await database().syncVersion.create({ data: { ...first, ...json, version: 2, use: "exclude" } });
    const { runId } = await emptySync(own.shop.approver, { id, reason: "No longer needed." });
    await cancelRun(own.shop.approver, { id: runId });
    await expect(retryRun(own.shop.marketer, { id: runId })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await rowOf(runId)).toMatchObject({ status: "cancelled" });
  });
});

describe("a full resync", () => {
  it("sends everyone again who is held", async () => {
    const id = await filledSync();
    const { runId } = await runSync(own.shop.marketer, { id, kind: "resync" });
    await work(runId);
    const run = await rowOf(runId);
    expect(run).toMatchObject({ kind: "resync", status: "succeeded", plan: { removes: 0 } });
    const { identifiers } = run.waterfall as { identifiers: { total: number } };
    expect((run.plan as { refreshes: number }).refreshes).toBe(identifiers.total);
  });
});

describe("undoing", () => {
  it("takes out whom the last run brought, pauses the sync, and is not undone again", async () => {
    const id = await filledSync();
    const { id: undone } = await database().run.findFirstOrThrow({ where: { syncId: id } });
    const { runId } = await runSync(own.shop.marketer, { id, kind: "undo", reason: "Too early." });
    await work(runId);
    const { plan, ...run } = await rowOf(runId);
    expect(run).toMatchObject({ kind: "undo", lane: "full", status: "succeeded", undoesRunId: undone });
    const { adds } = (await rowOf(undone)).plan as { adds: number };
    expect(plan).toMatchObject({ adds: 0, removes: adds });
    expect(await getSync(own.shop.marketer, { id })).toMatchObject({
      status: "paused",
      pause: { by: own.shop.marketer.name, reason: "Too early.", undo: runId },
      ledger: { held: 0, unverified: 0, due: 0 },
    });
    await resumeSync(own.shop.marketer, { id });
    await expect(runSync(own.shop.marketer, { id, kind: "undo" })).rejects.toMatchObject({
      message: "The last run was undone already.",
    });
    // Whoever is wanted is sent again by the next run.
    const again = await runSync(own.shop.marketer, { id });
    await work(again.runId);
    expect((await rowOf(again.runId)).plan).toMatchObject({ adds });
  });

  it("ends where a person pauses the sync meanwhile, and is not taken up again before that is over", async () => {
    const id = await filledSync();
    const { runId } = await runSync(own.shop.marketer, { id, kind: "undo", reason: "Too early." });
    await pauseSync(own.shop.marketer, { id });
    expect(await lastAudit(own.shop.id)).toMatchObject({ action: "sync.pause", subject: `sync:${id}` });
    await work(runId);
    expect(await rowOf(runId)).toMatchObject({ status: "blocked", problem: { code: "SYNC_PAUSED" } });
    await expect(retryRun(own.shop.marketer, { id: runId })).rejects.toMatchObject({
      message: "The sync is paused.",
    });
    await resumeSync(own.shop.marketer, { id });
    await retryRun(own.shop.marketer, { id: runId });
    await work(runId);
    expect(await rowOf(runId)).toMatchObject({ status: "succeeded", kind: "undo" });
  });

  it("has nothing to take back before anything was sent, nor after only removals", async () => {
    const { id } = await makeApprovedSync(own.shop);
    await expect(runSync(own.shop.marketer, { id, kind: "undo" })).rejects.toMatchObject({
      code: "NOTHING_TO_UNDO",
      message: "No run of this sync has sent anything yet.",
    });
  });

  it("is refused when something else was approved since, or while the sync is not live", async () => {
    const id = await filledSync();
    await pauseSync(own.shop.marketer, { id });
    await expect(runSync(own.shop.marketer, { id, kind: "undo" })).rejects.toMatchObject({
      code: "NOT_LIVE",
    });
    await database().run.updateMany({ where: { syncId: id }, data: { approvedHash: "another" } });
    await expect(runSync(own.shop.marketer, { id, kind: "undo" })).rejects.toMatchObject({
      code: "UNDO_NOT_APPROVED",
    });
  });
});
