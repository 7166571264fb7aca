import { describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import { peopleRuns, person } from "@/test/factories/people-runs";
import { approveVersion, createRun, type TestSync } from "@/test/factories/sync";
import type { Person } from "@/test/support/people-warehouse";

const { platform, warehouse, approvedSync, ...runs } = peopleRuns();
const held = () => platform.held("EMAIL");
const run = (sync: TestSync, people: readonly Person[], kind: "sync" | "resync" = "sync") =>
  runs.run(sync, people, { data: { kind } });

describe("a run of a sync whose approval is void", () => {
  it("adds nobody, and still takes out who withdrew consent", async () => {
    const sync = await approvedSync();
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
    const sync = await approvedSync();
    await run(sync, [person("1"), person("2"), person("3")]);
    expect(await run(sync, [person("2"), person("3")])).toMatchObject({
      status: "succeeded",
      plan: { adds: 0, removes: 1 },
    });
    expect(held()).toEqual(["e2", "e3"]);
  });

  it("is taken out of an object that is only added to, and of a sync that is paused", async () => {
    const sync = await approvedSync({ mode: "add_only" });
    await run(sync, [person("1"), person("2"), person("3")]);
    expect(await run(sync, [person("2"), person("3")])).toMatchObject({ plan: { removes: 1 } });
    await database().sync.update({ where: { id: sync.syncId }, data: { paused: true } });
    warehouse.people = [person("3")];
    await executeRun(await createRun(sync, "privacy"), runs.deps());
    expect(held()).toEqual(["e3"]);
  });
});

describe("a full resync", () => {
  it("sends again who is held and stays, and removes who left or withdrew", async () => {
    const sync = await approvedSync();
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
    const mirror = await approvedSync();
    await run(mirror, [person("1"), person("2")]);
    const adding = await approveVersion(mirror, { mode: "add_only" });
    await run(adding, [person("1", { wanted: false }), person("2"), person("3")]);
    expect(held()).toEqual(["e1", "e2", "e3"]);
    const again = await approveVersion(adding, { mode: "mirror" });
    await run(again, [person("1", { wanted: false }), person("2"), person("3")]);
    expect(held()).toEqual(["e2", "e3"]);
  });
});
