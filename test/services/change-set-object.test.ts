import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import meta from "@/lib/destinations/meta";
import { approveChangeSet } from "@/lib/services/change-set/approve";
import { getChangeSet } from "@/lib/services/change-set/get";
import { simulatorVariable } from "@/lib/services/destination/endpoint";
import { executeRun } from "@/lib/services/run/execute";
import { createSync } from "@/lib/services/sync/create";
import { runSync } from "@/lib/services/sync/run";
import { ownShop } from "@/test/factories/own-shop";
import { makeAudience } from "@/test/factories/shop-workspace";
import { MAPPING, makeDestination, requestApproval, testWorld } from "@/test/factories/synced-shop";

const { shop } = ownShop({ beforeAll, afterAll });

/** An audience of the simulator's account that somebody else filled. */
async function filledObject(people: number): Promise<{ id: string; name: string }> {
  const endpoint = process.env[simulatorVariable("meta")]!;
  const settings = { adAccountId: "1000000001" };
  const client = meta.connect({ endpoint, settings, secrets: { accessToken: "simulated-access-token" } })
    .set!;
  const object = await client.createObject({ name: "Filled by hand" });
  const rows = Array.from({ length: people }, (_, at) => ({
    cells: [at.toString(16).padStart(64, "0")],
    attributes: [],
  }));
  const identifier = meta.set!.identifiers.find(({ id }) => id === "EMAIL")!;
  const signal = AbortSignal.timeout(10_000);
  await client.send(
    {
      operation: "add",
      object: object.id,
      identifier,
      rows,
      idempotencyKey: "by hand",
      session: { id: 1, sequence: 1, isLast: true, estimatedTotal: people },
    },
    { signal, turn: async () => {} },
  );
  return { id: object.id, name: object.name };
}

describe("an object that somebody else filled", () => {
  it("is shown with its size, and taken over by who approves", async () => {
    const object = await filledObject(2_000);
    const { id: syncId } = await createSync(shop.marketer, {
      audienceId: (await makeAudience(shop.marketer)).id,
      destinationId: await makeDestination(shop.admin, "Filled ads"),
      ...{ name: "Germans to what is there", object, mapping: MAPPING, mode: "mirror", use: "target" },
    });
    const id = await requestApproval(shop, syncId);
    const check = async () =>
      (await getChangeSet(shop.approver, { id })).checks.find(({ name }) => name === "Object");
    expect(await check()).toEqual({
      name: "Object",
      ok: false,
      text: "“Filled by hand” is not empty: it has 2,000 to 2,300 people already, whom Coterie did not put there. Approving takes it over, and they stay in it.",
    });

    await approveChangeSet(shop.approver, { id });
    const { runId } = await runSync(shop.marketer, { id: syncId });
    await executeRun(runId, testWorld(shop.folder));
    await database().sync.update({ where: { id: syncId }, data: { voidReason: "Restored." } });
    const again = await requestApproval(shop, syncId);
    const { checks } = await getChangeSet(shop.approver, { id: again });
    expect(checks.find(({ name }) => name === "Object")).toEqual({
      name: "Object",
      ok: true,
      text: "The platform says that it has 2,000 to 2,400 people; 19 identifiers are there because of us.",
    });
  });
});
