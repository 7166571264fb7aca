import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { GuardSettings } from "@/lib/core/guards/types";
import type { SyncUse } from "@/lib/core/membership/types";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import { askToPass } from "@/lib/services/run/pass/ask";
import { decidePass } from "@/lib/services/run/pass/decide";
import { createRun, createSync, type TestSync } from "@/test/factories/sync";
import { ownDatabase } from "@/test/factories/workspace";
import { PeopleWarehouse, type Person } from "@/test/support/people-warehouse";
import { TestPlatform, testDefinition } from "@/test/support/platform";
import { runDeps } from "@/test/support/run-deps";

ownDatabase({ beforeAll, afterAll });

let home: string;
let platform: TestPlatform;
let endpoint: string;
let warehouse: PeopleWarehouse;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "coterie-guards-"));
  platform = new TestPlatform();
  endpoint = await platform.start();
  warehouse = new PeopleWarehouse();
});
afterEach(async () => {
  await platform.stop();
  await rm(home, { recursive: true, force: true });
});

const many = (from: number, to: number, more: Partial<Person> = {}): Person[] =>
  Array.from({ length: to - from }, (_, at) => ({ key: `${from + at}`, email: `e${from + at}`, ...more }));

async function syncWith(use: SyncUse = "target", guards: GuardSettings = {}): Promise<TestSync> {
  const sync = await createSync({ endpoint });
  const {
    id: _,
    record: __,
    ...version
  } = await database().syncVersion.findUniqueOrThrow({
    where: { id: sync.syncVersionId },
  });
  const data = { ...version, mapping: version.mapping as object, guards: guards as object, use, version: 2 };
  const { id: syncVersionId } = await database().syncVersion.create({ data });
  await database().sync.update({ where: { id: sync.syncId }, data: { approvedVersionId: syncVersionId } });
  return { ...sync, syncVersionId };
}

async function run(sync: TestSync, people: Person[], id?: string) {
  warehouse.people = people;
  const run = id ?? (await createRun(sync));
  await executeRun(run, runDeps(home, warehouse, testDefinition(1_000)));
  return database().run.findUniqueOrThrow({ where: { id: run } });
}
const held = () => {
  const values = new Set<string>();
  for (const { operation, values: sent } of platform.sent) {
    for (const value of sent) operation === "remove" ? values.delete(value) : values.add(value);
  }
  return values.size;
};

async function person(sync: TestSync, name: string, role: "marketer" | "approver") {
  const user = await database().user.create({ data: { email: `${name}.${sync.syncId}@people.test`, name } });
  await database().membership.create({ data: { workspaceId: sync.workspaceId, userId: user.id, role } });
  return { workspaceId: sync.workspaceId, userId: user.id, role, name } as never;
}

describe("a run that would take out many at once", () => {
  it("is blocked, shows what it would have sent, and still takes out who withdrew", async () => {
    const sync = await syncWith();
    await run(sync, many(0, 200));
    const row = await run(sync, [...many(0, 100), { ...many(100, 101)[0]!, consent: false }]);

    expect(row).toMatchObject({
      status: "blocked",
      problem: { code: "GUARD_CHURN", message: "100 people would leave at once; up to 40 are usual here." },
      findings: [{ guard: "churn", action: "block", measured: 100, allowed: 40 }],
      withheldPlan: { removes: 100, people: { leave: 100, stay: 100 } },
    });
    // Rows that are gone are people who were deleted: they are owed their removal like the one who withdrew.
    expect(held()).toBe(100);
  });

  it("goes on once another person let it pass, and no further than what was found then", async () => {
    const sync = await syncWith();
    const [mara, theo] = [await person(sync, "Mara", "marketer"), await person(sync, "Theo", "approver")];
    await run(sync, many(0, 200));
    const { id } = await run(sync, [...many(0, 120), ...many(120, 200, { wanted: false })]);
    expect(held()).toBe(200);

    const asked = await askToPass(mara, { id, reason: "A recall, checked with the shop." });
    await expect(decidePass(mara, { id: asked.id, pass: true, reason: "Fine." })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await decidePass(theo, { id: asked.id, pass: true, reason: "Seen." });
    expect(await run(sync, [...many(0, 110), ...many(110, 200, { wanted: false })], id)).toMatchObject({
      status: "blocked",
    });
    expect(held()).toBe(200);

    await database().run.update({ where: { id }, data: { status: "queued" } });
    expect(await run(sync, [...many(0, 120), ...many(120, 200, { wanted: false })], id)).toMatchObject({
      status: "succeeded",
    });
    expect(held()).toBe(120);
  });

  it("only says so where its guard warns", async () => {
    const warn: GuardSettings = { churn: { action: "warn", threshold: { percent: 20, timesUsual: 3 } } };
    const sync = await syncWith("target", warn);
    await run(sync, many(0, 200));
    const row = await run(sync, [...many(0, 100), ...many(100, 200, { wanted: false })]);

    expect(row).toMatchObject({ status: "succeeded", findings: [{ guard: "churn", action: "warn" }] });
    expect(held()).toBe(100);
  });
});

describe("consent that many lose at once", () => {
  const lost = () => many(0, 200, { consent: false });

  it("takes them out of a target", async () => {
    const sync = await syncWith("target");
    await run(sync, many(0, 200));
    expect(await run(sync, lost())).toMatchObject({ status: "blocked" });
    expect(held()).toBe(0);
  });

  it("leaves them in an exclusion, whose people would be shown ads, until someone looked", async () => {
    const sync = await syncWith("exclude");
    await run(sync, many(0, 200));
    const row = await run(sync, lost());
    expect(row).toMatchObject({ status: "blocked", problem: { code: "GUARD_CONSENT_LOSS" } });
    expect(held()).toBe(200);
  });

  it("takes the one who withdrew out of an exclusion", async () => {
    const sync = await syncWith("exclude");
    await run(sync, many(0, 200));
    expect(await run(sync, [...many(0, 199), ...many(199, 200, { consent: false })])).toMatchObject({
      status: "succeeded",
    });
    expect(held()).toBe(199);
  });
});
