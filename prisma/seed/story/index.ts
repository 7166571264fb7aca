import { importCatalog } from "@/lib/services/catalog/import";
import { approveChangeSet } from "@/lib/services/change-set/approve";
import { requestChanges } from "@/lib/services/change-set/request-changes";
import { createDestination } from "@/lib/services/destination/create";
import { definitionOf } from "@/lib/services/destination/definitions";
import { setPolicy } from "@/lib/services/destination/set-policy";
import { testDestination } from "@/lib/services/destination/test";
import { describeSync } from "@/lib/services/sync/describe";
import { pauseSync } from "@/lib/services/sync/pause";
import { setSyncTiming } from "@/lib/services/sync/set-timing";
import { type Cast, castPeople } from "./people";
import { metaPolicy } from "./policy";
import * as segments from "./segments";
import { markStoryTold } from "./state";
import { askForApproval, draftAudience, keepVersion, rewrite, run, syncToMeta } from "./tell";

export type StoryInput = {
  /** Text of the shop's catalog, and the folder its warehouse file lies in. */
  catalog: string;
  baseFolder: string;
  /** Makes the simulator of Meta answer the next uploads that way. */
  planFault(fault: Readonly<Record<string, unknown>>): Promise<void>;
  log(line: string): void;
};

/**
 * The demo's story, told through the services as three people would live it: a shop whose marketer builds audiences,
 * whose data team approves them and whose admin set what may leave. Needs a worker and the simulators.
 */
export async function tellStory(input: StoryInput): Promise<void> {
  const cast = await castPeople();
  await importCatalog(cast.ines, { source: input.catalog, baseFolder: input.baseFolder });
  const destinationId = await connectMeta(cast);
  input.log("Building the demo's audiences…");
  await finishedAndWaiting(cast, destinationId);
  await halfFailed(cast, destinationId, input);
  await sentBack(cast, destinationId);
  await paused(cast, destinationId);
  await approvedOnly(cast, destinationId);
  await draftAudience(cast.mara, "Footwear buyers in Germany", segments.germanFootwear);
  await markStoryTold(cast.ines);
}

async function connectMeta({ ines }: Cast): Promise<string> {
  const { settings, secrets } = definitionOf("meta").simulator!.account;
  const { id } = await createDestination(ines, {
    kind: "meta",
    name: "Meta · Northwind EU",
    settings,
    secrets,
  });
  await testDestination(ines, { id });
  await setPolicy(ines, { id, policy: metaPolicy, reason: "Agreed with the privacy team for paid social." });
  return id;
}

/** Live and mirrored; a second version waits for the data team. */
async function finishedAndWaiting({ mara, theo }: Cast, destinationId: string): Promise<void> {
  const name = "Lapsing VIPs";
  const audienceId = await draftAudience(mara, name, segments.lapsingVips);
  const first = await keepVersion(mara, audienceId);
  const syncId = await syncToMeta(mara, { audienceId, destinationId, name });
  const changeSet = await askForApproval(mara, syncId, first, "Win-back campaign, autumn.");
  await approveChangeSet(theo, { id: changeSet, text: "Size and fields are fine." });
  await run(mara, syncId);
  await everyWeekday(mara, syncId);
  await rewrite(mara, audienceId, segments.lapsingVipsWithTwoOrders);
  await askForApproval(
    mara,
    syncId,
    await keepVersion(mara, audienceId),
    "One-off gift buyers do not come back.",
  );
}

/** Before the offices open; the loads of Monday morning are waited for. */
async function everyWeekday(mara: Cast["mara"], id: string): Promise<void> {
  const zone = "Europe/Berlin";
  await setSyncTiming(mara, {
    id,
    schedule: { kind: "cron", cron: "0 6 * * 1-5", zone },
    blackout: { windows: [{ days: ["monday"], from: "05:00", to: "08:00" }], zone: null },
    endsOn: null,
  });
  await describeSync(mara, {
    id,
    labels: ["win-back", "paid social"],
    description: "Good customers who have not ordered for a while, for the win-back campaign.",
  });
}

/** The access token expires between two calls: what was sent is held, the rest is due, and a retry goes on. */
async function halfFailed(
  { mara, theo }: Cast,
  destinationId: string,
  { planFault }: StoryInput,
): Promise<void> {
  const name = "Loyal members";
  const audienceId = await draftAudience(mara, name, segments.loyalMembers);
  const version = await keepVersion(mara, audienceId);
  const syncId = await syncToMeta(mara, { audienceId, destinationId, name });
  await approveChangeSet(theo, { id: await askForApproval(mara, syncId, version) });
  await planFault({ kind: "platform", name: "token", match: { method: "POST", path: "/users", nth: 2 } });
  await run(mara, syncId);
}

async function sentBack({ mara, theo }: Cast, destinationId: string): Promise<void> {
  const name = "Second purchase";
  const audienceId = await draftAudience(mara, name, segments.secondPurchase);
  const version = await keepVersion(mara, audienceId);
  const syncId = await syncToMeta(mara, { audienceId, destinationId, name });
  const id = await askForApproval(mara, syncId, version);
  await requestChanges(theo, { id, text: "Returned orders count here. Please leave them out." });
}

async function paused({ mara, theo }: Cast, destinationId: string): Promise<void> {
  const name = "Newsletter readers";
  const audienceId = await draftAudience(mara, name, segments.newsletterReaders);
  const version = await keepVersion(mara, audienceId);
  const syncId = await syncToMeta(mara, { audienceId, destinationId, name, use: "seed" });
  await approveChangeSet(theo, { id: await askForApproval(mara, syncId, version) });
  await run(mara, syncId);
  await pauseSync(mara, { id: syncId, reason: "The lookalike test is over until spring." });
}

/** Approved, and nobody has run it yet. */
async function approvedOnly({ mara, theo }: Cast, destinationId: string): Promise<void> {
  const name = "Bought in the last 7 days";
  const audienceId = await draftAudience(mara, name, segments.recentBuyers);
  const version = await keepVersion(mara, audienceId);
  const syncId = await syncToMeta(mara, { audienceId, destinationId, name, use: "exclude" });
  await approveChangeSet(theo, { id: await askForApproval(mara, syncId, version) });
}
