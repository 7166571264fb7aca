import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import { database } from "@/lib/db/client";
import { approveChangeSet } from "@/lib/services/change-set/approve";
import { createDestination } from "@/lib/services/destination/create";
import { definitionOf } from "@/lib/services/destination/definitions";
import { simulatorVariable } from "@/lib/services/destination/endpoint";
import { setPolicy } from "@/lib/services/destination/set-policy";
import { executeRun } from "@/lib/services/run/execute";
import { getRun } from "@/lib/services/run/list";
import { startPrivacyRuns } from "@/lib/services/run/start-privacy";
import { createSync } from "@/lib/services/sync/create";
import { pauseSync } from "@/lib/services/sync/pause";
import { createRecordSync } from "@/lib/services/sync/record/create";
import { runSync } from "@/lib/services/sync/run";
import { ownShop } from "@/test/factories/own-shop";
import { CRM_MAPPING, CRM_POLICY } from "@/test/factories/record-shop";
import { makeAudience } from "@/test/factories/shop-workspace";
import { POLICY, requestApproval, testWorld } from "@/test/factories/synced-shop";
import { startCaptureProxy } from "@/test/support/capture-proxy";

const { shop } = ownShop({ beforeAll, afterAll });
const KINDS = ["meta", "google", "hubspot", "webhook"] as const;
type Kind = (typeof KINDS)[number];
/** Every request that reached a platform. */
const requests: string[] = [];
const simulators: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  for (const kind of KINDS) {
    const { account, load } = definitionOf(kind).simulator!;
    const simulator: RunningSimulator = await (await load())({ port: 0, ...account });
    const proxy = await startCaptureProxy(simulator.url, ({ method }) => requests.push(method));
    process.env[simulatorVariable(kind)] = proxy.url;
    simulators.push(proxy, simulator);
  }
});
afterAll(async () => {
  for (const simulator of simulators) await simulator.close();
});
beforeEach(() => {
  requests.length = 0;
});

async function account(kind: Kind, policy: typeof POLICY): Promise<string> {
  const { settings, secrets } = definitionOf(kind).simulator!.account;
  const name = `${kind} ${crypto.randomUUID()}`;
  const { id } = await createDestination(shop.admin, { kind, name, settings, secrets });
  await setPolicy(shop.admin, { id, policy, reason: "Agreed with legal." });
  return id;
}

/** Germans, approved. */
async function setSync(kind: Kind, field = "EMAIL", policy = POLICY) {
  const { id } = await createSync(shop.marketer, {
    audienceId: (await makeAudience(shop.marketer)).id,
    destinationId: await account(kind, policy),
    name: `Germans ${crypto.randomUUID()}`,
    object: { create: `Germans ${crypto.randomUUID()}` },
    mapping: { fields: { [field]: { column: "email" } } },
    ...{ mode: "mirror", use: "target" },
  });
  return approved(id);
}

async function recordSync(kind: Kind, objectId: string) {
  const { id } = await createRecordSync(shop.marketer, {
    ...{ name: `Germans ${crypto.randomUUID()}`, destinationId: await account(kind, CRM_POLICY), objectId },
    source: { audienceId: (await makeAudience(shop.marketer)).id },
    record: { mapping: { ...CRM_MAPPING, fields: CRM_MAPPING.fields.slice(0, 1) }, mode: "upsert" },
  });
  return approved(id);
}

async function approved(id: string): Promise<string> {
  await approveChangeSet(shop.approver, { id: await requestApproval(shop, id) });
  return id;
}

/** How a run ended, with what it asked of the platform. */
async function run(id: string, asked: Omit<Parameters<typeof runSync>[1], "id"> = {}) {
  const { runId } = await runSync(shop.marketer, { id, ...asked });
  return finish(runId);
}
async function finish(runId: string) {
  requests.length = 0;
  await executeRun(runId, testWorld(shop.folder));
  const { status, findings } = await database().run.findUniqueOrThrow({ where: { id: runId } });
  const { cost } = await getRun(shop.marketer, { id: runId });
  expect(cost.platformCalls).toBe(requests.length);
  return { status, findings, requests: [...requests] };
}
const QUIET = { status: "succeeded", findings: null, requests: [] };

describe("a run in which nothing changed makes no call at all", () => {
  it.each<[string, () => Promise<string>]>([
    ["an audience of Meta", () => setSync("meta")],
    ["a list of Google", () => setSync("google", "email")],
    ["a list of HubSpot", () => setSync("hubspot", "EMAIL", CRM_POLICY)],
    ["records of HubSpot", () => recordSync("hubspot", "contacts")],
    ["a webhook", () => recordSync("webhook", "customers")],
  ])("to %s", async (_, make) => {
    const id = await make();
    const first = await run(id);
    expect(first.status).toMatch(/succeeded|partly_failed/);
    expect(first.requests).toContain("POST");
    expect(await run(id)).toEqual({ ...QUIET, status: expect.stringMatching(/succeeded|partly_failed/) });
  });

  it("nor does a dry run, nor removals owed to nobody", async () => {
    const id = await setSync("meta");
    await run(id);
    expect(await run(id, { kind: "dry_run" })).toEqual(QUIET);
    await pauseSync(shop.marketer, { id });
    const [privacy] = await startPrivacyRuns({ syncId: id });
    expect(await finish(privacy!)).toEqual(QUIET);
  });
});
