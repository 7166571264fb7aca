import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import { database } from "@/lib/db/client";
import { acquireLease } from "@/lib/db/lease";
import { definitionOf } from "@/lib/services/destination/definitions";
import { simulatorVariable } from "@/lib/services/destination/endpoint";
import { startSimulator as startOwn } from "@/lib/services/destination/simulate";
import { executeRun } from "@/lib/services/run/execute";
import { runWithSubject } from "@/lib/services/run/execute/subject";
import { inspectPlan } from "@/lib/services/run/inspect";
import { getRun } from "@/lib/services/run/list";
import { withPastPlan } from "@/lib/services/run/past-plan";
import { replayInto, replayPlan } from "@/lib/services/run/replay";
import { runSync } from "@/lib/services/sync/run";
import { makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { makeApprovedSync, startSimulator, testWorld } from "@/test/factories/synced-shop";
import { lastAudit, ownDatabase } from "@/test/factories/workspace";
import { startCaptureProxy } from "@/test/support/capture-proxy";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-past-plan-"));
let shop: ShopWorkspace;
let simulator: RunningSimulator;
let proxy: Awaited<ReturnType<typeof startCaptureProxy>>;
let sent: Buffer[] = [];
let syncId: string;
let runId: string;

/** Bodies that carry people, as they were on the wire. */
const isUsers = ({ method, url }: { method: string; url: string }) =>
  method !== "GET" && url.includes("/users");

beforeAll(async () => {
  simulator = await startSimulator();
  proxy = await startCaptureProxy(simulator.url, (captured) => {
    if (isUsers(captured)) sent.push(captured.body);
  });
  process.env[simulatorVariable("meta")] = proxy.url;
  shop = await makeShop(folder);
  process.env.COTERIE_HOME = shop.folder;
  ({ id: syncId } = await makeApprovedSync(shop));
  ({ runId } = await runSync(shop.marketer, { id: syncId }));
  await executeRun(runId, testWorld(shop.folder));
});
afterAll(async () => {
  delete process.env.COTERIE_HOME;
  await proxy.close();
  await simulator.close();
  rmSync(folder, { recursive: true });
});

describe("a past plan", () => {
  it("goes to a simulator of its own byte for byte as it was sent, and nowhere else", async () => {
    const before = sent;
    expect(before.length).toBeGreaterThan(0);
    const { subject } = await runWithSubject(runId);
    const definition = definitionOf("meta");
    const other = await startOwn("meta", { port: 0, settings: subject.destination.settings });
    const replayed: Buffer[] = [];
    const tap = await startCaptureProxy(other.url, (captured) => {
      if (isUsers(captured)) replayed.push(captured.body);
    });
    const { settings } = subject.destination;
    const { secrets } = definition.simulator!.account;
    const client = definition.connect({ settings, secrets, endpoint: tap.url });
    await withPastPlan({ runId, subject }, ({ state, plan }) =>
      replayInto({ definition, client }, { state, plan, subject }),
    );
    expect(replayed.map(String)).toEqual(before.map(String));
    await tap.close();
    await other.close();

    sent = [];
    const { plan } = await database().run.findUniqueOrThrow({ where: { id: runId } });
    const { adds } = plan as { adds: number };
    expect(await replayPlan(shop.admin, { id: runId })).toEqual({
      batches: before.length,
      rows: adds,
      received: adds,
      refused: 0,
    });
    expect(sent).toEqual([]);
    expect(await lastAudit(shop.id)).toMatchObject({
      action: "run.replay",
      subject: `run:${runId}`,
      after: { rows: adds },
    });
  });

  it("shows admins the rows of a batch as they were sent, and notes that someone looked", async () => {
    const { rows, total } = await inspectPlan(shop.admin, { id: runId, batch: 1 });
    expect(rows).toHaveLength(total);
    expect(rows[0]).toEqual({ number: 1, value: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await lastAudit(shop.id)).toMatchObject({
      action: "run.inspect",
      actorId: shop.admin.userId,
      after: { batch: 1, offset: 0 },
    });
    const past = (row: number) => inspectPlan(shop.admin, { id: runId, batch: 1, offset: row });
    expect((await past(total)).rows).toEqual([]);
    const rest = await inspectPlan(shop.admin, { id: runId, batch: 1, offset: total - 1 });
    expect(rest.rows).toEqual([{ number: total, value: rows.at(-1)!.value }]);
    await expect(inspectPlan(shop.admin, { id: runId, batch: 99 })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(inspectPlan(shop.approver, { id: runId, batch: 1 })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  it("of a run that was stopped on its way is the one that is asked for", async () => {
    setConsent({ 2: false, 5: true });
    const { runId: id } = await runSync(shop.marketer, { id: syncId });
    sent = [];
    await executeRun(id, pausedAfterOneCall());
    await database().sync.update({ where: { id: syncId }, data: { paused: false } });
    const { batches, problem } = await getRun(shop.admin, { id });
    expect(problem).toMatchObject({ code: "SYNC_PAUSED" });
    expect(batches.map(({ number, earlierPlan, operation }) => [number, earlierPlan, operation])).toEqual([
      [1, 1, "remove"],
    ]);
    expect(await inspectPlan(shop.admin, { id, batch: 1, earlierPlan: 1 })).toMatchObject({
      ...{ operation: "remove", total: 1 },
      rows: [{ number: 1, value: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
    expect(await lastAudit(shop.id)).toMatchObject({
      action: "run.inspect",
      after: { batch: 1, earlierPlan: 1 },
    });
    await expect(inspectPlan(shop.admin, { id, batch: 1 })).rejects.toMatchObject({ code: "NOT_FOUND" });
    // Of the plan it was stopped at, what was sent; of the one it ended with, nothing was left to send.
    const once = { batches: 1, rows: 1, received: 1, refused: 0 };
    expect(await replayPlan(shop.admin, { id, earlierPlan: 1 })).toEqual(once);
    expect(await replayPlan(shop.admin, { id })).toEqual({ batches: 0, rows: 0, received: 0, refused: 0 });
    await expect(replayPlan(shop.admin, { id, earlierPlan: 2 })).rejects.toMatchObject({
      code: "PLAN_NOT_KEPT",
    });
  });

  it("waits for a run that is at work, and says when it is not kept", async () => {
    const lease = (await acquireLease(`sync:${syncId}`))!;
    await expect(replayPlan(shop.admin, { id: runId })).rejects.toMatchObject({ code: "RUN_ACTIVE" });
    await lease.release();
    const dry = await runSync(shop.marketer, { id: syncId, kind: "dry_run" });
    await executeRun(dry.runId, testWorld(shop.folder));
    await expect(replayPlan(shop.admin, { id: dry.runId })).rejects.toMatchObject({ code: "PLAN_NOT_KEPT" });
  });
});

function setConsent(people: Record<number, boolean>): void {
  const file = path.join(shop.folder, "customers.csv");
  let text = readFileSync(file, "utf8");
  for (const [person, consent] of Object.entries(people)) {
    text = text.replace(new RegExp(`^(${person},.*),(true|false)$`, "m"), `$1,${consent}`);
  }
  writeFileSync(file, text);
}

/** A person pauses the sync while its first call is under way. */
function pausedAfterOneCall() {
  const world = testWorld(shop.folder);
  const openTarget: typeof world.openTarget = (subject) => {
    const { definition, client } = world.openTarget(subject);
    const send: NonNullable<typeof client.set>["send"] = async (batch, options) => {
      const answer = await client.set!.send(batch, options);
      await database().sync.update({ where: { id: syncId }, data: { paused: true } });
      return answer;
    };
    return { definition, client: { ...client, set: { ...client.set!, send } } };
  };
  return { ...world, openTarget };
}
