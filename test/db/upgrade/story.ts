import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import type { Policy } from "@/lib/core/policy/types";
import { createAudience } from "@/lib/services/audience/create";
import { getAudience } from "@/lib/services/audience/get";
import { saveDraft } from "@/lib/services/audience/save-draft";
import { saveVersion } from "@/lib/services/audience/save-version";
import { approveChangeSet } from "@/lib/services/change-set/approve";
import { simulatorVariable } from "@/lib/services/destination/endpoint";
import { setPolicy } from "@/lib/services/destination/set-policy";
import { startSimulators } from "@/lib/services/destination/simulate";
import { setExclusions } from "@/lib/services/exclusion/set";
import { changeListValues } from "@/lib/services/list/change-values";
import { createList } from "@/lib/services/list/create";
import { createPrioritySet } from "@/lib/services/priority-set/create";
import { updatePrioritySet } from "@/lib/services/priority-set/update";
import { executeRun } from "@/lib/services/run/execute";
import { createSync } from "@/lib/services/sync/create";
import { pauseSync } from "@/lib/services/sync/pause";
import { runSync } from "@/lib/services/sync/run";
import { saveTrait } from "@/lib/services/trait/save";
import { GERMANS, makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { makeDestination, POLICY, requestApproval, testWorld } from "@/test/factories/synced-shop";

/**
 * What a version leaves behind when it is replaced: syncs in every state, approvals that rest on all an approval can
 * rest on, and a run that was cut short. It is told by that version's own code, so it uses only what has long been there.
 */
export async function tellStory(home: string): Promise<void> {
  process.env.COTERIE_HOME = home;
  const simulators = await startSimulators(home);
  try {
    const shop = await makeShop(path.join(home, "shop"));
    const destinationId = await makeDestination(shop.admin, "Ads");
    const policy: Policy = { ...POLICY, deciding: ["country", "email"] };
    await setPolicy(shop.admin, { id: destinationId, policy, reason: "Staff is told by e-mail." });
    const story = storyOf(shop, home, destinationId);
    await story.share();
    await story.mirrored();
    await story.asked();
    await story.resting();
    await story.unrun();
    await story.paused();
    await story.failed();
    await story.cutShort();
  } finally {
    await simulators.close();
  }
}

/** Adds a customer to the shop's file, or takes one out. */
export function changeShop(home: string, change: (lines: string[]) => string[]): void {
  const file = path.join(home, "shop", "customers.csv");
  const [header, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  writeFileSync(file, `${[header, ...change(lines)].join("\n")}\n`);
}

type Wanted = {
  use?: "target" | "exclude" | "seed";
  mode?: "mirror" | "add_only";
  split?: string;
  version?: number;
};

/** On a trait, a list, another audience, a limit, a share and a priority set. */
const RESTING = (list: string): Partial<AudienceDefinition> => ({
  where: { all: [{ audience: "spenders" }, { not: { list, key: { column: "email" } } }] },
  limit: { top: 20, by: { trait: "spend" }, order: "desc" },
  splits: {
    salt: "spring",
    shares: [
      { name: "treatment", percent: 80 },
      { name: "holdout", percent: 20 },
    ],
  },
  priority: { set: "order" },
});

function storyOf(shop: ShopWorkspace, home: string, destinationId: string) {
  const { admin, marketer, approver } = shop;

  async function audience(name: string, tree: Partial<AudienceDefinition> = {}): Promise<string> {
    const { id } = await createAudience(marketer, { name, entity: "customers" });
    await version(id, name, tree);
    return id;
  }

  async function version(id: string, name: string, tree: Partial<AudienceDefinition>) {
    const { revision } = (await getAudience(marketer, { id })).draft;
    const saved = await saveDraft(marketer, { id, name, revision, tree: { ...GERMANS, ...tree } });
    await saveVersion(marketer, { id, revision: saved.revision });
  }

  async function sync(name: string, audienceId: string, { use = "target", mode = "mirror", split }: Wanted) {
    const { id } = await createSync(marketer, {
      ...{ audienceId, destinationId, name, mode, use },
      ...(split !== undefined && { split }),
      object: { create: name },
      mapping: {
        fields: { EMAIL: { column: "email" }, PHONE: { column: "phone" } },
        country: { column: "country" },
        defaultCountry: "DE",
      },
    });
    return id;
  }

  async function approved(name: string, audienceId: string, wanted: Wanted = {}): Promise<string> {
    const id = await sync(name, audienceId, wanted);
    await approveChangeSet(approver, {
      id: await requestApproval({ ...shop, folder: home }, id, wanted.version),
    });
    return id;
  }

  async function run(id: string, stopping?: AbortSignal): Promise<void> {
    const { runId } = await runSync(marketer, { id });
    await executeRun(runId, { ...testWorld(home), ...(stopping && { stopping }) });
  }

  return {
    /** What every approval below rests on beside its own audience. */
    async share() {
      const french = await audience("French", { where: { value: { column: "country" }, is: { eq: "FR" } } });
      const audiences = [{ id: french }];
      await setExclusions(admin, { entity: "customers", audiences, reason: "Not there yet." });
    },

    /** Two runs: some were sent, some taken out again. */
    async mirrored() {
      const id = await approved("Mirrored", await audience("Germans"));
      await run(id);
      changeShop(home, (lines) => lines.filter((line) => !line.startsWith("2,")));
      await run(id);
    },

    /** Live, and another version waits for a decision. */
    async asked() {
      const name = "Asked";
      const audienceId = await audience(name);
      const id = await approved(name, audienceId);
      await run(id);
      await version(audienceId, name, { limit: { top: 15, by: { column: "customer_id" }, order: "asc" } });
      await requestApproval({ ...shop, folder: home }, id, 2);
    },

    async resting() {
      const spend = { sum: { column: "total" }, of: "orders" } as const;
      const definition = { kind: "value", label: "Spend", value: spend } as const;
      await saveTrait(marketer, { entity: "customers", name: "spend", definition, version: null });
      const { id: listId, slug: list } = await createList(marketer, {
        ...{ name: "Staff", entity: "customers", column: "email", form: "lower_trimmed" },
      });
      const values = (async function* () {
        yield new TextEncoder().encode("person3@shop.test\n");
      })();
      await changeListValues(marketer, { id: listId, mode: "replace", values });
      await audience("Spenders", { where: { value: { trait: "spend" }, is: { gte: 4 } } });
      const few = await audience("Few", { where: { value: { column: "customer_id" }, is: { lte: 5 } } });
      const id = await audience("Resting");
      const set = await createPrioritySet(marketer, { name: "Order", entity: "customers" });
      await updatePrioritySet(marketer, { ...set, audiences: [{ id: few }, { id }] });
      await version(id, "Resting", RESTING(list));
      await run(await approved("Resting", id, { split: "treatment", version: 2 }));
    },

    async unrun() {
      await approved("Unrun", await audience("Unrun"), { use: "exclude" });
    },

    async paused() {
      const id = await approved("Paused", await audience("Paused"), { use: "seed", mode: "add_only" });
      await run(id);
      await pauseSync(marketer, { id, reason: "Until spring." });
    },

    /** The token was refused: everything is due. */
    async failed() {
      const id = await approved("Failed", await audience("Failed"));
      await planFault({ kind: "platform", name: "token", match: { method: "POST", path: "/users" } });
      await run(id);
    },

    /** The process ended between the platform's taking a batch and its answer. */
    async cutShort() {
      const id = await approved("Cut short", await audience("Cut short"));
      await planFault({ kind: "hang_after", match: { method: "POST", path: "/users" } });
      await run(id, AbortSignal.timeout(2_000));
    },
  };
}

async function planFault(fault: object): Promise<void> {
  const answer = await fetch(`${process.env[simulatorVariable("meta")]}/_simulator/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fault),
  });
  if (!answer.ok) throw new Error(`The simulator refused a planned fault (${answer.status}).`);
}
