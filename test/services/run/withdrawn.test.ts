import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SyncMode } from "@/lib/core/membership/types";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
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
  home = await mkdtemp(join(tmpdir(), "coterie-withdrawn-"));
  platform = new TestPlatform();
  endpoint = await platform.start();
  warehouse = new PeopleWarehouse();
});
afterEach(async () => {
  await platform.stop();
  await rm(home, { recursive: true, force: true });
});

const person = (key: string, over: Partial<Person> = {}): Person => ({ key, email: `e${key}`, ...over });
const held = () => platform.held("EMAIL");

async function run(sync: TestSync, people: readonly Person[], kind: "sync" | "resync" = "sync") {
  warehouse.people = people;
  const id = await createRun(sync);
  await database().run.update({ where: { id }, data: { kind } });
  await executeRun(id, runDeps(home, warehouse, testDefinition()));
  return database().run.findUniqueOrThrow({ where: { id } });
}

/** The same sync in another mode, approved. */
async function inMode(sync: TestSync, mode: SyncMode, version: number): Promise<TestSync> {
  const {
    id: _,
    record: __,
    ...before
  } = await database().syncVersion.findUniqueOrThrow({ where: { id: sync.syncVersionId } });
  const { id: syncVersionId } = await database().syncVersion.create({
    data: { ...before, mapping: before.mapping as object, guards: before.guards as object, mode, version },
  });
  await database().sync.update({ where: { id: sync.syncId }, data: { approvedVersionId: syncVersionId } });
  return { ...sync, syncVersionId };
}

describe("a run of a sync whose approval is void", () => {
  it("adds nobody, and still takes out who withdrew consent", async () => {
    const sync = await createSync({ endpoint });
    await run(sync, [person("1"), person("2")]);
    await database().sync.update({
      where: { id: sync.syncId },
      data: { voidReason: "The mapping changed." },
    });
    const row = await run(sync, [person("1", { consent: false }), person("2"), person("3")]);
    expect(row).toMatchObject({ status: "blocked", plan: { adds: 0, removes: 1 } });
    expect(held()).toEqual(["e2"]);
  });
});

describe("a customer whose row was deleted", () => {
  it("is taken out by the next run of a mirror", async () => {
    const sync = await createSync({ endpoint });
    await run(sync, [person("1"), person("2"), person("3")]);
    expect(await run(sync, [person("2"), person("3")])).toMatchObject({
      status: "succeeded",
      plan: { adds: 0, removes: 1 },
    });
    expect(held()).toEqual(["e2", "e3"]);
  });

  it("is taken out of an object that is only added to, and of a sync that is paused", async () => {
    const sync = await createSync({ endpoint, mode: "add_only" });
    await run(sync, [person("1"), person("2"), person("3")]);
    expect(await run(sync, [person("2"), person("3")])).toMatchObject({ plan: { removes: 1 } });
    await database().sync.update({ where: { id: sync.syncId }, data: { paused: true } });
    warehouse.people = [person("3")];
    await executeRun(await createRun(sync, "privacy"), runDeps(home, warehouse, testDefinition()));
    expect(held()).toEqual(["e3"]);
  });
});

describe("a full resync", () => {
  it("sends again who is held and stays, and removes who left or withdrew", async () => {
    const sync = await createSync({ endpoint });
    const four = ["1", "2", "3", "4"].map((key) => person(key));
    await run(sync, four);
    platform.sent.length = 0;
    const row = await run(
      sync,
      [person("1"), person("2"), person("3", { wanted: false }), person("4", { consent: false })],
      "resync",
    );
    expect(row).toMatchObject({ status: "succeeded", plan: { removes: 2, refreshes: 2 } });
    const sent = platform.sent.map(({ operation, values }) => [operation, [...values].sort()]);
    expect(sent).toEqual([
      ["remove", ["e3", "e4"]],
      ["add", ["e1", "e2"]],
    ]);
  });
});

describe("a sync whose mode changes", () => {
  it("keeps who left while it only adds, and removes them once it mirrors again", async () => {
    const mirror = await createSync({ endpoint });
    await run(mirror, [person("1"), person("2")]);
    const adding = await inMode(mirror, "add_only", 2);
    await run(adding, [person("1", { wanted: false }), person("2"), person("3")]);
    expect(held()).toEqual(["e1", "e2", "e3"]);
    const again = await inMode(mirror, "mirror", 3);
    await run(again, [person("1", { wanted: false }), person("2"), person("3")]);
    expect(held()).toEqual(["e2", "e3"]);
  });
});
