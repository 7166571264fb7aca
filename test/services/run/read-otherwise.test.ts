import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import type { Segment } from "@/lib/core/segment/types";
import { database } from "@/lib/db/client";
import { approveChangeSet } from "@/lib/services/change-set/approve";
import { changeListValues } from "@/lib/services/list/change-values";
import { createList } from "@/lib/services/list/create";
import { executeRun } from "@/lib/services/run/execute";
import type { RunDeps } from "@/lib/services/run/execute/deps";
import { createSync } from "@/lib/services/sync/create";
import { runSync } from "@/lib/services/sync/run";
import { saveTrait } from "@/lib/services/trait/save";
import { makeAudience, makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import {
  MAPPING,
  makeDestination,
  requestApproval,
  startSimulator,
  testWorld,
} from "@/test/factories/synced-shop";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-otherwise-"));
let simulator: RunningSimulator;
let shop: ShopWorkspace;
beforeAll(async () => {
  simulator = await startSimulator();
});
beforeEach(async () => {
  shop = await makeShop(folder);
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true });
});

/** The trait as approved, and one that names everybody. */
const total = (least: number) => ({
  kind: "value" as const,
  label: "Spend",
  value: {
    sum: { column: "total" },
    of: "orders",
    where: { value: { column: "total" }, is: { gte: least } },
  },
});
const setTrait = (least: number, version: number | null) =>
  saveTrait(shop.marketer, { entity: "customers", name: "spend", definition: total(least), version });

async function* text(values: string) {
  yield new TextEncoder().encode(values);
}
const setList = (id: string, values: string) =>
  changeListValues(shop.marketer, { id, mode: "replace", values: text(values) });
const idsTo = (last: number) => Array.from({ length: last }, (_, at) => at + 1).join("\n");

async function approved(tree: Segment): Promise<string> {
  const audience = await makeAudience(shop.marketer, tree, `Audience ${crypto.randomUUID()}`);
  const destinationId = await makeDestination(shop.admin, `Ads ${crypto.randomUUID()}`);
  const { id } = await createSync(shop.marketer, {
    audienceId: audience.id,
    destinationId,
    name: "To ads",
    object: { create: "Object" },
    mapping: MAPPING,
    mode: "mirror",
    use: "target",
  });
  await approve(id);
  return id;
}
const approve = async (syncId: string) =>
  approveChangeSet(shop.approver, { id: await requestApproval(shop, syncId) });

const sync = (id: string) => database().sync.findUniqueOrThrow({ where: { id } });

/** A run that loads its subject while the shared thing is another, which is as approved again when it gets to work. */
async function raced(syncId: string, change: () => Promise<unknown>, restore: () => Promise<unknown>) {
  const { approvedHash } = await sync(syncId);
  const { runId } = await runSync(shop.marketer, { id: syncId });
  await change();
  const world = testWorld(folder);
  const lease: RunDeps["lease"] = async (name) => {
    await restore();
    await approve(syncId);
    expect(await sync(syncId)).toMatchObject({ approvedHash, voidReason: null });
    return world.lease(name);
  };
  await executeRun(runId, { ...world, lease });
  return database().run.findUniqueOrThrow({ where: { id: runId }, include: { batches: true } });
}

const keptBack = (reason: string) => ({
  status: "blocked",
  waterfall: null,
  batches: [],
  problem: {
    code: "READ_OTHERWISE",
    message: `What this run was about to read is not what was approved: ${reason}`,
  },
});

it("a run that loaded another trait than the approved one sends nobody by it, though the approved one is back", async () => {
  await setTrait(10, null);
  const tree: Segment = {
    version: 1,
    entity: "customers",
    where: { value: { trait: "spend" }, is: { gt: 0 } },
  };
  const syncId = await approved(tree);
  const row = await raced(
    syncId,
    () => setTrait(0, 1),
    () => setTrait(10, 2),
  );
  expect(row).toMatchObject(keptBack("The trait spend of customers changed since it was approved."));
  const { runId } = await runSync(shop.marketer, { id: syncId });
  await executeRun(runId, testWorld(folder));
  const next = await database().run.findUniqueOrThrow({ where: { id: runId } });
  expect(next).toMatchObject({ status: "succeeded", waterfall: { members: 21 } });
});

it("a run that loaded another list than the approved one sends nobody by it", async () => {
  const { id, slug } = await createList(shop.marketer, {
    name: "VIPs",
    entity: "customers",
    column: "customer_id",
    form: "exact",
  });
  await setList(id, idsTo(20));
  const syncId = await approved({
    version: 1,
    entity: "customers",
    where: { list: slug, key: { column: "customer_id" } },
  } as Segment);
  const row = await raced(
    syncId,
    () => setList(id, idsTo(30)),
    () => setList(id, idsTo(20)),
  );
  expect(row).toMatchObject(keptBack("The list vips changed since it was approved."));
});
