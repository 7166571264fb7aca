import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NO_BLACKOUT, type Schedule, type Timing } from "@/lib/core/schedule/types";
import { database } from "@/lib/db/client";
import { fireDueSyncs } from "@/lib/services/schedule/fire";
import { followRun } from "@/lib/services/schedule/follow";
import { createRun, createSync, type TestSync } from "@/test/factories/sync";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const log = { error: () => undefined };
const daily: Schedule = { kind: "cron", cron: "0 6 * * *", zone: "UTC" };
const SLOT = new Date("2026-11-20T06:00:00Z");
const NOW = new Date("2026-11-20T06:00:04Z");
const HELD = { due: 0, in_flight: 0, held: 3, unverified: 0, refused: 0, removed: 0 };

// What another test left due is not for this one.
beforeEach(async () => {
  await database().sync.updateMany({ data: { lookAt: null } });
});

async function dueSync(timing: Partial<Timing> = {}, data: object = {}): Promise<TestSync> {
  const sync = await createSync({ endpoint: "http://platform.test" });
  const { schedule = daily, blackout = NO_BLACKOUT, endsOn = null } = timing;
  await database().sync.update({
    where: { id: sync.syncId },
    data: { schedule, blackout: { ...blackout }, endsOn, nextSlotAt: SLOT, lookAt: SLOT, ...data } as object,
  });
  return sync;
}

const runsOf = ({ syncId }: TestSync) =>
  database().run.findMany({ where: { syncId }, orderBy: { createdAt: "asc" } });
const syncRow = ({ syncId }: TestSync) => database().sync.findUniqueOrThrow({ where: { id: syncId } });

describe("the scheduler", () => {
  it("starts one run for the slot and turns to the next", async () => {
    const sync = await dueSync();
    expect(await fireDueSyncs(log, NOW)).toHaveLength(1);
    expect(await runsOf(sync)).toMatchObject([
      {
        kind: "sync",
        lane: "full",
        trigger: "schedule",
        asOf: SLOT,
        slotAt: SLOT,
        missedSlots: 0,
        triggeredById: null,
      },
    ]);
    const next = new Date("2026-11-21T06:00:00Z");
    expect(await syncRow(sync)).toMatchObject({ nextSlotAt: next, lookAt: next });
    expect(await fireDueSyncs(log, NOW)).toEqual([]);
    const [event] = await database().auditEvent.findMany({ where: { workspaceId: sync.workspaceId } });
    expect(event).toMatchObject({
      action: "run.start",
      actor: "Coterie",
      after: { sync: sync.syncId, trigger: "schedule", asOf: SLOT.toISOString() },
    });
  });

  it("starts every slot once, however many look at the same moment", async () => {
    const syncs = await Promise.all(Array.from({ length: 6 }, () => dueSync()));
    const started = await Promise.all(Array.from({ length: 5 }, () => fireDueSyncs(log, NOW)));
    expect(new Set(started.flat()).size).toBe(6);
    expect(started.flat()).toHaveLength(6);
    for (const sync of syncs) expect(await runsOf(sync)).toHaveLength(1);
  });

  it("starts one run for the slots of a time without workers, as of the latest, and says how many it stands for", async () => {
    const sync = await dueSync();
    await fireDueSyncs(log, new Date("2026-11-23T10:00:00Z"));
    expect(await runsOf(sync)).toMatchObject([{ asOf: new Date("2026-11-23T06:00:00Z"), missedSlots: 3 }]);
    expect(await syncRow(sync)).toMatchObject({ nextSlotAt: new Date("2026-11-24T06:00:00Z") });
  });

  it("waits until a blackout is over, and then keeps the slot", async () => {
    const windows = [{ days: ["friday" as const], from: "05:00", to: "08:00" }];
    const sync = await dueSync({ blackout: { windows, zone: null } });
    expect(await fireDueSyncs(log, NOW)).toEqual([]);
    const over = new Date("2026-11-20T08:00:00Z");
    expect(await syncRow(sync)).toMatchObject({ nextSlotAt: SLOT, lookAt: over });
    expect(await fireDueSyncs(log, over)).toHaveLength(1);
    expect(await runsOf(sync)).toMatchObject([{ asOf: SLOT, slotAt: SLOT }]);
  });

  it("looks again soon while a run of the sync is under way", async () => {
    const sync = await dueSync();
    await createRun(sync);
    expect(await fireDueSyncs(log, NOW)).toEqual([]);
    expect(await syncRow(sync)).toMatchObject({ nextSlotAt: SLOT, lookAt: new Date(NOW.getTime() + 15_000) });
  });

  it("stops after the last day", async () => {
    const sync = await dueSync({ endsOn: "2026-11-19" });
    expect(await fireDueSyncs(log, NOW)).toEqual([]);
    expect(await syncRow(sync)).toMatchObject({ nextSlotAt: null, lookAt: null });
  });

  it("takes owed removals only from a paused sync that holds people, and leaves one that holds nobody", async () => {
    const holding = await dueSync({}, { paused: true, ledger: HELD });
    const empty = await dueSync({}, { paused: true });
    expect(await fireDueSyncs(log, NOW)).toHaveLength(1);
    expect(await runsOf(holding)).toMatchObject([{ lane: "privacy", slotAt: SLOT }]);
    expect(await runsOf(empty)).toEqual([]);
    expect(await syncRow(empty)).toMatchObject({ nextSlotAt: new Date("2026-11-21T06:00:00Z") });
  });

  it("starts nothing that was never approved, has ended, is being emptied or lost its object", async () => {
    const draft = await dueSync({}, { approvedVersionId: null });
    const ended = await dueSync({}, { endedAt: SLOT });
    const ending = await dueSync({}, { endingAt: SLOT });
    const lost = await dueSync({}, { objectGoneAt: SLOT });
    expect(await fireDueSyncs(log, NOW)).toEqual([]);
    for (const sync of [draft, ended, ending, lost]) expect(await runsOf(sync)).toEqual([]);
  });

  it("puts off a sync it cannot start, and starts the others", async () => {
    const broken = await dueSync({ schedule: { kind: "cron", cron: "broken", zone: "UTC" } });
    const good = await dueSync({}, { lookAt: new Date(SLOT.getTime() + 1_000) });
    const errors: object[] = [];
    await fireDueSyncs({ error: (entry: object) => void errors.push(entry) }, NOW);
    expect(errors).toEqual([{ sync: broken.syncId, code: "NOT_A_CRON", details: {} }]);
    expect(await syncRow(broken)).toMatchObject({ lookAt: new Date(NOW.getTime() + 60_000) });
    expect(await runsOf(good)).toHaveLength(1);
  });

  it("goes by the database's clock when none is given", async () => {
    const sync = await dueSync({}, { lookAt: new Date(Date.now() + 3_600_000) });
    expect(await fireDueSyncs(log)).toEqual([]);
    await database().sync.update({
      where: { id: sync.syncId },
      data: { lookAt: new Date(Date.now() - 1_000) },
    });
    expect(await fireDueSyncs(log)).toHaveLength(1);
  });
});

describe("a sync that follows another", () => {
  const asOf = new Date("2026-11-20T05:00:00Z");

  async function follower(): Promise<{ first: TestSync; second: TestSync }> {
    const first = await createSync({ endpoint: "http://platform.test" });
    const second = await createSync({ endpoint: "http://platform.test" });
    const { workspaceId } = first;
    await database().sync.update({
      where: { id: second.syncId },
      data: { workspaceId, schedule: { kind: "after_sync", sync: first.syncId }, afterSyncId: first.syncId },
    });
    return { first, second };
  }
  const ended = ({ syncId, workspaceId }: TestSync, over: object = {}) =>
    database().$transaction((tx) =>
      followRun(tx, { syncId, workspaceId, kind: "sync", lane: "full", asOf, ...over }),
    );

  it("runs as of the same instant, once", async () => {
    const { first, second } = await follower();
    await ended(first);
    expect(await fireDueSyncs(log)).toHaveLength(1);
    expect(await runsOf(second)).toMatchObject([{ trigger: "after_sync", asOf, slotAt: asOf }]);
    await database().run.updateMany({ where: { syncId: second.syncId }, data: { status: "succeeded" } });
    await ended(first);
    expect(await fireDueSyncs(log)).toEqual([]);
  });

  it("is not started by removals, dry runs or undoing", async () => {
    const { first, second } = await follower();
    await ended(first, { lane: "privacy" });
    for (const kind of ["dry_run", "undo", "empty"]) await ended(first, { kind });
    expect(await syncRow(second)).toMatchObject({ nextSlotAt: null });
  });
});
