import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { POST as postSyncFile } from "@/app/api/definitions/sync/route";
import { GET as listMembers } from "@/app/api/members/route";
import { GET as getRun } from "@/app/api/runs/[id]/route";
import { GET as getAlerts } from "@/app/api/syncs/[id]/alerts/route";
import { GET as readSync } from "@/app/api/syncs/[id]/route";
import { POST as runSync } from "@/app/api/syncs/[id]/run/route";
import { GET as listSyncs } from "@/app/api/syncs/route";
import { applySync } from "@/lib/cli/sync/apply";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import { database } from "@/lib/db/client";
import { createAlertChannel } from "@/lib/services/alert-channel/create";
import { createApiToken } from "@/lib/services/api-token/create";
import { setSyncBudget } from "@/lib/services/cost/set-budget";
import { executeRun } from "@/lib/services/run/execute";
import { getSyncAlerts } from "@/lib/services/sync/alerts";
import { describeSync } from "@/lib/services/sync/describe";
import { getSync } from "@/lib/services/sync/get";
import { pauseSync, resumeSync } from "@/lib/services/sync/pause";
import { setSyncTiming } from "@/lib/services/sync/set-timing";
import { makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { makeApprovedSync, startSimulator, testWorld } from "@/test/factories/synced-shop";
import { ownDatabase } from "@/test/factories/workspace";
import { serveRoutes } from "@/test/support/api-server";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-cli-sync-"));
let shop: ShopWorkspace;
let simulator: RunningSimulator;
let api: Awaited<ReturnType<typeof serveRoutes>>;
let token: string;
let syncId: string;
let channelId: string;
/** As it was exported, with what is changed at once. */
let text: string;
const file = path.join(folder, "germans.yaml");
beforeAll(async () => {
  simulator = await startSimulator();
  shop = await makeShop(folder);
  api = await serveRoutes({
    "POST /api/definitions/sync": postSyncFile,
    "GET /api/syncs": listSyncs,
    "POST /api/syncs/[id]/run": runSync,
    "GET /api/runs/[id]": getRun,
    "GET /api/syncs/[id]": readSync,
    "GET /api/syncs/[id]/alerts": getAlerts,
    "GET /api/members": listMembers,
  });
  ({ token } = await createApiToken(shop.admin, { name: "ci", role: "marketer" }));
  ({ id: syncId } = await makeApprovedSync(shop));
  ({ id: channelId } = await createAlertChannel(shop.admin, {
    name: "On call",
    channel: { kind: "pagerduty", settings: { region: "eu" }, secrets: { routingKey: "0".repeat(32) } },
  }));
  await setSyncTiming(shop.marketer, {
    id: syncId,
    schedule: { kind: "cron", cron: "0 6 * * *", zone: "Europe/Berlin" },
    blackout: { windows: [], zone: null },
    endsOn: null,
  });
  await describeSync(shop.marketer, { id: syncId, labels: ["Daily"] });
});
afterAll(async () => {
  await api.close();
  await simulator.close();
  rmSync(folder, { recursive: true });
});

/** The command as a shell runs it. */
function coterie(args: string[], env: Record<string, string> = {}) {
  const all = { ...process.env, COTERIE_URL: api.url, COTERIE_TOKEN: token, ...env };
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      ["scripts/coterie.mjs", "sync", ...args],
      { env: all },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

describe("coterie sync", () => {
  it("lists what there is, by label too", async () => {
    const { code, stdout } = await coterie(["list"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^name +status +next run +last run\nGermans to ads +live +\d{4}-\d{2}-\d{2} 0[45]:00Z +never\n$/,
    );
    const daily = await coterie(["list", "--label", "DAILY", "--json"]);
    expect(JSON.parse(daily.stdout)).toMatchObject([{ id: syncId, labels: ["daily"] }]);
    expect(JSON.parse((await coterie(["list", "--label", "weekly", "--json"])).stdout)).toEqual([]);
  });

  it("starts a run by name, says who started it, and shows where it stands", async () => {
    const started = await coterie(["run", "germans to ADS", "--reason", "From the pipeline", "--json"]);
    const { runId } = JSON.parse(started.stdout);
    const run = await database().run.findUniqueOrThrow({ where: { id: runId } });
    expect(run).toMatchObject({ trigger: "api", kind: "sync", lane: "full" });
    const event = await database().auditEvent.findFirstOrThrow({ where: { subject: `run:${runId}` } });
    expect(event).toMatchObject({
      actor: `${shop.admin.name} (API token ci)`,
      actorId: shop.admin.userId,
      reason: "From the pipeline",
    });
    expect((await coterie(["status", syncId])).stdout).toContain("under way   queued, as of ");
    expect(await coterie(["run", syncId])).toEqual({
      code: 1,
      stdout: "",
      stderr: "A run of this sync is under way. Wait for it to end, or cancel it.\n",
    });
    await executeRun(runId, testWorld(shop.folder));
    expect((await coterie(["status", "Germans to ads"])).stdout).toMatch(
      /schedule +Every day at 06:00, Europe\/Berlin\n[\s\S]*last run +succeeded, \d+ to add, 0 to remove, as of .*\nthis month +1 run, 2 calls, 19 rows sent\n/,
    );
    const budget = { platformCalls: 1_000, bytesBilled: null, atLimit: "block" } as const;
    await setSyncBudget(shop.admin, { id: syncId, budget });
    expect((await coterie(["status", syncId])).stdout).toContain(
      "budget      2 of 1,000 calls to platforms, then blocked\n",
    );
  });

  it("waits for the end of a dry run when it is told to", async () => {
    const waiting = coterie(["run", syncId, "--dry-run", "--wait"]);
    let queued = null;
    while (!queued) queued = await database().run.findFirst({ where: { status: "queued", kind: "dry_run" } });
    await executeRun(queued.id, testWorld(shop.folder));
    const { code, stdout } = await waiting;
    expect(stdout).toMatch(/^dry run, succeeded, 0 to add, 0 to remove, as of /);
    expect(code).toBe(0);
  });

  it("says that a run of a paused sync only removed", async () => {
    await pauseSync(shop.marketer, { id: syncId, reason: "The sale is over." });
    const owed = { syncId, status: "queued" } as const;
    const atOnce = await database().run.findFirst({ where: owed });
    if (atOnce) await executeRun(atOnce.id, testWorld(shop.folder));
    const waiting = coterie(["run", syncId, "--wait"]);
    let queued = null;
    while (!queued) queued = await database().run.findFirst({ where: owed });
    await executeRun(queued.id, testWorld(shop.folder));
    const { code, stdout } = await waiting;
    expect(stdout).toMatch(/^succeeded, privacy removals only, .*\nOnly removals: The sync is paused\.\n$/);
    expect(code).toBe(0);
    const status = (await coterie(["status", syncId])).stdout;
    expect(status).toContain(`, by ${shop.marketer.name}: The sale is over.\n`);
    expect(status).toMatch(
      /last run +succeeded, \d+ to add, .*\nlast privacy removals +succeeded, privacy removals only, /,
    );
    expect((await coterie(["list"])).stdout).not.toContain("privacy removals");
    await resumeSync(shop.marketer, { id: syncId });
  });

  it("writes a sync to a file, and brings at once what no approval is bound to where the file says", async () => {
    const exported = await coterie(["export", "Germans to ads"]);
    expect(exported.stdout).toContain("schedule:\n  cron: 0 6 * * *\n  zone: Europe/Berlin\n");
    text = exported.stdout
      .replace(/schedule:\n.*\n.*\n/, "schedule: { every: 6 hours }\nends_on: 2030-12-31\n")
      .replace("- daily", "- hourly")
      .concat("alerts: { channels: [On call], slow: { warning: 4 } }\n");
    writeFileSync(file, text);
    expect(await coterie(["apply", file])).toEqual({
      code: 0,
      stdout: "Germans to ads: Every 6 hours.\n",
      stderr: "",
    });
    expect(JSON.parse((await coterie(["status", syncId, "--json"])).stdout)).toMatchObject({
      status: "live",
      labels: ["hourly"],
      timing: { schedule: { kind: "interval", minutes: 360 }, endsOn: "2030-12-31" },
    });
    const alerts = await getSyncAlerts(shop.marketer, { id: syncId });
    expect({ set: alerts.set, chosen: alerts.chosen }).toEqual({
      set: { slow: { warning: 4 } },
      chosen: [channelId],
    });
    writeFileSync(file, text.replace("6 hours", "soon"));
    expect(await coterie(["apply", file])).toMatchObject({ code: 1, stdout: "" });
  });

  it("says what it needs, and what it was refused", async () => {
    expect(await coterie(["list"], { COTERIE_TOKEN: "" })).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "COTERIE_TOKEN is not set. An admin makes an API token in the settings; set it in the environment, not on the command line.\n",
    });
    expect(await coterie(["list"], { COTERIE_TOKEN: "coterie_wrong" })).toMatchObject({
      code: 1,
      stderr: "There is no such API token. Ask an admin of the workspace for a new one.\n",
    });
    const { token: reader } = await createApiToken(shop.admin, { name: "reader", role: "viewer" });
    expect(await coterie(["run", syncId], { COTERIE_TOKEN: reader })).toMatchObject({
      code: 1,
      stderr: "This takes the role marketer; yours is viewer. Ask an admin of this workspace for the role.\n",
    });
    expect(await coterie(["status", "Nobody"])).toMatchObject({
      code: 1,
      stderr:
        'There is no sync "Nobody" here. Check the address, or open the list and choose the sync again.\n',
    });
    expect(await coterie(["list"], { COTERIE_URL: "http://127.0.0.1:9" })).toMatchObject({
      code: 1,
      stderr:
        "Coterie does not answer at http://127.0.0.1:9. Start it, or set COTERIE_URL to where it runs.\n",
    });
  });
});

describe("applying a file", () => {
  const apply = (content: string) => {
    writeFileSync(file, content);
    return applySync(file, new AbortController().signal);
  };
  beforeAll(() => {
    vi.stubEnv("COTERIE_URL", api.url);
    vi.stubEnv("COTERIE_TOKEN", token);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
  });

  it("asks for approval of what only an approval changes, once, and says where it waits", async () => {
    const changed = text.replace("mode: mirror", "mode: add_only");
    const applied = await apply(changed);
    expect(applied).toEqual({
      id: syncId,
      name: "Germans to ads",
      outcome: "asked",
      request: expect.any(String),
      link: `${api.url}/approvals/${applied.request}`,
      schedule: "Every 6 hours",
    });
    const request = await database().changeSet.findUniqueOrThrow({ where: { id: applied.request ?? "" } });
    expect(request.note).toBe(`Applied from ${file}.`);
    const sync = await getSync(shop.marketer, { id: syncId });
    expect([sync.mode, sync.approvedVersion, sync.version, sync.status]).toEqual(["add_only", 1, 2, "live"]);

    expect(await apply(changed)).toEqual(applied);
    expect(await database().changeSet.count({ where: { syncId, status: { not: "approved" } } })).toBe(1);
    await expect(apply(text)).rejects.toMatchObject({
      code: "REQUEST_OPEN",
      message: `A request for Germans to ads is waiting already: ${applied.link}`,
    });
  });

  it("sets up as a draft what is not there", async () => {
    const other = text
      .replace("name: Germans to ads", "name: Germans twice")
      .replace(/object: .*/, "object: A second list");
    const { id, ...applied } = await apply(other);
    const link = `${api.url}/syncs/${id}`;
    expect(applied).toMatchObject({ outcome: "created", link, request: null });
    const [made, first] = [
      await getSync(shop.marketer, { id }),
      await getSync(shop.marketer, { id: syncId }),
    ];
    expect([made.mapping, made.object?.name, made.status, made.labels]).toEqual([
      ...[first.mapping, "A second list", "draft", ["hourly"]],
    ]);
    expect((await getSyncAlerts(shop.marketer, { id })).chosen).toEqual([channelId]);
    expect(await apply(other.replace("mode: mirror", "mode: add_only"))).toMatchObject({
      ...{ id, outcome: "draft", link, request: null },
    });
  });

  it("gives a sync the budget of its file, and leaves letting more be spent to an admin", async () => {
    const budgetNow = async () => (await getSync(shop.marketer, { id: syncId })).month.budget;
    await setSyncBudget(shop.admin, {
      id: syncId,
      budget: { platformCalls: 900, bytesBilled: null, atLimit: "block" },
    });
    const other = text.replace("mode: mirror", "mode: add_only");
    expect(other).toContain("budget:\n  calls: 1000\n  at_limit: block\n");
    await expect(apply(other)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await budgetNow()).toMatchObject({ platformCalls: 900 });
    await apply(other.replace("calls: 1000", "calls: 800\n  gigabytes: 2.5"));
    const stricter = { platformCalls: 800, bytesBilled: 2.5e9, atLimit: "block" };
    expect(await budgetNow()).toEqual(stricter);
    await apply(other.replace(/budget:\n {2}calls.*\n.*\n/, ""));
    expect(await budgetNow()).toEqual(stricter);
  });

  it("makes no sync another, and finds only what is there", async () => {
    await expect(apply(text.replace(/object: .*/, "object: A third list"))).rejects.toMatchObject({
      code: "ANOTHER_SYNC",
      message: `${file} names another object than Germans to ads has, which makes it another sync.`,
    });
    const nobody = text
      .replace("name: Germans to ads", "name: New")
      .replace(/audience: .*/, "audience: Nobody");
    await expect(apply(nobody)).rejects.toMatchObject({
      message: 'There is no audience "Nobody" here.',
    });
  });
});
