import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import type { DefinitionsPlanView } from "@/lib/core/views/definitions";
import { database } from "@/lib/db/client";
import { listActivity } from "@/lib/services/activity/list";
import { saveDraft } from "@/lib/services/audience/save-draft";
import { applyDefinitions } from "@/lib/services/definitions/apply";
import { exportDefinitions } from "@/lib/services/definitions/export";
import { planDefinitions } from "@/lib/services/definitions/plan";
import { validateFiles } from "@/lib/services/definitions/validate";
import { getSync } from "@/lib/services/sync/get";
import { GERMANS, makeAudience, makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { makeApprovedSync, makeDestination, startSimulator } from "@/test/factories/synced-shop";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-definitions-"));
let shop: ShopWorkspace;
let simulator: RunningSimulator;
let sync: Awaited<ReturnType<typeof makeApprovedSync>>;
let files: { path: string; text: string }[];

beforeAll(async () => {
  simulator = await startSimulator();
  shop = await makeShop(folder);
  sync = await makeApprovedSync(shop, await makeDestination(shop.admin));
  const rich = {
    ...GERMANS,
    where: { all: [{ audience: "germans" }, { value: { count: true, of: "orders" }, is: { gt: 2 } }] },
  };
  await makeAudience(shop.marketer, rich as typeof GERMANS, "Buyers");
  ({ files } = await exportDefinitions(shop.marketer, {}));
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true });
});

const changed = (plan: Pick<DefinitionsPlanView, "changes">) =>
  plan.changes.flatMap(({ kind, key, outcome, parts, does }) =>
    outcome === "unchanged" ? [] : [{ kind, key, outcome, parts, does }],
  );
const edited = (file: string, from: string | RegExp, to: string) =>
  files.map((one) => (one.path === file ? { ...one, text: one.text.replace(from, to) } : one));

describe("a folder of definitions", () => {
  it("says the whole workspace, one file a thing, without secrets or addresses", () => {
    expect(files.map((file) => file.path)).toEqual([
      "audiences/buyers.yaml",
      "audiences/germans.yaml",
      "catalog.yaml",
      "destinations/ads.yaml",
      "syncs/germans-to-ads.yaml",
    ]);
    const [buyers, germans, catalog, ads, toAds] = files.map(({ text }) => text);
    expect(buyers).toBe(`version: 1
name: Buyers
entity: customers
where:
  all:
    - audience: germans
    - value:
        count: true
        of: orders
      is:
        gt: 2
`);
    expect(germans).toContain("name: Germans\nentity: customers\n");
    expect(catalog).toContain("warehouse: { kind: duckdb }\n");
    expect(ads).toBe(`version: 1
name: Ads
kind: meta
policy:
  tags:
    email: hashed
  columns: {}
  consent:
    customers:
      value:
        column: ads_consent
      is:
        eq: true
  suppression:
    customers:
      - entity: suppressed
        column: email
        member_column: email
  deciding:
    - country
  minimum_size: 10
`);
    expect(toAds).toContain("audience: Germans\ndestination: Ads\nobject: Germans\nmode: mirror\n");
    expect(files.map(({ text }) => text).join()).not.toMatch(/simulated-access-token|1000000001/);
  });

  it("is the same however often it is written, is right by itself, and changes nothing", async () => {
    expect((await exportDefinitions(shop.admin, {})).files).toEqual(files);
    await validateFiles(files, new Date());
    for (const actor of [shop.marketer, shop.admin]) {
      const plan = await planDefinitions(actor, { files });
      expect({ changed: changed(plan), asks: plan.asks, blocked: plan.blocked }).toEqual({
        ...{ changed: [], asks: [], blocked: [] },
      });
    }
    const before = await listActivity(shop.admin, {});
    const applied = await applyDefinitions(shop.marketer, { files });
    expect([applied.requests, applied.notAsked]).toEqual([[], []]);
    expect(await listActivity(shop.admin, {})).toEqual(before);
  });

  it("leaves an audience the name it has where its file says none", async () => {
    const plan = await planDefinitions(shop.marketer, {
      files: edited("audiences/germans.yaml", "name: Germans\n", ""),
    });
    expect([changed(plan), plan.blocked]).toEqual([[], []]);
  });

  it("plans what follows from a change: the audience, those that rest on it, and approvals that are asked", async () => {
    const plan = await planDefinitions(shop.marketer, {
      files: edited("audiences/germans.yaml", "eq: DE", "eq: FR"),
    });
    expect(changed(plan)).toEqual([
      { kind: "audience", key: "buyers", outcome: "changed", parts: ["where"], does: "version" },
      { kind: "audience", key: "germans", outcome: "changed", parts: ["where"], does: "version" },
    ]);
    expect([plan.asks, plan.blocked]).toEqual([[{ id: sync.id, name: "Germans to ads" }], []]);
  });
});

describe("applying a folder", () => {
  const countries = (text: string) =>
    files.map((one) => ({ ...one, text: one.text.replace("eq: DE", text) }));

  it("saves versions, asks for approval once, and lets what is approved run on", async () => {
    const wanted = countries("eq: FR");
    const applied = await applyDefinitions(shop.marketer, { files: wanted, note: "Pull request 7" });
    expect(applied).toMatchObject({
      requests: [{ sync: { id: sync.id, name: "Germans to ads" } }],
      notAsked: [],
    });
    const request = await database().changeSet.findUniqueOrThrow({
      where: { id: applied.requests[0]!.id },
      include: { audienceVersion: true },
    });
    expect([request.note, request.audienceVersion.version, request.status]).toEqual([
      ...["Pull request 7", 2, "measuring"],
    ]);
    const view = await getSync(shop.marketer, { id: sync.id });
    expect([view.status, view.audienceVersion, view.openRequest]).toEqual(["live", 1, request.id]);

    const before = await listActivity(shop.admin, {});
    const again = await applyDefinitions(shop.marketer, { files: wanted });
    expect([changed(again), again.requests, again.notAsked]).toEqual([[], [], []]);
    expect(await listActivity(shop.admin, {})).toEqual(before);
    expect((await exportDefinitions(shop.marketer, {})).files).toEqual(wanted);
  });

  it("does nothing by halves while a request waits, or while someone builds", async () => {
    const audience = await database().audience.findFirstOrThrow({
      where: { workspaceId: shop.id, slug: "buyers" },
    });
    const tree = { ...GERMANS, where: { all: [] } };
    await saveDraft(shop.marketer, {
      id: audience.id,
      tree,
      name: "Buyers",
      revision: audience.draftRevision,
    });
    const before = await listActivity(shop.admin, {});
    const wanted = countries("eq: IT");
    const { blocked } = await planDefinitions(shop.marketer, { files: wanted });
    expect(blocked).toEqual([
      {
        code: "DRAFT_IN_THE_WAY",
        path: "audiences/buyers.yaml",
        message: "Somebody is building “Buyers”: it has changes that are not saved as a version.",
        fix: "Save them as a version and export again, or restore the newest version, and apply again.",
      },
      {
        code: "REQUEST_OPEN",
        path: "syncs/germans-to-ads.yaml",
        message: "A request for Germans to ads is waiting already.",
        fix: "Wait for its decision, or withdraw it, and apply again.",
      },
    ]);
    await expect(applyDefinitions(shop.marketer, { files: wanted })).rejects.toMatchObject({
      code: "DRAFT_IN_THE_WAY",
      problems: blocked,
    });
    expect(await listActivity(shop.admin, {})).toEqual(before);
  });
});
