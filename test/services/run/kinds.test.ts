import { beforeEach, describe, expect, it } from "vitest";
import type { RunKind } from "@/lib/core/views/run";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import type { RunDeps } from "@/lib/services/run/execute/deps";
import { peopleRuns, person } from "@/test/factories/people-runs";
import type { TestSync } from "@/test/factories/sync";
import type { Person } from "@/test/support/people-warehouse";
import { testDefinition } from "@/test/support/platform";

const { platform, approvedSync, ...runs } = peopleRuns();
let deps: RunDeps;
beforeEach(() => {
  deps = runs.deps();
});

const run = (
  sync: TestSync,
  people: readonly Person[],
  kind: RunKind = "sync",
  undoesRunId?: string,
  pausedByRunId: (undo: string) => string | null = (undo) => undo,
) =>
  runs.run(sync, people, {
    deps,
    data: { kind, undoesRunId },
    async before(id) {
      const data = { paused: true, pausedByRunId: pausedByRunId(id) };
      if (kind === "undo") await database().sync.update({ where: { id: sync.syncId }, data });
    },
  });

describe("undoing", () => {
  it("takes out whom the run brought and brings back whom it removed, but for those who withdrew since", async () => {
    const sync = await approvedSync();
    await run(sync, [person("1"), person("2"), person("3")]);
    const last = await run(sync, [person("3"), person("4")]);
    expect(platform.held("EMAIL")).toEqual(["e3", "e4"]);
    // Who is wanted now does not matter; who may be sent does.
    const now = [person("1"), person("2", { consent: false }), person("3"), person("4")];
    const undo = await run(sync, now, "undo", last.id);
    expect(undo).toMatchObject({ status: "succeeded", waterfall: null, plan: { adds: 1, removes: 1 } });
    expect(platform.held("EMAIL")).toEqual(["e1", "e3"]);
  });

  it("takes back what a run sent before it was stopped, and what it sent then", async () => {
    const sync = await approvedSync();
    await run(sync, [person("1"), person("2")]);
    const wanted = ["1", "2", "3", "4", "5", "6"].map((key) => person(key));
    platform.after = async ({ operation }) => {
      if (operation === "remove") return;
      await database().sync.update({ where: { id: sync.syncId }, data: { paused: true } });
      runs.warehouse.people = [person("1", { consent: false }), ...wanted.slice(1)];
    };
    const stopped = await run(sync, wanted);
    platform.after = () => {};
    expect(stopped).toMatchObject({ status: "blocked", problem: { code: "SYNC_PAUSED" } });
    expect(stopped.batches.map(({ plan, operation, rows }) => `${plan} ${operation} ${rows}`).sort()).toEqual(
      ["0 remove 1", "1 add 2"],
    );
    expect(platform.held("EMAIL")).toHaveLength(3);
    const undo = await run(sync, [person("1", { consent: false }), ...wanted.slice(1)], "undo", stopped.id);
    expect(undo).toMatchObject({ status: "succeeded", plan: { adds: 0, removes: 2 } });
    expect(platform.held("EMAIL")).toEqual(["e2"]);
  });

  it("goes on while its sync is paused for it, not once a person pauses it, nor once its approval is gone", async () => {
    const sync = await approvedSync();
    const last = await run(sync, [person("1"), person("2")]);
    expect(await run(sync, [person("1")], "undo", last.id, () => null)).toMatchObject({
      status: "blocked",
      problem: { code: "SYNC_PAUSED" },
    });
    expect(platform.held("EMAIL")).toEqual(["e1"]);
    expect(await run(sync, [person("1")], "undo", last.id)).toMatchObject({ status: "succeeded" });
    expect(platform.held("EMAIL")).toEqual([]);

    const other = await approvedSync();
    const first = await run(other, [person("5")]);
    const second = await run(other, [person("6")]);
    expect(first.status).toBe("succeeded");
    await database().sync.update({
      where: { id: other.syncId },
      data: { voidReason: "The mapping changed." },
    });
    expect(await run(other, [person("5"), person("6")], "undo", second.id)).toMatchObject({
      status: "blocked",
      problem: { code: "APPROVAL_VOID" },
    });
    expect(platform.held("EMAIL")).toEqual(["e6"]);
  });
});

describe("undoing what moved many", () => {
  const many = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => person(`${from + at}`));

  it("is blocked by the guards a plan is put before, until another person lets it pass", async () => {
    deps = runs.deps({}, testDefinition(1_000));
    const sync = await approvedSync();
    await run(sync, many(0, 300));
    const last = await run(sync, [...many(0, 300), ...many(300, 350)]);
    const few = await run(sync, many(0, 350), "undo", last.id);
    expect(few).toMatchObject({ status: "succeeded", plan: { removes: 50 } });

    const other = await approvedSync();
    const first = await run(other, many(0, 300));
    const undo = await run(other, many(0, 300), "undo", first.id);
    expect(undo).toMatchObject({
      status: "blocked",
      problem: {
        code: "GUARD_CHURN",
        message: "This undo would take out 300 people at once; up to 60 are usual here.",
      },
      findings: [{ guard: "churn", subject: "leave" }],
      withheldPlan: { removes: 300 },
    });
    expect(platform.held("EMAIL")).toHaveLength(300);

    const { workspaceId } = other;
    const by = await database().user.findFirstOrThrow({ where: { email: { endsWith: "@people.test" } } });
    const asked = { reason: "The wrong list.", requestedById: by.id, status: "approved" as const };
    await database().runPass.create({
      data: { workspaceId, runId: undo.id, findings: undo.findings as object, ...asked },
    });
    await database().run.update({ where: { id: undo.id }, data: { status: "queued" } });
    await executeRun(undo.id, deps);
    expect(await database().run.findUniqueOrThrow({ where: { id: undo.id } })).toMatchObject({
      status: "succeeded",
      plan: { removes: 300 },
    });
    expect(platform.held("EMAIL")).toEqual([]);
  });
});

describe("emptying", () => {
  it("takes out everyone of an add-only object too, whatever is approved, wanted or in the warehouse", async () => {
    const sync = await approvedSync({ mode: "add_only" });
    await run(sync, [person("1"), person("2"), person("3")]);
    await database().sync.update({
      where: { id: sync.syncId },
      data: { voidReason: "The mapping changed.", endingAt: new Date() },
    });
    const emptied = await run(sync, [], "empty");
    expect(emptied).toMatchObject({ status: "succeeded", plan: { adds: 0, removes: 3 } });
    expect(platform.held("EMAIL")).toEqual([]);
    const { endedAt } = await database().sync.findUniqueOrThrow({ where: { id: sync.syncId } });
    expect(endedAt).not.toBeNull();
  });

  it("leaves the sync to be emptied again while the platform refuses some", async () => {
    const sync = await approvedSync();
    await run(sync, [person("1"), person("2")]);
    platform.before = ({ operation }) => (operation === "remove" ? { status: 400, body: {} } : undefined);
    const emptied = await run(sync, [], "empty");
    expect(emptied.status).not.toBe("succeeded");
    const { endedAt } = await database().sync.findUniqueOrThrow({ where: { id: sync.syncId } });
    expect(endedAt).toBeNull();
  });
});

describe("sending all again", () => {
  it("sends whoever is wanted, held or not, and removes whoever left", async () => {
    const sync = await approvedSync();
    await run(sync, [person("1"), person("2"), person("3")]);
    platform.sent.length = 0;
    const again = await run(sync, [person("2"), person("3"), person("4")], "resync");
    expect(again).toMatchObject({ status: "succeeded", plan: { removes: 1, refreshes: 2 } });
    const values = (operation: string) =>
      platform.sent.filter((sent) => sent.operation === operation).flatMap((sent) => sent.values);
    expect(values("remove")).toEqual(["e1"]);
    expect(values("add").sort()).toEqual(["e2", "e3", "e4"]);
    expect(platform.held("EMAIL")).toEqual(["e2", "e3", "e4"]);
  });
});
