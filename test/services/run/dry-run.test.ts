import { describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import { getRun } from "@/lib/services/run/list";
import { retryRun } from "@/lib/services/run/retry";
import { getSync } from "@/lib/services/sync/get";
import { pauseSync } from "@/lib/services/sync/pause";
import { runSync } from "@/lib/services/sync/run";
import { sourceAge } from "@/lib/services/sync/source-age";
import { ownSyncedShop } from "@/test/factories/own-synced-shop";
import { makeApprovedSync, makeSync, testWorld } from "@/test/factories/synced-shop";

const own = ownSyncedShop();

async function dryRun(id: string): Promise<string> {
  const { runId } = await runSync(own.shop.marketer, { id, kind: "dry_run" });
  await executeRun(runId, testWorld(own.shop.folder));
  return runId;
}
async function realRun(id: string) {
  const { runId } = await runSync(own.shop.marketer, { id });
  await executeRun(runId, testWorld(own.shop.folder));
  return database().run.findUniqueOrThrow({ where: { id: runId } });
}

describe("a dry run", () => {
  it("plans what a run would send, sends nothing and leaves the ledger alone", async () => {
    const sync = await makeApprovedSync(own.shop);
    const dry = await getRun(own.shop.marketer, { id: await dryRun(sync.id) });
    expect(dry).toMatchObject({
      kind: "dry_run",
      status: "succeeded",
      phase: "done",
      batches: [],
      ledger: null,
    });
    expect(dry.plan?.adds).toBeGreaterThan(0);
    expect(await getSync(own.shop.marketer, { id: sync.id })).toMatchObject({ lastRun: null, ledger: null });
    const real = await realRun(sync.id);
    const planned = await database().run.findUniqueOrThrow({ where: { id: dry.id } });
    expect(real.plan).toEqual(planned.plan);
    const after = await getRun(own.shop.marketer, { id: await dryRun(sync.id) });
    expect(after.plan).toMatchObject({ adds: 0, removes: 0, calls: 0 });
  });

  it("needs no approval and goes on while a sync is paused", async () => {
    const draft = await makeSync(own.shop);
    await expect(runSync(own.shop.marketer, { id: draft.id, kind: "dry_run" })).resolves.toMatchObject({
      lane: "full",
      because: null,
    });
    const live = await makeApprovedSync(own.shop);
    await pauseSync(own.shop.marketer, { id: live.id });
    const dry = await getRun(own.shop.marketer, { id: await dryRun(live.id) });
    expect(dry).toMatchObject({ lane: "full", status: "succeeded" });
    expect(dry.plan?.adds).toBeGreaterThan(0);
  });

  it("shows what a run that a guard stops would have sent", async () => {
    const sync = await makeApprovedSync(own.shop);
    const { policyVersionId } = await database().changeSet.findUniqueOrThrow({
      where: { id: sync.changeSetId },
    });
    const { policy } = await database().policyVersion.findUniqueOrThrow({ where: { id: policyVersionId } });
    const strict = { ...(policy as object), minimumSize: 1_000_000 };
    await database().policyVersion.create({
      data: {
        ...{ workspaceId: own.shop.id, destinationId: sync.destinationId, version: 2, policy: strict },
        ...{ reason: "test", createdById: own.shop.admin.userId },
      },
    });
    const dry = await getRun(own.shop.marketer, { id: await dryRun(sync.id) });
    expect(dry).toMatchObject({ status: "blocked", problem: { code: "TOO_FEW_PEOPLE" } });
    expect(dry.plan?.adds).toBeGreaterThan(0);
    await expect(retryRun(own.shop.marketer, { id: dry.id })).rejects.toMatchObject({
      code: "NOT_RETRIABLE",
    });
  });

  it("does not stand in the way of retrying the run before it", async () => {
    const sync = await makeApprovedSync(own.shop);
    const { id } = await realRun(sync.id);
    await database().run.update({ where: { id }, data: { status: "failed" } });
    await dryRun(sync.id);
    await expect(retryRun(own.shop.marketer, { id })).resolves.toMatchObject({ status: "queued" });
  });
});

describe("the newest rows that are read", () => {
  it("are told once a sync has run", async () => {
    const sync = await makeApprovedSync(own.shop);
    expect(await sourceAge(own.shop.marketer, { id: sync.id })).toEqual([]);
    await dryRun(sync.id);
    for (const { newest } of await sourceAge(own.shop.marketer, { id: sync.id })) {
      expect(new Date(newest).getTime()).toBeLessThanOrEqual(Date.now());
    }
  });
});
