import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NO_BLACKOUT, type Timing, WEEKDAYS } from "@/lib/core/schedule/types";
import { database } from "@/lib/db/client";
import { type Actor, loadActor } from "@/lib/services/actor";
import { receiveHook } from "@/lib/services/schedule/receive-hook";
import { describeSync } from "@/lib/services/sync/describe";
import { runSync } from "@/lib/services/sync/run";
import { setSyncHook } from "@/lib/services/sync/set-hook";
import { setSyncTiming } from "@/lib/services/sync/set-timing";
import { createSync, type TestSync } from "@/test/factories/sync";
import { lastAudit, ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const NOTHING: Timing = { schedule: { kind: "none" }, blackout: NO_BLACKOUT, endsOn: null };
let sync: TestSync;
let marketer: Actor;

beforeEach(async () => {
  const policy = { tags: {}, columns: {}, consent: {}, suppression: {}, minimumSize: 0 };
  sync = await createSync({
    endpoint: "http://platform.test",
    kind: "meta",
    policy,
    mapping: { fields: {} },
  });
  const { workspaceId, userId } = sync;
  await database().membership.create({ data: { workspaceId, userId, role: "marketer" } });
  await database().sync.update({ where: { id: sync.syncId }, data: { ownerId: userId, approvedHash: "x" } });
  marketer = await loadActor(userId, workspaceId);
});
const set = (timing: Partial<Timing>, id = sync.syncId) =>
  setSyncTiming(marketer, { id, ...NOTHING, ...timing });

async function anotherSync(): Promise<string> {
  const other = await createSync({ endpoint: "http://platform.test" });
  const { workspaceId } = sync;
  await database().sync.update({ where: { id: other.syncId }, data: { workspaceId, name: "Other" } });
  return other.syncId;
}

describe("when a sync runs", () => {
  it("is kept with its next slot, and shown in words", async () => {
    const schedule = { kind: "cron" as const, cron: "0 6 * * *", zone: "Europe/Berlin" };
    const windows = [{ days: ["sunday" as const], from: "00:00", to: "00:00" }];
    const view = await set({ schedule, blackout: { windows, zone: null }, endsOn: "2030-12-31" });
    expect(view.timing).toEqual({
      schedule,
      blackout: { windows, zone: null },
      endsOn: "2030-12-31",
      words: "Every day at 06:00, Europe/Berlin",
      blackoutWords: "Not on Sunday all day, UTC",
      nextRunAt: expect.any(String),
      isOver: false,
      isOrphan: false,
    });
    const { nextSlotAt, lookAt } = await database().sync.findUniqueOrThrow({ where: { id: sync.syncId } });
    expect(nextSlotAt!.getTime()).toBeGreaterThan(Date.now());
    expect(lookAt).toEqual(nextSlotAt);
    expect(await lastAudit(sync.workspaceId)).toMatchObject({
      action: "sync.set_timing",
      before: NOTHING,
      after: { schedule, endsOn: "2030-12-31" },
    });
    expect((await set({})).timing).toMatchObject({ words: "Only when someone starts it", nextRunAt: null });
  });

  it("is refused where it makes no sense, with what to do", async () => {
    const cron = (text: string) => set({ schedule: { kind: "cron", cron: text, zone: "UTC" } });
    await expect(cron("every day")).rejects.toMatchObject({
      code: "INVALID_SCHEDULE",
      problems: [{ code: "NOT_A_CRON", path: "schedule.cron" }],
    });
    await expect(
      set({ schedule: { kind: "cron", cron: "0 6 * * *", zone: "Berlin" } }),
    ).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
    await expect(set({ schedule: { kind: "interval", minutes: 1 } })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: "schedule.minutes: It runs every 5 minutes at most.",
    });
    await expect(set({ endsOn: "31.12.2030" })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  it("may be after another sync of the workspace, never in a circle, and says when that one has ended", async () => {
    const other = await anotherSync();
    const third = await anotherSync();
    const view = await set({ schedule: { kind: "after_sync", sync: other } });
    expect(view.timing).toMatchObject({ words: "After each run of Other", isOrphan: false, nextRunAt: null });
    await database().sync.update({
      where: { id: third },
      data: { schedule: { kind: "after_sync", sync: sync.syncId }, afterSyncId: sync.syncId },
    });
    await database().sync.update({ where: { id: other }, data: { afterSyncId: third } });
    await expect(set({ schedule: { kind: "after_sync", sync: other } })).rejects.toMatchObject({
      problems: [{ code: "CIRCLE" }],
    });
    await expect(set({ schedule: { kind: "after_sync", sync: sync.syncId } })).rejects.toMatchObject({
      problems: [{ code: "CIRCLE" }],
    });
    const { syncId: foreign } = await createSync({ endpoint: "http://platform.test" });
    await expect(set({ schedule: { kind: "after_sync", sync: foreign } })).rejects.toMatchObject({
      problems: [{ code: "UNKNOWN_SYNC" }],
    });
    await database().sync.update({ where: { id: other }, data: { endedAt: new Date() } });
    expect((await describeSync(marketer, { id: sync.syncId })).timing).toMatchObject({
      words: "After each run of a sync that has ended",
      isOrphan: true,
    });
  });

  it("may be after a dbt job, with a secret that is made here once or comes from dbt", async () => {
    const view = await set({ schedule: { kind: "after_dbt", job: "nightly" } });
    expect(view.hook).toEqual({ path: `/api/hooks/dbt/${sync.syncId}`, isSet: false });
    const made = await setSyncHook(marketer, { id: sync.syncId });
    expect(made).toEqual({ path: view.hook.path, secret: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await setSyncHook(marketer, { id: sync.syncId, secret: "given-by-dbt-itself" })).toEqual({
      path: view.hook.path,
      secret: null,
    });
    const row = await database().sync.findUniqueOrThrow({ where: { id: sync.syncId } });
    expect(row.hookSecret).not.toContain("given-by-dbt");
    expect(await lastAudit(sync.workspaceId)).toMatchObject({
      action: "sync.set_hook",
      before: { set: true },
      after: { set: true, given: true },
    });
    const message = { syncId: sync.syncId, body: "{}", signature: "00" };
    await expect(receiveHook(message)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });
});

describe("what a sync is known by", () => {
  it("is a description, labels without repeats, and an owner who is here", async () => {
    const view = await describeSync(marketer, {
      id: sync.syncId,
      description: " For the autumn sale. ",
      labels: ["Sale", "autumn", "sale "],
    });
    expect(view).toMatchObject({
      description: "For the autumn sale.",
      labels: ["autumn", "sale"],
      owner: { id: sync.userId, name: "Ada", isGone: false },
    });
    expect(await lastAudit(sync.workspaceId)).toMatchObject({
      action: "sync.describe",
      before: { description: "", labels: [] },
      after: { description: "For the autumn sale.", labels: ["autumn", "sale"] },
    });
    const { userId: stranger } = await createSync({ endpoint: "http://platform.test" });
    await expect(describeSync(marketer, { id: sync.syncId, ownerId: stranger })).rejects.toMatchObject({
      code: "NOT_A_MEMBER",
    });
  });

  it("says when its owner is no longer a member", async () => {
    const { workspaceId } = sync;
    const { id: userId } = await database().user.create({
      data: { email: `${workspaceId}@a.test`, name: "Bo" },
    });
    await database().membership.create({ data: { workspaceId, userId, role: "viewer" } });
    await describeSync(marketer, { id: sync.syncId, ownerId: userId });
    await database().membership.updateMany({ where: { userId }, data: { disabled: true } });
    expect((await describeSync(marketer, { id: sync.syncId })).owner).toEqual({
      id: userId,
      name: "Bo",
      isGone: true,
    });
  });
});

describe("running by hand", () => {
  const allDay = { days: [...WEEKDAYS], from: "00:00", to: "00:00" };
  const start = (over: object = {}) => runSync(marketer, { id: sync.syncId, ...over });

  beforeEach(async () => {
    // The rest of an approval is of no matter here.
    const { syncId: id } = sync;
    await database().sync.update({ where: { id }, data: { blackout: { windows: [allDay], zone: null } } });
  });

  it("waits for a blackout unless whoever asks has seen it, and never to remove", async () => {
    await expect(start()).rejects.toMatchObject({
      code: "BLACKOUT",
      fix: "Wait until it is over, or run it anyway.",
    });
    const { runId, lane } = await start({ duringBlackout: true });
    expect(lane).toBe("full");
    await database().run.update({ where: { id: runId }, data: { status: "succeeded" } });
    await database().sync.update({ where: { id: sync.syncId }, data: { paused: true } });
    expect(await start()).toMatchObject({ lane: "privacy", because: "The sync is paused." });
  });

  it("is refused after the last day", async () => {
    const data = { endsOn: "2020-01-31", blackout: { ...NO_BLACKOUT } };
    await database().sync.update({ where: { id: sync.syncId }, data: data as object });
    await expect(start()).rejects.toMatchObject({
      code: "END_DATE_PASSED",
      message: "The last day of this sync was 2020-01-31.",
    });
  });
});
