import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as listMembers } from "@/app/api/members/route";
import { GET as getRun } from "@/app/api/runs/[id]/route";
import { PUT as putDescription } from "@/app/api/syncs/[id]/description/route";
import { GET as getSync } from "@/app/api/syncs/[id]/route";
import { POST as runSync } from "@/app/api/syncs/[id]/run/route";
import { PUT as putTiming } from "@/app/api/syncs/[id]/timing/route";
import { GET as listSyncs } from "@/app/api/syncs/route";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import { database } from "@/lib/db/client";
import { createApiToken } from "@/lib/services/api-token/create";
import { executeRun } from "@/lib/services/run/execute";
import { describeSync } from "@/lib/services/sync/describe";
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
beforeAll(async () => {
  simulator = await startSimulator();
  shop = await makeShop(folder);
  api = await serveRoutes({
    "GET /api/syncs": listSyncs,
    "POST /api/syncs/[id]/run": runSync,
    "GET /api/runs/[id]": getRun,
    "GET /api/syncs/[id]": getSync,
    "GET /api/members": listMembers,
    "PUT /api/syncs/[id]/timing": putTiming,
    "PUT /api/syncs/[id]/description": putDescription,
  });
  ({ token } = await createApiToken(shop.admin, { name: "ci", role: "marketer" }));
  ({ id: syncId } = await makeApprovedSync(shop));
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
      /schedule +Every day at 06:00, Europe\/Berlin\n[\s\S]*last run +succeeded, \d+ to add, 0 to remove, as of/,
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

  it("writes a sync to a file, and brings it to what the file says, but for what only an approval changes", async () => {
    const file = path.join(folder, "germans.yaml");
    const exported = await coterie(["export", "Germans to ads"]);
    expect(exported.stdout).toContain("schedule:\n  cron: 0 6 * * *\n  zone: Europe/Berlin\n");
    const changed = exported.stdout
      .replace(/schedule:\n.*\n.*\n/, "schedule: { every: 6 hours }\nends_on: 2030-12-31\n")
      .replace("- daily", "- hourly");
    writeFileSync(file, changed);
    expect(await coterie(["apply", file])).toEqual({
      code: 0,
      stdout: "Germans to ads: Every 6 hours\n",
      stderr: "",
    });
    expect(JSON.parse((await coterie(["status", syncId, "--json"])).stdout)).toMatchObject({
      labels: ["hourly"],
      timing: { schedule: { kind: "interval", minutes: 360 }, endsOn: "2030-12-31" },
    });
    writeFileSync(file, changed.replace("mode: mirror", "mode: add_only"));
    expect(await coterie(["apply", file])).toEqual({
      code: 1,
      stdout: "",
      stderr: `${file} says otherwise of mode, which only an approval changes. Change it on the sync's page and ask for approval, then export the file again.\n`,
    });
    writeFileSync(file, changed.replace("6 hours", "soon"));
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
