import type { Policy } from "@/lib/core/policy/types";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import type { Actor } from "@/lib/services/actor";
import { approveChangeSet } from "@/lib/services/change-set/approve";
import { createChangeSet } from "@/lib/services/change-set/create";
import { measureChangeSet } from "@/lib/services/change-set/measure";
import { createDestination } from "@/lib/services/destination/create";
import { definitionOf } from "@/lib/services/destination/definitions";
import { simulatorVariable } from "@/lib/services/destination/endpoint";
import { setPolicy } from "@/lib/services/destination/set-policy";
import { runWorld } from "@/lib/services/run/execute/world";
import { createSync } from "@/lib/services/sync/create";
import { makeAudience, type ShopWorkspace } from "./shop-workspace";

export const POLICY: Policy = {
  tags: { email: "hashed" },
  columns: {},
  consent: { customers: { value: { column: "ads_consent" }, is: { eq: true } } },
  suppression: { customers: [{ entity: "suppressed", column: "email", memberColumn: "email" }] },
  deciding: ["country"],
  minimumSize: 10,
};

export const MAPPING = { fields: { EMAIL: { column: "email" } } };

/** A platform for the tests of one file, reached by its name as in the demo. */
export async function startSimulator(): Promise<RunningSimulator> {
  const { account, load } = definitionOf("meta").simulator!;
  const start = await load();
  const simulator = await start({ port: 0, ...account });
  process.env[simulatorVariable("meta")] = simulator.url;
  return simulator;
}

/** A connected account with a policy. */
export async function makeDestination(admin: Actor, name = "Ads"): Promise<string> {
  const { id } = await createDestination(admin, {
    kind: "meta",
    name,
    settings: { adAccountId: "1000000001" },
    secrets: { accessToken: "simulated-access-token" },
  });
  await setPolicy(admin, { id, policy: POLICY, reason: "Agreed with legal." });
  return id;
}

/** Germans to a new object of the account, not yet approved. */
export async function makeSync(shop: ShopWorkspace, destinationId?: string) {
  const destination = destinationId ?? (await makeDestination(shop.admin, `Ads ${crypto.randomUUID()}`));
  const audience = await makeAudience(shop.marketer);
  const { id } = await createSync(shop.marketer, {
    audienceId: audience.id,
    destinationId: destination,
    name: "Germans to ads",
    object: { create: "Germans" },
    mapping: MAPPING,
    mode: "mirror",
    use: "target",
  });
  return { id, audience, destinationId: destination };
}

export function testWorld(home: string) {
  const silent = () => undefined;
  const log = { info: silent, warn: silent, error: silent } as Parameters<typeof runWorld>[0]["log"];
  return runWorld({ home, log, stopping: new AbortController().signal });
}

/** Asked for by the marketer, measured as the worker would. */
export async function requestApproval(
  shop: ShopWorkspace,
  syncId: string,
  audienceVersion = 1,
): Promise<string> {
  const { id } = await createChangeSet(shop.marketer, { syncId, audienceVersion });
  await measureChangeSet(id, testWorld(shop.folder));
  return id;
}

export async function makeApprovedSync(shop: ShopWorkspace, destinationId?: string) {
  const sync = await makeSync(shop, destinationId);
  const changeSetId = await requestApproval(shop, sync.id);
  await approveChangeSet(shop.approver, { id: changeSetId });
  return { ...sync, changeSetId };
}
