import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as postApply } from "@/app/api/definitions/apply/route";
import { POST as postPlan } from "@/app/api/definitions/plan/route";
import { GET as getDefinitions } from "@/app/api/definitions/route";
import { GET as getSources } from "@/app/api/definitions/sources/route";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import { database } from "@/lib/db/client";
import { createApiToken } from "@/lib/services/api-token/create";
import { makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { makeApprovedSync, makeDestination, startSimulator } from "@/test/factories/synced-shop";
import { ownDatabase } from "@/test/factories/workspace";
import { serveRoutes } from "@/test/support/api-server";

ownDatabase({ beforeAll, afterAll });

const home = mkdtempSync(path.join(tmpdir(), "coterie-cli-definitions-"));
const folder = path.join(home, "definitions");
let shop: ShopWorkspace;
let simulator: RunningSimulator;
let api: Awaited<ReturnType<typeof serveRoutes>>;
let token: string;

beforeAll(async () => {
  simulator = await startSimulator();
  shop = await makeShop(path.join(home, "shop"));
  await makeApprovedSync(shop, await makeDestination(shop.admin));
  api = await serveRoutes({
    "GET /api/definitions": getDefinitions,
    "GET /api/definitions/sources": getSources,
    "POST /api/definitions/plan": postPlan,
    "POST /api/definitions/apply": postApply,
  });
  ({ token } = await createApiToken(shop.admin, { name: "ci", role: "marketer" }));
});
afterAll(async () => {
  await api.close();
  await simulator.close();
  rmSync(home, { recursive: true });
});

/** The command as a shell runs it. */
function coterie(args: string[], env: Record<string, string> = {}) {
  const all = { ...process.env, COTERIE_URL: api.url, COTERIE_TOKEN: token, ...env };
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, ["scripts/coterie.mjs", ...args], { env: all }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

function edit(file: string, from: string, to: string) {
  const target = path.join(folder, file);
  writeFileSync(target, readFileSync(target, "utf8").replace(from, to));
}

describe("coterie export, validate, plan and apply", () => {
  it("write a folder that is right without a server, and that changes nothing", async () => {
    expect(await coterie(["export", folder])).toEqual({
      code: 0,
      stdout: `${folder}: 4 files, 4 of them new or changed.\n`,
      stderr: "",
    });
    const nowhere = { COTERIE_URL: "http://127.0.0.1:9", COTERIE_TOKEN: "" };
    expect(await coterie(["validate", folder], nowhere)).toEqual({
      code: 0,
      stdout: `${folder} is right: 4 files.\n`,
      stderr: "",
    });
    const nothing = { code: 0, stdout: "Nothing changes.\n4 unchanged.\n", stderr: "" };
    expect(await coterie(["plan", folder])).toEqual(nothing);
    expect(await coterie(["apply", folder])).toEqual(nothing);
    writeFileSync(path.join(folder, "README.md"), "Not a definition.\n");
    expect((await coterie(["export", folder])).stdout).toBe(
      `${folder}: 4 files, 0 of them new or changed.\n`,
    );
    expect(readdirSync(folder).sort()).toEqual([
      ...["README.md", "audiences", "catalog.yaml", "destinations", "syncs"],
    ]);
  });

  it("say what would change, ask for approval once, and let what is approved run on", async () => {
    edit("audiences/germans.yaml", "eq: DE", "eq: FR");
    edit("destinations/ads.yaml", "minimum_size: 10", "minimum_size: 5");
    const rows = (
      end: string,
    ) => `~ destination “Ads” (minimum_size): left: An admin sets the policy on the destination's page.
    voids the approval of “Germans to ads”: The policy now lets audiences of fewer people go.
~ audience “Germans” (germans) (where): a new version, which waits for approval
${end}`;
    const plan = await coterie(["plan", folder]);
    expect(
      plan.stdout.replace(/The policy now .*/, "The policy now lets audiences of fewer people go."),
    ).toBe(rows("? Germans to ads: approval is asked for\n2 unchanged.\n"));
    const applied = await coterie(["apply", folder, "--note", "Pull request 7"]);
    const request = await database().changeSet.findFirstOrThrow({ where: { status: "measuring" } });
    expect([applied.code, applied.stderr, request.note]).toEqual([0, "", "Pull request 7"]);
    expect(applied.stdout).toContain(
      `“Germans to ads” waits for approval: ${api.url}/approvals/${request.id}\n1 left to someone else`,
    );
    const again = await coterie(["apply", folder, "--json"]);
    expect(JSON.parse(again.stdout)).toMatchObject({ requests: [], notAsked: [] });
    expect(await database().changeSet.count({ where: { status: "measuring" } })).toBe(1);
  });

  it("refuse what is wrong with file, line and what to do, for machines too", async () => {
    edit("audiences/germans.yaml", "column: country", "column: contry");
    edit("syncs/germans-to-ads.yaml", "EMAIL: email", "EMAIL: emial");
    mkdirSync(path.join(folder, "policies"));
    const { code, stdout, stderr } = await coterie(["validate", folder]);
    expect(code).toBe(1);
    expect(stdout).toBe(
      [
        "audiences/germans.yaml:6: `contry` is not a column of customers; did you mean `country`? Use `country`, or ask the data team to add `contry` to the catalog.\n",
        "syncs/germans-to-ads.yaml:9: `emial` is not a column of customers; did you mean `email`? Use `email`, or ask the data team to add `emial` to the catalog.\n",
      ].join(""),
    );
    expect(stderr).toMatch(/^audiences\/germans\.yaml:6: .*contry.* \(and 1 more\)/);
    writeFileSync(path.join(folder, "policies/ads.yaml"), "version: 1\n");
    const asJson = await coterie(["validate", folder, "--json"]);
    expect(JSON.parse(asJson.stdout).error.problems).toMatchObject([
      { code: "UNKNOWN_PLACE", path: "policies/ads.yaml", message: "Nothing is read from here." },
    ]);
    rmSync(path.join(folder, "policies"), { recursive: true });
    expect(await coterie(["plan", folder])).toMatchObject({ code: 1, stdout });
    expect(await coterie(["apply", folder])).toMatchObject({ code: 1, stdout });
    expect(await coterie(["validate", path.join(folder, "nowhere")])).toMatchObject({ code: 1 });
  });

  it("write the syncs as dbt exposures", async () => {
    const file = path.join(home, "models/exposures.yml");
    expect(await coterie(["export", "--dbt-exposures", file])).toEqual({
      ...{ code: 0, stdout: `${file}: 1 exposure.\n`, stderr: "" },
    });
    expect(readFileSync(file, "utf8")).toContain(
      "version: 2\nexposures:\n  - name: coterie_germans_to_ads\n    label: Germans to ads\n",
    );
    expect(await coterie(["export"])).toMatchObject({ code: 1 });
  });

  it("take the role of the token", async () => {
    const { token: reader } = await createApiToken(shop.admin, { name: "reader", role: "viewer" });
    edit("audiences/germans.yaml", "column: contry", "column: country");
    edit("syncs/germans-to-ads.yaml", "EMAIL: emial", "EMAIL: email");
    const asReader = { COTERIE_TOKEN: reader };
    expect(await coterie(["plan", folder], asReader)).toMatchObject({ code: 0, stderr: "" });
    expect(await coterie(["apply", folder], asReader)).toMatchObject({
      code: 1,
      stderr: "This takes the role marketer; yours is viewer. Ask an admin of this workspace for the role.\n",
    });
  });
});
