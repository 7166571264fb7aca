import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import { database } from "@/lib/db/client";
import { createAudience } from "@/lib/services/audience/create";
import { getCatalogSource } from "@/lib/services/catalog/source";
import { applyDefinitions } from "@/lib/services/definitions/apply";
import { exportDefinitions } from "@/lib/services/definitions/export";
import { planDefinitions } from "@/lib/services/definitions/plan";
import { listSyncSources } from "@/lib/services/definitions/sources";
import { validateFiles } from "@/lib/services/definitions/validate";
import { getDestination } from "@/lib/services/destination/list";
import { createSync } from "@/lib/services/sync/create";
import { endSync } from "@/lib/services/sync/end";
import { getSync } from "@/lib/services/sync/get";
import { makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { MAPPING, makeApprovedSync, makeDestination, startSimulator } from "@/test/factories/synced-shop";
import { makeWorkspace, ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-shared-"));
let shop: ShopWorkspace;
let simulator: RunningSimulator;
let sync: Awaited<ReturnType<typeof makeApprovedSync>>;
type Files = { path: string; text: string }[];
let files: Files;

beforeAll(async () => {
  simulator = await startSimulator();
  shop = await makeShop(folder);
  sync = await makeApprovedSync(shop, await makeDestination(shop.admin));
  ({ files } = await exportDefinitions(shop.marketer, {}));
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true });
});

const edited = (file: string, from: string | RegExp, to: string): Files =>
  files.map((one) => (one.path === file ? { ...one, text: one.text.replace(from, to) } : one));
const REST = { because: null, outcome: "changed", name: "Ads", key: "Ads", kind: "destination" };
const ADS = "destinations/ads.yaml";

describe("a policy in a file", () => {
  it("is an admin's to change, and says which approvals a wider one voids", async () => {
    const wider = edited(ADS, "minimum_size: 10", "minimum_size: 5");
    const voids = [
      {
        sync: { id: sync.id, name: "Germans to ads" },
        what: "approval",
        reason: expect.stringContaining("The policy now "),
      },
    ];
    const byMarketer = await planDefinitions(shop.marketer, { files: wider });
    expect(byMarketer.changes.filter(({ outcome }) => outcome === "changed")).toEqual([
      {
        ...REST,
        ...{ file: ADS, parts: ["minimum_size"], does: "left", voids },
        because: "An admin sets the policy on the destination's page.",
      },
    ]);
    expect(byMarketer.asks).toEqual([]);
    const byAdmin = await planDefinitions(shop.admin, { files: wider });
    expect(byAdmin.changes.filter(({ outcome }) => outcome === "changed")).toEqual([
      { ...REST, file: ADS, parts: ["minimum_size"], does: "at_once", voids },
    ]);
    expect(byAdmin.asks).toEqual([{ id: sync.id, name: "Germans to ads" }]);

    const left = await applyDefinitions(shop.marketer, { files: wider });
    expect([left.requests, left.changes.map(({ does }) => does)]).toEqual([
      ...[[], ["nothing", "left", "nothing", "nothing"]],
    ]);
    expect((await getDestination(shop.admin, { id: sync.destinationId })).policy?.version).toBe(1);
  });

  it("voids nothing where it is stricter, and carries its reason", async () => {
    const stricter = edited(ADS, "minimum_size: 10", "minimum_size: 20");
    const applied = await applyDefinitions(shop.admin, { files: stricter, note: "Agreed on Monday." });
    expect([applied.requests, applied.changes.flatMap(({ voids }) => voids)]).toEqual([[], []]);
    const { policy } = await getDestination(shop.admin, { id: sync.destinationId });
    expect(policy).toMatchObject({ version: 2, reason: "Agreed on Monday.", policy: { minimumSize: 20 } });
    expect((await getSync(shop.admin, { id: sync.id })).status).toBe("live");
    ({ files } = await exportDefinitions(shop.marketer, {}));
    expect(files).toEqual(stricter);
  });
});

describe("a catalog in a file", () => {
  it("keeps how the warehouse is reached, and is held against it before anything is done", async () => {
    const wrong = edited("catalog.yaml", "total: decimal(12,2)", "total: decimal(12,2)\n      colour: text");
    const { blocked } = await planDefinitions(shop.admin, { files: wrong });
    expect(blocked).toMatchObject([{ path: expect.stringMatching(/^catalog\.yaml:\d+$/) }]);
    const renamed = edited("catalog.yaml", "country: text", "country: { type: text, label: Home }");
    const plan = await planDefinitions(shop.admin, { files: renamed });
    expect(plan.blocked).toEqual([]);
    expect(plan.changes[0]).toMatchObject({ parts: ["entities.customers"], does: "at_once", voids: [] });
    await applyDefinitions(shop.admin, { files: renamed });
    const { source, baseFolder, version } = await getCatalogSource(shop.admin, {});
    expect([version, baseFolder, source.includes("folder: .")]).toEqual([2, folder, true]);
    const again = await planDefinitions(shop.admin, { files: renamed });
    expect(again.changes.every(({ does }) => does === "nothing")).toBe(true);
  });

  it("holds back what cannot be read before an admin has imported it", async () => {
    const both = edited(
      "catalog.yaml",
      /country: text|country: \{[^}]*\}/,
      "land: { type: text, label: Land }",
    ).map((one) => ({ ...one, text: one.text.replace("column: country", "column: land") }));
    const { blocked, changes } = await planDefinitions(shop.marketer, { files: both });
    expect(changes[0]).toMatchObject({
      ...{ kind: "catalog", does: "left", because: "An admin imports it on the page Catalog." },
      voids: [{ what: "approval", sync: { id: sync.id } }],
    });
    expect(blocked).toMatchObject([
      { path: "audiences/germans.yaml:6", fix: expect.stringContaining("Have done first") },
    ]);
    await expect(applyDefinitions(shop.marketer, { files: both })).rejects.toMatchObject({
      message: expect.stringContaining("Nothing was applied. audiences/germans.yaml:6: "),
    });
  });
});

describe("what is not there yet", () => {
  it("is set up as drafts that wait for approval, and what only the workspace has is named and left", async () => {
    ({ files } = await exportDefinitions(shop.marketer, {}));
    const text = (file: string) => files.find((one) => one.path === file)!.text;
    const wanted = [
      ...files.filter((one) => !/germans/.test(one.path)),
      {
        path: "audiences/french.yaml",
        text: text("audiences/germans.yaml").replace("Germans", "French").replace("eq: DE", "eq: FR"),
      },
      { path: "syncs/french.yaml", text: text("syncs/germans-to-ads.yaml").replaceAll("Germans", "French") },
    ];
    const { changes, requests, notAsked } = await applyDefinitions(shop.marketer, { files: wanted });
    const told = changes.flatMap(({ kind, key, outcome, does }) =>
      outcome === "unchanged" ? [] : [[kind, key, outcome, does]],
    );
    expect([told, notAsked]).toEqual([
      [
        ["audience", "french", "added", "draft"],
        ["audience", "germans", "only_there", "nothing"],
        ["sync", "French to ads", "added", "draft"],
        ["sync", "Germans to ads", "only_there", "nothing"],
      ],
      [],
    ]);
    const [request] = requests;
    const made = await getSync(shop.marketer, { id: request!.sync.id });
    expect([made.name, made.status, made.object?.name, made.openRequest]).toEqual([
      ...["French to ads", "in_review", "French", request!.id],
    ]);
    const again = await applyDefinitions(shop.marketer, { files: wanted });
    expect([again.requests, again.changes.every(({ does }) => does === "nothing")]).toEqual([[], true]);
  });

  it("refuses a folder that is wrong, with file and line, before it looks at anything else", async () => {
    const wrong = [...files, { path: "syncs/b.yaml", text: "version: 1\nname: B\naudience: Nobody\n" }];
    await expect(planDefinitions(shop.marketer, { files: wrong })).rejects.toMatchObject({
      code: "INVALID_DEFINITIONS",
      message: expect.stringMatching(/^syncs\/b\.yaml:1: The file needs `destination`\./),
    });
  });
});

describe("what nobody saved yet", () => {
  it("stands in no file, and is left alone", async () => {
    const { id: audienceId } = await createAudience(shop.marketer, { name: "Idea", entity: "customers" });
    await createSync(shop.marketer, {
      ...{ audienceId, destinationId: sync.destinationId, name: "Idea to ads", object: { create: "Idea" } },
      ...{ mapping: MAPPING, mode: "mirror", use: "target" },
    });
    const exported = (await exportDefinitions(shop.marketer, {})).files;
    expect(exported.map(({ text }) => text).join()).not.toContain("Idea");
    await validateFiles(exported, new Date());
    const { changes, blocked } = await planDefinitions(shop.marketer, { files: exported });
    expect([
      changes.flatMap(({ key, outcome }) => (outcome === "unchanged" ? [] : [[key, outcome]])),
      blocked,
    ]).toEqual([[["Idea to ads", "only_there"]], []]);
    await endSync(shop.marketer, { id: (await syncCalled("Idea to ads")).id, reason: "Only an idea." });
  });
});

const syncCalled = (name: string) =>
  database().sync.findFirstOrThrow({ where: { workspaceId: shop.id, name, endedAt: null } });

describe("what a sync reads", () => {
  it("is told by entity, of what is approved, suppression too", async () => {
    const [french, germans] = await listSyncSources(await shop.actor("viewer"), {});
    expect(germans).toEqual({
      ...{ id: sync.id, name: "Germans to ads", description: "", audience: "Germans", destination: "Ads" },
      ...{ object: "Germans", tables: [], others: ["customers", "suppressed"] },
      owner: { name: shop.marketer.name, email: `${shop.marketer.userId}@coterie.test` },
    });
    expect(french).toMatchObject({ name: "French to ads", others: ["customers", "suppressed"] });
    expect(await listSyncSources(await (await makeWorkspace()).actor("admin"), {})).toEqual([]);
  });
});

describe("another workspace", () => {
  it("sees nothing of this one, and this folder takes nothing from it", async () => {
    const stranger = await (await makeWorkspace()).actor("admin");
    expect(await exportDefinitions(stranger, {})).toEqual({ files: [] });
    const before = await database().auditEvent.count({ where: { workspaceId: shop.id } });
    const ownerless = files.map((one) => ({ ...one, text: one.text.replace(/^owner: .*\n/m, "") }));
    const { changes, blocked } = await planDefinitions(stranger, { files: ownerless });
    expect(changes.map(({ kind, outcome, does }) => [kind, outcome, does])).toEqual([
      ["catalog", "added", "at_once"],
      ["destination", "added", "left"],
      ["audience", "added", "draft"],
      ["sync", "added", "draft"],
    ]);
    expect(blocked.map(({ code, path }) => [code, path])).toContainEqual([
      ...["NOT_FOUND", "syncs/germans-to-ads.yaml:4"],
    ]);
    await expect(applyDefinitions(stranger, { files: ownerless })).rejects.toMatchObject({
      message: expect.stringContaining("Nothing was applied."),
    });
    expect(await database().auditEvent.count({ where: { workspaceId: shop.id } })).toBe(before);
  });

  it("takes the role of whoever applies", async () => {
    const viewer = await shop.actor("viewer");
    expect((await planDefinitions(viewer, { files })).blocked).toEqual([]);
    await expect(applyDefinitions(viewer, { files })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
