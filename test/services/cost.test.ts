import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Budget } from "@/lib/core/cost/types";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { evaluateSync } from "@/lib/services/alert/evaluate";
import { getWorkspaceMonth } from "@/lib/services/cost/month-of-workspace";
import { setSyncBudget, setWorkspaceBudget } from "@/lib/services/cost/set-budget";
import { executeRun } from "@/lib/services/run/execute";
import { getRun } from "@/lib/services/run/list";
import { getSync } from "@/lib/services/sync/get";
import { runSync } from "@/lib/services/sync/run";
import { metricsText } from "@/lib/services/watch/metrics";
import { makeShop, type ShopWorkspace, writeShop } from "@/test/factories/shop-workspace";
import { makeApprovedSync, startSimulator, testWorld } from "@/test/factories/synced-shop";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const LONG_AGO = new Date("2026-01-31T23:59:59Z");
const folder = mkdtempSync(path.join(tmpdir(), "coterie-cost-"));
let simulator: RunningSimulator;
let shop: ShopWorkspace;
let sync: string;
beforeAll(async () => {
  simulator = await startSimulator();
  shop = await makeShop(folder);
});
/** Another sync of a workspace that has spent nothing this month. */
beforeEach(async () => {
  writeShop(folder);
  await database().run.updateMany({ data: { createdAt: LONG_AGO } });
  await database().workspace.updateMany({ data: { budget: Prisma.DbNull } });
  ({ id: sync } = await makeApprovedSync(shop));
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true });
});

const budget = (more: Partial<Budget>): Budget => ({
  platformCalls: null,
  bytesBilled: null,
  atLimit: "warn",
  ...more,
});

async function run(): Promise<string> {
  const { runId } = await runSync(shop.marketer, { id: sync });
  await executeRun(runId, testWorld(shop.folder));
  return runId;
}

/** As if a run of this month had cost so much. */
async function spend(platformCalls: number): Promise<void> {
  await database().run.updateMany({ where: { syncId: sync }, data: { platformCalls } });
}

const alerts = () =>
  database().alertState.findMany({
    where: { syncId: sync },
    select: { kind: true, level: true, message: true },
  });

describe("what a run costs", () => {
  it("is kept with it and summed up by sync and workspace", async () => {
    const id = await run();
    // One look at the object and one call with everyone.
    const cost = {
      platformCalls: 2,
      bytesBilled: null,
      rowsRead: 24,
      rowsSent: 19,
      seconds: expect.any(Number),
    };
    const view = await getRun(shop.marketer, { id });
    expect(view.cost).toEqual(cost);
    expect(view.cost.seconds).toBeGreaterThan(0);
    const none = { platformCalls: null, bytesBilled: null, atLimit: "warn" };
    const month = { since: expect.stringMatching(/-01T00:00:00.000Z$/), runs: 1, cost, budget: none };
    expect((await getSync(shop.marketer, { id: sync })).month).toEqual(month);
    expect(await getWorkspaceMonth(shop.marketer, {})).toEqual({
      ...month,
      bytesOfQuestions: 0,
      syncs: [{ id: sync, name: "Germans to ads", hasEnded: false, runs: 1, cost }],
    });
    const { text } = await metricsText();
    expect(text).toMatch(/coterie_platform_requests_total\{destination="meta"\} [1-9]/);
    expect(text).toMatch(/coterie_rows_read_total\{warehouse="duckdb"\} [1-9]/);
  });

  it("leaves out runs of the month before", async () => {
    const id = await run();
    await database().run.update({ where: { id }, data: { createdAt: LONG_AGO } });
    expect((await getSync(shop.marketer, { id: sync })).month).toMatchObject({
      runs: 0,
      cost: { platformCalls: 0 },
    });
  });
});

describe("a budget", () => {
  it("is set by an admin, with a word in the audit chain", async () => {
    const wanted = budget({ platformCalls: 100, bytesBilled: 5e9, atLimit: "block" });
    const { month } = await setSyncBudget(shop.admin, { id: sync, budget: wanted });
    expect(month.budget).toEqual(wanted);
    expect((await setWorkspaceBudget(shop.admin, { budget: wanted })).budget).toEqual(wanted);
    // Whoever edits the sync may make it stricter.
    const stricter = budget({ platformCalls: 50, bytesBilled: 5e9, atLimit: "block" });
    expect((await setSyncBudget(shop.marketer, { id: sync, budget: stricter })).month.budget).toEqual(
      stricter,
    );
    const forbidden = { code: "FORBIDDEN" };
    for (const looser of [wanted, budget({}), { ...stricter, atLimit: "warn" as const }]) {
      await expect(setSyncBudget(shop.approver, { id: sync, budget: looser })).rejects.toMatchObject(
        forbidden,
      );
    }
    await expect(setWorkspaceBudget(shop.approver, { budget: stricter })).rejects.toMatchObject(forbidden);
    const events = await database().auditEvent.findMany({
      where: { workspaceId: shop.id, action: { endsWith: "set_budget" } },
      orderBy: { sequence: "asc" },
      select: { action: true, before: true, after: true },
    });
    const before = budget({});
    expect(events).toEqual([
      { action: "sync.set_budget", before, after: wanted },
      { action: "workspace.set_budget", before, after: wanted },
      { action: "sync.set_budget", before: wanted, after: stricter },
    ]);
  });

  it("only tells unless it is to block: from four fifths on, and when it is spent", async () => {
    await setSyncBudget(shop.admin, { id: sync, budget: budget({ platformCalls: 10 }) });
    await run();
    await evaluateSync(sync);
    expect(await alerts()).toEqual([]);
    await spend(8);
    await evaluateSync(sync);
    const message = "This month's budget of this sync: 8 of 10 calls to platforms.";
    expect(await alerts()).toEqual([{ kind: "budget", level: "warning", message }]);
    await spend(11);
    const id = await run();
    expect(await getRun(shop.marketer, { id })).toMatchObject({ status: "succeeded" });
    await evaluateSync(sync);
    expect(await alerts()).toMatchObject([{ kind: "budget", level: "critical" }]);
  });

  it("that blocks is not begun to be broken, while removals owed to people are carried out", async () => {
    await run();
    await setSyncBudget(shop.admin, { id: sync, budget: budget({ platformCalls: 2, atLimit: "block" }) });
    setConsent(2, false);
    const id = await run();
    expect(await getRun(shop.marketer, { id })).toMatchObject({
      status: "blocked",
      problem: {
        code: "BUDGET_SPENT",
        message: "The month's budget of this sync does not reach: 2 of 2 calls to platforms.",
        remedy: "ask_admin",
      },
      plan: { adds: 0, removes: "<10" },
      cost: { rowsSent: "<10" },
    });
  });

  it("that blocks stops a plan of more calls than are left, before anyone of it is added", async () => {
    await run();
    await setWorkspaceBudget(shop.admin, { budget: budget({ platformCalls: 3, atLimit: "block" }) });
    setConsent(2, false);
    setConsent(5, true);
    const why = "2 of 3 calls to platforms, and this run takes 3 calls.";
    expect(await getRun(shop.marketer, { id: await run() })).toMatchObject({
      status: "blocked",
      problem: { message: `The month's budget of this workspace does not reach: ${why}` },
      plan: { adds: 0, removes: "<10" },
    });
  });
});

/** What the next run reads of someone. */
function setConsent(person: number, consent: boolean): void {
  const file = path.join(shop.folder, "customers.csv");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace(new RegExp(`^(${person},.*),(true|false)$`, "m"), `$1,${consent}`));
}
