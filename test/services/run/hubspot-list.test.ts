import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import { approveChangeSet } from "@/lib/services/change-set/approve";
import { createDestination } from "@/lib/services/destination/create";
import { definitionOf } from "@/lib/services/destination/definitions";
import { simulatorVariable } from "@/lib/services/destination/endpoint";
import { setPolicy } from "@/lib/services/destination/set-policy";
import { testDestination } from "@/lib/services/destination/test";
import { updateDestination } from "@/lib/services/destination/update";
import { executeRun } from "@/lib/services/run/execute";
import { answeredRows } from "@/lib/services/run/execute/journal";
import { getRun } from "@/lib/services/run/list";
import { createSync } from "@/lib/services/sync/create";
import { runSync } from "@/lib/services/sync/run";
import { makeAudience, makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { POLICY, requestApproval, testWorld } from "@/test/factories/synced-shop";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });
const folder = mkdtempSync(path.join(tmpdir(), "coterie-hubspot-"));
let simulator: RunningSimulator;
let shop: ShopWorkspace;
beforeAll(async () => {
  const { account, load } = definitionOf("hubspot").simulator!;
  simulator = await (await load())({ port: 0, ...account });
  process.env[simulatorVariable("hubspot")] = simulator.url;
  shop = await makeShop(path.join(folder, "shop"));
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true });
});

/** Germans with consent who are not suppressed. */
const PEOPLE = 19;

async function toHubspot(address: string, body: unknown): Promise<void> {
  const answer = await fetch(`${simulator.url}/_simulator/${address}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
}
const knows = (...numbers: number[]) =>
  toHubspot("people", { people: numbers.map((number) => [`Person${number}@shop.test`]) });
async function members(): Promise<string[]> {
  const state = await (await fetch(`${simulator.url}/_simulator/state?identifiers=1`)).json();
  return state.audiences[0].list;
}

it("a list gets whom HubSpot has, and the others are waited for and no reason to stop", async () => {
  const { id: destinationId } = await createDestination(shop.admin, {
    kind: "hubspot",
    name: "HubSpot",
    settings: { portalId: "1000001" },
    secrets: { accessToken: "simulated-access-token" },
  });
  expect(await testDestination(shop.admin, { id: destinationId })).toMatchObject({ account: "1000001" });
  const policy = { ...POLICY, tags: { email: "plain" as const } };
  await setPolicy(shop.admin, { id: destinationId, policy, reason: "Our own customer database." });
  const audience = await makeAudience(shop.marketer);
  const sync = await createSync(shop.marketer, {
    audienceId: audience.id,
    destinationId,
    name: "Germans in HubSpot",
    object: { create: "Germans" },
    mapping: { fields: { EMAIL: { column: "email" } } },
    mode: "mirror",
    use: "target",
  });
  await approveChangeSet(shop.approver, { id: await requestApproval(shop, sync.id) });

  await knows(2, 3);
  const { runId } = await runSync(shop.marketer, { id: sync.id });
  await executeRun(runId, testWorld(shop.folder));
  expect(await getRun(shop.marketer, { id: runId })).toMatchObject({
    status: "partly_failed",
    problem: null,
    plan: { adds: PEOPLE, removes: 0 },
    ledger: { held: "<10", refused: PEOPLE - 2, unverified: 0 },
    refusals: [{ reason: "NOT_IN_HUBSPOT", rows: PEOPLE - 2, message: "HubSpot has no such record." }],
  });
  expect(await members()).toEqual(["EMAIL person2@shop.test", "EMAIL person3@shop.test"]);
  expect(await answeredRows(runId)).toEqual({ received: PEOPLE, refused: 0 });

  // Whoever waits is tried again on a later day, not at every run.
  await knows(4);
  const again = await runSync(shop.marketer, { id: sync.id });
  await executeRun(again.runId, testWorld(shop.folder));
  expect(await getRun(shop.marketer, { id: again.runId })).toMatchObject({
    plan: { adds: 0, removes: 0 },
    ledger: { held: "<10", refused: PEOPLE - 2 },
  });

  // Removals would look for people by another property than they were put in by.
  const change = { id: destinationId, settings: { portalId: "1000001", ownIdProperty: "customer_id" } };
  await expect(updateDestination(shop.admin, change)).rejects.toMatchObject({ code: "STILL_HOLDS_PEOPLE" });
});
