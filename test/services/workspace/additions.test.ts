import { describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import { retryRun } from "@/lib/services/run/retry";
import { getSession } from "@/lib/services/session/get";
import { runSync } from "@/lib/services/sync/run";
import { resumeAdditions, stopAdditions } from "@/lib/services/workspace/additions";
import { ownSyncedShop } from "@/test/factories/own-synced-shop";
import { makeApprovedSync, testWorld } from "@/test/factories/synced-shop";

const own = ownSyncedShop();

const stopped = async () => (await getSession(own.shop.marketer, {})).workspace.additionsStopped;
const execute = async (id: string) => {
  await executeRun(id, testWorld(own.shop.folder));
  return database().run.findUniqueOrThrow({ where: { id } });
};
const stop = () => stopAdditions(own.shop.approver, { reason: "A wrong table" });
const resume = () => resumeAdditions(own.shop.approver, { reason: "It is right again" });

describe("stopping all additions", () => {
  it("is said to everyone, with who did it and why, and leaves an audit event either way", async () => {
    expect(await stopped()).toBeNull();
    await stop();
    await stop();
    expect(await stopped()).toEqual({
      at: expect.any(String),
      by: expect.any(String),
      reason: "A wrong table",
    });
    await resume();
    await resume();
    expect(await stopped()).toBeNull();
    const events = await database().auditEvent.findMany({
      where: { action: { in: ["workspace.stop_additions", "workspace.resume_additions"] } },
      orderBy: { sequence: "asc" },
    });
    expect(events.map(({ action, reason }) => [action, reason])).toEqual([
      ["workspace.stop_additions", "A wrong table"],
      ["workspace.resume_additions", "It is right again"],
    ]);
  });

  it("stops a run that was started before it, which goes on when it may", async () => {
    const sync = await makeApprovedSync(own.shop);
    const { runId } = await runSync(own.shop.marketer, { id: sync.id });
    await stop();
    const run = await execute(runId);
    expect(run).toMatchObject({ status: "blocked", problem: { code: "ADDITIONS_STOPPED" } });
    expect(await database().runBatch.count({ where: { runId, sentAt: { not: null } } })).toBe(0);
    await expect(retryRun(own.shop.marketer, { id: runId })).rejects.toMatchObject({
      message: expect.stringContaining("All additions of this workspace are stopped."),
    });
    await resume();
    await retryRun(own.shop.marketer, { id: runId });
    expect(await execute(runId)).toMatchObject({ status: "succeeded" });
  });

  it("leaves a run asked for meanwhile what is owed to people only", async () => {
    const sync = await makeApprovedSync(own.shop);
    await stop();
    const { runId, lane, because } = await runSync(own.shop.marketer, { id: sync.id });
    expect({ lane, because }).toEqual({
      lane: "privacy",
      because: "All additions of this workspace are stopped.",
    });
    expect(await execute(runId)).toMatchObject({ status: "succeeded", plan: { adds: 0, removes: 0 } });
    await resume();
  });
});
