import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import type { Segment } from "@/lib/core/segment/types";
import { database } from "@/lib/db/client";
import { saveDraft } from "@/lib/services/audience/save-draft";
import { saveVersion } from "@/lib/services/audience/save-version";
import { setSyncBudget } from "@/lib/services/cost/set-budget";
import { applyDefinitions } from "@/lib/services/definitions/apply";
import { exportDefinitions } from "@/lib/services/definitions/export";
import { planDefinitions } from "@/lib/services/definitions/plan";
import { validateFiles } from "@/lib/services/definitions/validate";
import { createList } from "@/lib/services/list/create";
import { createPrioritySet } from "@/lib/services/priority-set/create";
import { updatePrioritySet } from "@/lib/services/priority-set/update";
import { setSyncAlerts } from "@/lib/services/sync/alerts";
import { createSync } from "@/lib/services/sync/create";
import { describeSync } from "@/lib/services/sync/describe";
import { endSync } from "@/lib/services/sync/end";
import { listSyncs } from "@/lib/services/sync/list";
import { setSyncTiming } from "@/lib/services/sync/set-timing";
import { saveTrait } from "@/lib/services/trait/save";
import { makeCrm, makeRecordSync, startCrm } from "@/test/factories/record-shop";
import { makeAudience, makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { MAPPING, makeDestination, startSimulator } from "@/test/factories/synced-shop";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-rebuild-"));
let simulators: RunningSimulator[];
let shop: ShopWorkspace;
let contacts: string;
let files: { path: string; text: string }[];

const RICH = {
  version: 1,
  entity: "customers",
  where: {
    all: [
      { value: { trait: "spend" }, is: { gt: 5 } },
      { value: { trait: "score" }, is: { gt: 5 } },
      { not: { list: "staff", key: { column: "email" } } },
      { audience: "germans" },
    ],
  },
  limit: { top: 100, by: { column: "customer_id" }, order: "desc" },
  splits: { salt: "spring", shares: [{ name: "treatment", percent: 90 }, { percent: 10 }] },
} as unknown as Segment;

beforeAll(async () => {
  process.env.COTERIE_HOME = folder;
  simulators = [await startSimulator(), await startCrm()];
  shop = await makeShop(folder);
  await furnish(shop);
  const { admin, marketer } = shop;
  const crm = await makeCrm(shop);
  const ads = await makeDestination(admin);
  ({ id: contacts } = await makeRecordSync(shop, { destinationId: crm }));
  const { id: audienceId, revision } = await makeAudience(marketer, RICH, "Germans of worth");
  await serveFirst({ audienceId, revision });
  const { id } = await createSync(marketer, {
    ...{
      audienceId,
      destinationId: ads,
      name: "Worth to ads",
      object: { create: "Worth" },
      mapping: MAPPING,
    },
    ...{ mode: "add_only", use: "seed", split: "treatment" },
    guards: { churn: { action: "warn", threshold: { percent: 30, timesUsual: 4 } } },
  });
  await describeSync(marketer, { id, description: "For spring.", labels: ["Spring", "ads"] });
  await setSyncAlerts(marketer, { id, rules: { slow: { warning: 4 } }, channels: [] });
  await setSyncBudget(marketer, {
    id,
    budget: { platformCalls: 500, bytesBilled: null, atLimit: "block" },
  });
  await setSyncTiming(marketer, {
    id,
    schedule: { kind: "interval", minutes: 360 },
    blackout: { windows: [{ days: ["sunday"], from: "00:00", to: "06:00" }], zone: "UTC" },
    endsOn: "2031-12-31",
  });
  ({ files } = await exportDefinitions(admin, {}));
});
afterAll(async () => {
  for (const simulator of simulators) await simulator.close();
  rmSync(folder, { recursive: true });
});

/** Gives the audience its place in a priority set, behind the Germans. */
async function serveFirst({ audienceId: id, revision }: { audienceId: string; revision: number }) {
  const { marketer } = shop;
  const germans = await database().audience.findFirstOrThrow({
    where: { workspaceId: shop.id, slug: "germans" },
  });
  const set = await createPrioritySet(marketer, { name: "Offers", entity: "customers" });
  const serve = async (at: number) =>
    (
      await updatePrioritySet(marketer, {
        ...{ id: set.id, name: "Offers", audiences: [{ id: germans.id }, { id }], revision: at },
      })
    ).revision;
  const next = await serve(set.revision);
  const tree = { ...RICH, priority: { set: "offers" } };
  const saved = await saveDraft(marketer, { id, tree, name: "Germans of worth", revision });
  await saveVersion(marketer, { id, revision: saved.revision });
  await serve(next);
}

/** What files do not make: a list. Traits only the first time. */
async function furnish({ marketer }: ShopWorkspace): Promise<void> {
  await createList(marketer, { name: "Staff", entity: "customers", column: "email", form: "lower_trimmed" });
  const spend = { kind: "value" as const, label: "Spend", value: { sum: { column: "total" }, of: "orders" } };
  const sql = "SELECT customer_id, round(sum(total)) AS score FROM orders GROUP BY customer_id";
  const score = { kind: "sql" as const, label: "Score", sql, key: ["customer_id"], column: "score" };
  if (files) return;
  await saveTrait(marketer, { entity: "customers", name: "spend", definition: spend, version: null });
  await saveTrait(shop.approver, {
    ...{ entity: "customers", name: "score", version: null },
    definition: { ...score, type: "integer" },
  });
}

describe("a workspace of everything", () => {
  it("exports a priority set that follows its audiences", () => {
    expect(files.find((file) => file.path === "priority-sets/offers.yaml")?.text).toBe(
      "version: 1\nname: Offers\nentity: customers\naudiences:\n  - audience: germans\n  - audience: germans-of-worth\n",
    );
  });

  it("is right as files, and changes nothing", async () => {
    expect(files.map((file) => file.path)).toEqual([
      ...["audiences/germans-of-worth.yaml", "audiences/germans.yaml", "catalog.yaml"],
      ...["destinations/ads.yaml", "destinations/crm.yaml", "lists/staff.yaml", "priority-sets/offers.yaml"],
      ...["syncs/contacts.yaml", "syncs/worth-to-ads.yaml"],
      ...["traits/customers.score.yaml", "traits/customers.spend.yaml"],
    ]);
    await validateFiles(files, new Date());
    const plan = await planDefinitions(shop.admin, { files });
    expect(plan.changes.filter(({ outcome }) => outcome !== "unchanged")).toEqual([]);
    expect([plan.asks, plan.blocked]).toEqual([[], []]);
  });

  it("is built again from its files where accounts and lists are there", async () => {
    const other = await makeShop(folder);
    for (const { id } of await listSyncs(shop.marketer, {})) {
      if (id !== contacts) await endSync(shop.marketer, { id, reason: "Moved." });
    }
    await furnish(other);
    await makeCrm(other);
    await makeDestination(other.admin);
    const ownerless = files.map((one) => ({ ...one, text: one.text.replace(/^owner: .*\n/m, "") }));
    const plan = await planDefinitions(other.admin, { files: ownerless });
    expect(plan.blocked).toEqual([]);
    expect(
      plan.changes.flatMap(({ kind, key, does }) => (does === "nothing" ? [] : [[kind, key, does]])),
    ).toEqual([
      ["trait", "customers.score", "at_once"],
      ["trait", "customers.spend", "at_once"],
      ["audience", "germans", "draft"],
      ["audience", "germans-of-worth", "draft"],
      ["priority_set", "offers", "at_once"],
      ["sync", "Contacts", "draft"],
      ["sync", "Worth to ads", "draft"],
    ]);
    const first = await applyDefinitions(other.admin, { files: ownerless });
    const asked = ({ requests }: typeof first) => requests.map(({ sync }) => sync.name);
    expect([asked(first), first.refused, first.notAsked]).toEqual([
      [],
      [
        {
          ...{ name: "Contacts", code: "FIELD_TAKEN", fix: expect.any(String) },
          message: expect.stringContaining("A sync of another workspace already writes Contacts"),
        },
      ],
      [
        {
          ...{ name: "Worth to ads", code: "MAY_NOT_DECIDE", fix: expect.any(String) },
          message: "The policy of Ads does not let Email decide who is in an audience going there.",
        },
      ],
    ]);
    await endSync(shop.marketer, { id: contacts, reason: "Moved." });
    const second = await applyDefinitions(other.admin, { files: ownerless });
    expect([asked(second), second.refused, second.notAsked]).toEqual([["Contacts"], [], []]);
    const allowed = ownerless.map((one) => ({
      ...one,
      text: one.text.replace("deciding:\n", "deciding:\n    - email\n"),
    }));
    const third = await applyDefinitions(other.admin, { files: allowed, askAll: true });
    expect([asked(third), third.refused, third.notAsked]).toEqual([["Worth to ads"], [], []]);
    const made = (await exportDefinitions(other.admin, {})).files;
    expect(made.map((one) => ({ ...one, text: one.text.replace(/^owner: .*\n/m, "") }))).toEqual(allowed);
    const again = await applyDefinitions(other.admin, { files: allowed, askAll: true });
    expect([again.requests, again.notAsked, again.changes.every(({ does }) => does === "nothing")]).toEqual([
      ...[[], [], true],
    ]);
  });
});
