import { afterAll, beforeAll, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { giveUpMeasuring } from "@/lib/services/change-set/give-up";
import { giveUpRun } from "@/lib/services/run/give-up";
import { startPrivacyRuns } from "@/lib/services/run/start-privacy";
import { createChangeSet, createRun, createSync, type TestSync } from "@/test/factories/sync";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const NOTHING = { due: 0, in_flight: 0, held: 0, unverified: 0, refused: 0, removed: 0 };

/** A sync that has run once, ended like this, and is now like that. */
async function syncAfter(
  status: "succeeded" | "blocked" | "failed",
  now: object = {},
  finishedAt = new Date(),
): Promise<TestSync> {
  const sync = await createSync({ endpoint: "http://platform.test" });
  const id = await createRun(sync);
  await database().run.update({ where: { id }, data: { status, finishedAt } });
  await database().sync.update({ where: { id: sync.syncId }, data: { ledger: NOTHING, ...now } });
  return sync;
}
const newestRun = (sync: TestSync) =>
  database().run.findFirstOrThrow({ where: { syncId: sync.syncId }, orderBy: { createdAt: "desc" } });

it("queues a privacy run for every sync that is paused, void, blocked or has not run through for a day, and for no other", async () => {
  const paused = await syncAfter("succeeded", { paused: true });
  const gone = await syncAfter("succeeded", { voidReason: "The mapping changed." });
  const blocked = await syncAfter("blocked");
  const failed = await syncAfter("failed");
  const idle = await syncAfter("succeeded", {}, new Date(Date.now() - 86_400_000));
  const live = await syncAfter("succeeded");
  const started = await startPrivacyRuns();
  expect(started).toHaveLength(5);
  for (const sync of [paused, gone, blocked, failed, idle]) {
    expect(await newestRun(sync)).toMatchObject({ lane: "privacy", status: "queued", triggeredById: null });
  }
  expect(await newestRun(live)).toMatchObject({ lane: "full" });
  const event = await database().auditEvent.findFirstOrThrow({ where: { workspaceId: paused.workspaceId } });
  expect(event).toMatchObject({ action: "run.start", actor: "Coterie", after: { lane: "privacy" } });
});

it("queues nothing for a sync with a run under way, or that never sent anyone", async () => {
  const sync = await syncAfter("succeeded", { paused: true });
  expect(await startPrivacyRuns({ syncId: sync.syncId })).toHaveLength(1);
  expect(await startPrivacyRuns({ syncId: sync.syncId })).toEqual([]);
  const fresh = await createSync({ endpoint: "http://platform.test" });
  await database().sync.update({ where: { id: fresh.syncId }, data: { paused: true } });
  expect(await startPrivacyRuns({ syncId: fresh.syncId })).toEqual([]);
});

it("queues one for a sync whose only run was given up after it had sent people", async () => {
  const sync = await createSync({ endpoint: "http://platform.test" });
  const id = await createRun(sync);
  await database().runBatch.create({
    data: {
      runId: id,
      number: 1,
      operation: "add",
      identifier: "EMAIL",
      firstRow: 1,
      rows: 2,
      sentAt: new Date(),
    },
  });
  await giveUpRun(id);
  await database().sync.update({ where: { id: sync.syncId }, data: { paused: true } });
  expect(await startPrivacyRuns({ syncId: sync.syncId })).toHaveLength(1);
});

it("ends a run nobody could work on, and leaves one that has ended alone", async () => {
  const sync = await createSync({ endpoint: "http://platform.test" });
  const id = await createRun(sync);
  await giveUpRun(id);
  expect(await newestRun(sync)).toMatchObject({ status: "failed", problem: { code: "WORKER_KEPT_ENDING" } });
  await database().run.update({ where: { id }, data: { status: "succeeded" } });
  await giveUpRun(id);
  expect(await newestRun(sync)).toMatchObject({ status: "succeeded" });
});

it("ends a request nobody could measure", async () => {
  const id = await createChangeSet(await createSync({ endpoint: "http://platform.test" }));
  await giveUpMeasuring(id);
  const changeSet = await database().changeSet.findUniqueOrThrow({ where: { id } });
  expect(changeSet).toMatchObject({ status: "failed", failure: { code: "WORKER_KEPT_ENDING" } });
});
