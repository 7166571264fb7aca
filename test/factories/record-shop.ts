import type { Policy } from "@/lib/core/policy/types";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import type { RecordMapping } from "@/lib/core/record/types";
import { approveChangeSet } from "@/lib/services/change-set/approve";
import { createDestination } from "@/lib/services/destination/create";
import { definitionOf } from "@/lib/services/destination/definitions";
import { simulatorVariable } from "@/lib/services/destination/endpoint";
import { setPolicy } from "@/lib/services/destination/set-policy";
import { executeRun } from "@/lib/services/run/execute";
import { getRun } from "@/lib/services/run/list";
import { createRecordSync } from "@/lib/services/sync/record/create";
import { runSync } from "@/lib/services/sync/run";
import { makeAudience, type ShopWorkspace } from "./shop-workspace";
import { requestApproval, testWorld } from "./synced-shop";

export const CRM_POLICY: Policy = {
  tags: { email: "plain" },
  columns: { "customers.country": "plain", "customers.customer_id": "plain" },
  consent: { customers: { value: { column: "ads_consent" }, is: { eq: true } } },
  suppression: { customers: [{ entity: "suppressed", column: "email", memberColumn: "email" }] },
  deciding: ["country"],
  minimumSize: 1,
};

export const CRM_MAPPING: RecordMapping = {
  key: { field: "email", from: { column: "email" } },
  fields: [
    { field: "country", from: { column: "country" }, when: "always", nulls: "clear" },
    { field: "lifecyclestage", from: { constant: "lead" }, when: "only_forward", nulls: "skip" },
  ],
};

/** HubSpot's stand-in, reached by its name as in the demo. */
export async function startCrm(): Promise<RunningSimulator> {
  const { account, load } = definitionOf("hubspot").simulator!;
  const simulator = await (await load())({ port: 0, ...account });
  process.env[simulatorVariable("hubspot")] = simulator.url;
  return simulator;
}

export async function makeCrm({ admin }: ShopWorkspace, name = "CRM"): Promise<string> {
  const { settings, secrets } = definitionOf("hubspot").simulator!.account;
  const { id } = await createDestination(admin, { kind: "hubspot", name, settings, secrets });
  await setPolicy(admin, { id, policy: CRM_POLICY, reason: "Agreed with legal." });
  return id;
}

type Wanted = { destinationId: string; mapping?: RecordMapping; name?: string };

/** Germans as contacts, not yet approved. */
export async function makeRecordSync(
  shop: ShopWorkspace,
  { destinationId, mapping = CRM_MAPPING, name = "Contacts" }: Wanted,
) {
  const audience = await makeAudience(shop.marketer);
  const { id } = await createRecordSync(shop.marketer, {
    ...{ name, destinationId, objectId: "contacts", source: { audienceId: audience.id } },
    record: { mapping, mode: "upsert" },
  });
  return { id, audience };
}

export async function approve(shop: ShopWorkspace, syncId: string, audienceVersion = 1): Promise<string> {
  const id = await requestApproval(shop, syncId, audienceVersion);
  await approveChangeSet(shop.approver, { id });
  return id;
}

type Asked = Omit<Parameters<typeof runSync>[1], "id">;

export async function run(shop: ShopWorkspace, syncId: string, asked: Asked = {}) {
  const { runId } = await runSync(shop.marketer, { id: syncId, ...asked });
  await executeRun(runId, testWorld(shop.folder));
  return getRun(shop.marketer, { id: runId });
}
