import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import { saveDraft } from "@/lib/services/audience/save-draft";
import { saveVersion } from "@/lib/services/audience/save-version";
import { approveChangeSet } from "@/lib/services/change-set/approve";
import { applyDefinitions } from "@/lib/services/definitions/apply";
import { exportDefinitions } from "@/lib/services/definitions/export";
import { planDefinitions } from "@/lib/services/definitions/plan";
import { createPrioritySet } from "@/lib/services/priority-set/create";
import { updatePrioritySet } from "@/lib/services/priority-set/update";
import { getSync } from "@/lib/services/sync/get";
import { GERMANS, makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { makeDestination, makeSync, requestApproval, startSimulator } from "@/test/factories/synced-shop";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-priority-"));
let shop: ShopWorkspace;
let simulator: RunningSimulator;
let sync: Awaited<ReturnType<typeof makeSync>>;

beforeAll(async () => {
  simulator = await startSimulator();
  shop = await makeShop(folder);
  const { marketer, approver } = shop;
  sync = await makeSync(shop, await makeDestination(shop.admin));
  const { id, revision } = sync.audience;
  const set = await createPrioritySet(marketer, { name: "Offers", entity: "customers" });
  const serve = (at: number) =>
    updatePrioritySet(marketer, { id: set.id, name: "Offers", audiences: [{ id }], revision: at });
  const next = await serve(set.revision);
  const tree = { ...GERMANS, priority: { set: "offers" } };
  const saved = await saveDraft(marketer, { id, tree, name: "Germans", revision });
  await saveVersion(marketer, { id, revision: saved.revision });
  await serve(next.revision);
  await approveChangeSet(approver, { id: await requestApproval(shop, sync.id, 2) });
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true });
});

it("puts an audience of a file before another, voids what rests on the old order as the plan said, and asks anew", async () => {
  const { files } = await exportDefinitions(shop.marketer, {});
  const first = "version: 1\nname: First\nentity: customers\nwhere: { all: [] }\npriority: { set: offers }\n";
  const wanted = [
    ...files.map((one) => ({
      ...one,
      text: one.text.replace("  - audience: germans", "  - audience: first\n  - audience: germans"),
    })),
    { path: "audiences/first.yaml", text: first },
  ];
  const plan = await planDefinitions(shop.marketer, { files: wanted });
  const reason = "Which audiences come before this one in its priority set changed.";
  expect([plan.changes.flatMap(({ voids }) => voids), plan.asks, plan.blocked]).toEqual([
    [{ sync: { id: sync.id, name: "Germans to ads" }, what: "approval", reason }],
    [{ id: sync.id, name: "Germans to ads" }],
    [],
  ]);
  const applied = await applyDefinitions(shop.marketer, { files: wanted });
  expect([applied.requests.map((one) => one.sync.id), applied.notAsked]).toEqual([[sync.id], []]);
  expect(await getSync(shop.marketer, { id: sync.id })).toMatchObject({ status: "void", voidReason: reason });
  const again = await planDefinitions(shop.marketer, { files: wanted });
  expect([again.changes.every(({ does }) => does === "nothing"), again.asks]).toEqual([true, []]);
});
