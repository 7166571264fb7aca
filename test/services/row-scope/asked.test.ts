import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor } from "@/lib/services/actor";
import { breakDownSegment } from "@/lib/services/builder/breakdown";
import { changesOfSegment } from "@/lib/services/builder/changes";
import { listExamples } from "@/lib/services/builder/column-examples";
import { listColumnValues } from "@/lib/services/builder/column-values";
import { countSegment } from "@/lib/services/builder/count";
import { funnelOfSegment } from "@/lib/services/builder/funnel";
import { listHeldValues } from "@/lib/services/builder/held-values";
import { overlapOfSegment } from "@/lib/services/builder/overlap";
import { reachOfSegment } from "@/lib/services/builder/reach";
import { sampleSegment } from "@/lib/services/builder/sample";
import { stagesOfAudience } from "@/lib/services/builder/stages";
import { audiencesOfPerson } from "@/lib/services/person/audiences";
import { explainPerson } from "@/lib/services/person/explain";
import { findPeople } from "@/lib/services/person/find";
import { previewTrait } from "@/lib/services/trait/preview";
import { scopedActor } from "@/test/factories/scoped";
import { makeAudience, makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { MAPPING, makeDestination } from "@/test/factories/synced-shop";
import { ownDatabase } from "@/test/factories/workspace";
import { answer } from "@/test/support/answer";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-row-scope-"));
const EVERYONE = { version: 1, entity: "customers", where: { all: [] } } as const;
/** Of these eleven, the last six are French. */
const LATE = { ...EVERYONE, where: { value: { column: "customer_id" }, is: { gte: 20 } } };
let shop: ShopWorkspace;
let scoped: Actor;
let late: string;

beforeAll(async () => {
  shop = await makeShop(folder);
  scoped = await scopedActor(shop);
  late = (await makeAudience(shop.marketer, LATE, "Late")).id;
});
afterAll(() => rmSync(folder, { recursive: true }));

it("counts only rows of their scope, and of no more rows than that", async () => {
  expect(await countSegment(shop.marketer, { tree: EVERYONE })).toMatchObject({
    members: 30,
    population: 30,
  });
  expect(await countSegment(scoped, { tree: EVERYONE })).toMatchObject({ members: 24, population: 24 });
});

it("keeps answers of others from them, and theirs from others", async () => {
  const asOf = new Date().toISOString();
  const counted = async (actor: Actor) => answer(await countSegment(actor, { tree: EVERYONE, asOf })).members;
  expect([await counted(shop.marketer), await counted(scoped), await counted(shop.marketer)]).toEqual([
    30, 24, 30,
  ]);
});

it("asks within it, however the conditions are turned", async () => {
  const french = { value: { column: "country" }, is: { eq: "FR" } };
  const where = { any: [french, { not: french }, { not: { all: [] } }] };
  expect(await countSegment(scoped, { tree: { ...EVERYONE, where } })).toMatchObject({ members: 24 });
  expect(await countSegment(scoped, { tree: { ...EVERYONE, where: french } })).toMatchObject({ members: 0 });
});

it("funnels, breaks down and stages only rows of their scope", async () => {
  const tree = { ...EVERYONE, where: { all: [{ value: { column: "email" }, is: { known: true } }] } };
  const funnel = answer(await funnelOfSegment(scoped, { tree }));
  expect([funnel.population, funnel.members]).toEqual([24, 24]);
  const bars = answer(await breakDownSegment(scoped, { tree: EVERYONE, column: "country" }));
  expect(JSON.stringify(bars)).not.toContain("FR");
  const stages = answer(
    await stagesOfAudience(scoped, { tree: { ...EVERYONE, limit: { top: 28, salt: "x" } } }),
  );
  expect(stages.steps[0]).toEqual({ step: "conditions", members: 24 });
});

it("samples, compares and reaches only rows of their scope", async () => {
  expect(answer(await sampleSegment(shop.marketer, { tree: LATE })).rows).toHaveLength(10);
  expect(answer(await sampleSegment(scoped, { tree: LATE })).rows).toEqual([]);
  const tree = { ...EVERYONE, where: { value: { column: "customer_id" }, is: { gte: 10 } } };
  const shares = async (actor: Actor) =>
    answer(await overlapOfSegment(actor, { tree })).audiences.map(({ share }) => share);
  expect([await shares(shop.marketer), await shares(scoped)]).toEqual([
    [{ kind: "about", percent: 50 }],
    [{ kind: "some" }],
  ]);
  const destinationId = await makeDestination(shop.admin, "Reach");
  const reach = answer(await reachOfSegment(scoped, { tree: EVERYONE, destinationId, mapping: MAPPING }));
  expect(reach).toMatchObject({ blocked: null, members: 24 });
  const changes = answer(await changesOfSegment(scoped, { tree: EVERYONE }));
  expect(changes).toMatchObject({ before: 24, now: 24 });
});

it("suggests only values that rows of their scope hold", async () => {
  const country = { entity: "customers", column: "country" };
  expect(await listColumnValues(scoped, country)).toEqual([{ value: "DE", count: 24 }]);
  expect(await listColumnValues(scoped, { ...country, search: "f" })).toEqual([]);
  expect(await listHeldValues(scoped, { ...country, values: ["DE", "FR"] })).toEqual({ held: ["DE"] });
  expect(await listExamples(scoped, country)).toEqual({ values: ["DE"] });
});

it("finds and explains nobody beyond their scope", async () => {
  const find = async (value: string) =>
    answer(await findPeople(scoped, { entity: "customers", column: "email", value })).keys;
  expect([await find("person3@shop.test"), await find("person30@shop.test")]).toEqual([["3"], []]);
  const nobody = { code: "NOT_FOUND" };
  await expect(audiencesOfPerson(scoped, { entity: "customers", key: "30" })).rejects.toMatchObject(nobody);
  await expect(explainPerson(scoped, { audienceId: late, key: "30" })).rejects.toMatchObject(nobody);
  expect(answer(await explainPerson(scoped, { audienceId: late, key: "20" })).root).toMatchObject({
    verdict: true,
  });
});

it("spreads a trait over rows of their scope, and leaves SQL of its own to others", async () => {
  const named = { entity: "customers", name: "home" };
  const home = { kind: "value", label: "Home", value: { column: "country" } } as const;
  expect(answer(await previewTrait(scoped, { ...named, definition: home }))).toMatchObject({
    total: 24,
    bars: [{ label: "DE", people: 24 }],
  });
  const sql = { kind: "sql" as const, label: "Home", sql: "SELECT 1", key: ["a"], column: "b", type: "text" };
  const approver = await scopedActor(shop, "approver");
  await expect(previewTrait(approver, { ...named, definition: sql })).rejects.toMatchObject({
    code: "ROW_SCOPE",
  });
});

it("refuses questions about rows that belong to no row of theirs", async () => {
  const tree = { version: 1, entity: "orders", where: { all: [] } };
  const refused = {
    code: "ROW_SCOPE",
    message: "You see only some rows of Customers, and Orders cannot be kept to them.",
    fix: "Ask about Customers instead, or ask an admin to change your row scope.",
    remedy: "ask_admin",
  };
  await expect(countSegment(scoped, { tree })).rejects.toMatchObject(refused);
  await expect(listExamples(scoped, { entity: "orders", column: "total" })).rejects.toMatchObject(refused);
});
