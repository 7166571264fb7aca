import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, database } from "@/lib/db/client";
import { migrate } from "@/lib/db/migrate";
import { stopQueue } from "@/lib/db/queue";
import { verifyChain } from "@/lib/services/activity/verify";
import { type Actor, loadActor } from "@/lib/services/actor";
import { approveChangeSet } from "@/lib/services/change-set/approve";
import { simulatorVariable } from "@/lib/services/destination/endpoint";
import { startSimulators } from "@/lib/services/destination/simulate";
import { executeRun } from "@/lib/services/run/execute";
import { ledgerScope } from "@/lib/services/run/execute/subject";
import { getRun } from "@/lib/services/run/list";
import { getSync } from "@/lib/services/sync/get";
import { resumeSync } from "@/lib/services/sync/pause";
import { runSync } from "@/lib/services/sync/run";
import { testWorld } from "@/test/factories/synced-shop";
import { digestOf } from "@/test/factories/wanted";
import { HOME, SECRET } from "./upgrade/place";
import { type Restored, restorePrevious } from "./upgrade/restore";
import { changeShop } from "./upgrade/story";

const DATA = "test/db/upgrade/data";

describe.each(readdirSync(DATA))("data of %s", (name) => {
  let previous: Restored;
  let applied: string[];
  let simulators: { close(): Promise<void> };
  let marketer: Actor;
  let approver: Actor;

  beforeAll(async () => {
    previous = await restorePrevious(path.join(DATA, name));
    Object.assign(process.env, {
      DATABASE_URL: previous.databaseUrl,
      COTERIE_HOME: HOME,
      COTERIE_SECRET: SECRET,
    });
    applied = await migrate(previous.databaseUrl, "prisma/migrations");
    simulators = await startSimulators(HOME);
    const members = await database().membership.findMany();
    const as = ({ userId, workspaceId }: (typeof members)[number]) => loadActor(userId, workspaceId);
    marketer = await as(members.find(({ role }) => role === "marketer")!);
    approver = await as(members.find(({ role }) => role === "approver")!);
  });
  afterAll(async () => {
    await stopQueue(0);
    await closeDatabase();
    await simulators.close();
    await previous.remove();
  });

  const syncOf = (name: string) =>
    database().sync.findFirstOrThrow({ where: { name }, include: { destination: true } });
  const run = async (syncName: string) => {
    const { id } = await syncOf(syncName);
    const { runId } = await runSync(marketer, { id });
    await executeRun(runId, testWorld(HOME));
    return getRun(marketer, { id: runId });
  };

  /** What the platform holds of a sync, how many calls brought it there, and what the ledger says of it. */
  async function held(syncName: string) {
    const sync = await syncOf(syncName);
    const answer = await fetch(`${process.env[simulatorVariable("meta")]}/_simulator/state?identifiers=1`);
    const { audiences } = (await answer.json()) as {
      audiences: { id: string; list: string[]; calls: { add: number; remove: number } }[];
    };
    const { list, calls } = audiences.find(({ id }) => id === sync.objectId)!;
    const state = await testWorld(HOME).state.open(sync.id);
    try {
      return { list, calls, digest: await state.digest(ledgerScope(sync)) };
    } finally {
      await state.close();
    }
  }

  it("is brought up to date by the migrations it lacks", () => {
    const all = readdirSync("prisma/migrations").filter((one) => /^\d/.test(one));
    expect(applied).toEqual(all.sort().filter((one) => !previous.migrations.includes(one)));
  });

  it("keeps every approval and every sync as it was", async () => {
    const syncs = await database().sync.findMany({ orderBy: { name: "asc" } });
    const views = await Promise.all(syncs.map(({ id }) => getSync(marketer, { id })));
    expect(views.map(({ name, status }) => [name, status])).toEqual([
      ["Asked", "live"],
      ["Cut short", "live"],
      ["Failed", "live"],
      ["Mirrored", "live"],
      ["Paused", "paused"],
      ["Resting", "live"],
      ["Unrun", "live"],
    ]);
  });

  it("sends nothing where nothing changed, and holds in the ledger what the platform holds", async () => {
    for (const syncName of ["Mirrored", "Asked", "Resting"]) {
      const before = await held(syncName);
      expect(await run(syncName)).toMatchObject({
        status: "succeeded",
        plan: { adds: 0, updates: 0, removes: 0, resends: 0, refreshes: 0 },
      });
      expect(await held(syncName)).toEqual(before);
      expect(before.digest).toEqual(digestsOf(before.list));
    }
  });

  it("takes out who left and adds who came, and nobody else", async () => {
    const { calls } = await held("Mirrored");
    changeShop(HOME, (lines) => [
      ...lines.filter((line) => !line.startsWith("4,")),
      "31,person31@shop.test,+493090182041,DE,true",
    ]);
    expect(await run("Mirrored")).toMatchObject({
      status: "succeeded",
      plan: { adds: "<10", removes: "<10" },
    });
    expect((await held("Mirrored")).calls).toEqual({ add: calls.add + 1, remove: calls.remove + 1 });
  });

  it("runs what had never run, and what was stopped at the platform", async () => {
    for (const syncName of ["Unrun", "Failed"]) {
      expect(await run(syncName)).toMatchObject({ status: "succeeded" });
      const { list, digest } = await held(syncName);
      expect(digest).toEqual(digestsOf(list));
    }
  });

  it("goes on with a run that was cut short", async () => {
    const { id } = await database().run.findFirstOrThrow({ where: { status: "running" } });
    await executeRun(id, testWorld(HOME));
    expect(await getRun(marketer, { id })).toMatchObject({ status: "succeeded" });
    const { list, digest } = await held("Cut short");
    expect(digest).toEqual(digestsOf(list));
  });

  it("resumes what was paused, and decides what was asked", async () => {
    await resumeSync(marketer, { id: (await syncOf("Paused")).id });
    expect(await run("Paused")).toMatchObject({ status: "succeeded" });
    const { id } = await database().changeSet.findFirstOrThrow({ where: { status: "waiting" } });
    await approveChangeSet(approver, { id });
    expect(await run("Asked")).toMatchObject({ status: "succeeded" });
  });

  it("has voided none of them on the way", async () => {
    const approvals = {
      select: { id: true, approvedHash: true, voidReason: true },
      orderBy: { id: "asc" },
    } as const;
    const { id: asked } = await syncOf("Asked");
    const isUntouched = ({ id }: { id: string }) => id !== asked;
    const now = (await database().sync.findMany(approvals)).filter(isUntouched);
    expect(now).toEqual(previous.approvals.filter(isUntouched));
  });

  it("keeps its audit chain whole", async () => {
    expect(await verifyChain(marketer.workspaceId)).toMatchObject({ ok: true, brokenAt: null });
  });
});

/** "EMAIL 5e88…" by kind, as a ledger digests them. */
function digestsOf(list: readonly string[]) {
  const kinds = Map.groupBy(list, (one) => one.split(" ")[0]!);
  const values = (of: readonly string[]) => of.map((one) => one.slice(one.indexOf(" ") + 1));
  return Object.fromEntries([...kinds].map(([kind, of]) => [kind, digestOf(values(of))]));
}
