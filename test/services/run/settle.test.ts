import { beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import type { RunDeps } from "@/lib/services/run/execute/deps";
import { peopleRuns } from "@/test/factories/people-runs";
import { createRun, type TestSync } from "@/test/factories/sync";
import { digestOf } from "@/test/factories/wanted";
import type { Person } from "@/test/support/people-warehouse";
import { testDefinition } from "@/test/support/platform";

const LATER = { answers: "later" } as const;
const { platform, warehouse, approvedSync, runRow, ...runs } = peopleRuns(testDefinition(2, 2, LATER));
let deps: RunDeps;
let sync: TestSync;

beforeEach(async () => {
  platform.tellsLater = true;
  deps = runs.deps();
  sync = await approvedSync();
});

const people = (...keys: string[]): Person[] => keys.map((key) => ({ key, email: `e${key}` }));
const start = async (wanted: readonly Person[]) => {
  warehouse.people = wanted;
  return createRun(sync);
};
const finished = { kind: "finished", status: "succeeded" };
const waits = { kind: "wait", until: expect.any(Date) };
const held = () => runs.digest(sync);
const sentTimes = () => platform.tickets.size;

describe("a platform that tells later", () => {
  it("lets the run go until it has told, and is not sent anything again", async () => {
    const run = await start(people("1", "2", "3"));
    expect(await executeRun(run, deps)).toEqual(waits);
    expect(await runRow(run)).toMatchObject({
      status: "running",
      phase: "settle",
      batches: [
        { state: "settling", received: null, attempts: 1 },
        { state: "settling", received: null, attempts: 1 },
      ],
    });
    expect(await executeRun(run, deps)).toEqual(waits);
    platform.tell("done");
    expect(await executeRun(run, deps)).toEqual(finished);
    expect(sentTimes()).toBe(2);
    expect(await runRow(run)).toMatchObject({
      phase: "done",
      ledger: { unverified: 3, in_flight: 0 },
      batches: [
        { state: "acknowledged", received: 2, refused: 0, tickets: null },
        { state: "acknowledged", received: 1, refused: 0, tickets: null },
      ],
    });
    expect(await held()).toEqual({ EMAIL: digestOf(["e1", "e2", "e3"]) });
  });

  it("has its rows counted as sent once it has told of them", async () => {
    const run = await start(people("1", "2", "3"));
    await executeRun(run, deps);
    expect(await runRow(run)).toMatchObject({ rowsSent: 0n });
    platform.tell("done");
    await executeRun(run, deps);
    expect(await runRow(run)).toMatchObject({ rowsSent: 3n });
  });

  it("is asked sooner at first than after a long time", async () => {
    const run = await start(people("1"));
    const began = Date.now();
    let now = began;
    deps = { ...deps, now: () => new Date(now) };
    deps.patience = {
      ...deps.patience,
      settle: { firstMs: 2_000, longestMs: 300_000, giveUpMs: 86_400_000 },
    };
    const delays: number[] = [];
    for (const minutes of [0, 10, 600]) {
      now = began + minutes * 60_000;
      const outcome = await executeRun(run, deps);
      delays.push(outcome.kind === "wait" ? Math.round((outcome.until.getTime() - now) / 1_000) : -1);
    }
    expect(delays).toEqual([2, 60, 300]);
    now = began + 25 * 3_600_000;
    expect(await executeRun(run, deps)).toEqual({ kind: "finished", status: "failed" });
    expect(await runRow(run)).toMatchObject({
      problem: {
        code: "NEVER_SETTLED",
        message: "The platform took a batch in 25 hours ago and has not told what became of it.",
        remedy: "retry",
      },
      ledger: { in_flight: 1 },
    });
  });

  it("that counts refusals by reason has them in the journal, and the rest stays unverified", async () => {
    const run = await start(people("1", "2"));
    await executeRun(run, deps);
    platform.tell("done", { refused: 1, refusedByReason: { NO_CONSENT: 1 } });
    expect(await executeRun(run, deps)).toEqual({ kind: "finished", status: "partly_failed" });
    expect(await runRow(run)).toMatchObject({
      ledger: { unverified: 2, refused: 0 },
      batches: [{ received: 2, refused: 1, refusedReasons: { NO_CONSENT: 1 }, refusedRows: null }],
    });
  });

  it("that refused too many ends the run blocked, though all of it was sent by then", async () => {
    deps = runs.deps({}, testDefinition(1_000, 2, LATER));
    const run = await start(people(...Array.from({ length: 1_200 }, (_, at) => `${at}`)));
    await executeRun(run, deps);
    platform.tell("done", { received: 600, refused: 300, refusedByReason: { NO_CONSENT: 300 } });
    expect(await executeRun(run, deps)).toEqual({ kind: "finished", status: "blocked" });
    expect(await runRow(run)).toMatchObject({
      problem: {
        code: "GUARD_REFUSED",
        message: "The platform refused 50 % of the rows sent; 10 % are allowed.",
      },
      findings: [{ guard: "refused", measured: 50 }],
    });
  });

  it("that drops a batch gets it once more", async () => {
    const run = await start(people("1", "2"));
    await executeRun(run, deps);
    platform.tell("dropped");
    expect(await executeRun(run, deps)).toEqual(waits);
    expect(sentTimes()).toBe(2);
    platform.tell("done");
    expect(await executeRun(run, deps)).toEqual(finished);
    expect(await held()).toEqual({ EMAIL: digestOf(["e1", "e2"]) });
  });

  it("that drops a batch again and again ends the run, and a retry sends it", async () => {
    const run = await start(people("1"));
    for (let time = 0; time < 3; time += 1) {
      expect(await executeRun(run, deps)).toEqual(waits);
      platform.tell("dropped");
    }
    expect(await executeRun(run, deps)).toEqual({ kind: "finished", status: "failed" });
    expect(await runRow(run)).toMatchObject({
      problem: { code: "TICKET_FAILED", message: "The platform dropped the batch.", remedy: "retry" },
    });
    await database().run.update({ where: { id: run }, data: { status: "queued" } });
    expect(await executeRun(run, deps)).toEqual(waits);
    platform.tell("done");
    expect(await executeRun(run, deps)).toEqual(finished);
    expect(sentTimes()).toBe(4);
  });

  it("that refused a batch for one row tells of its pieces", async () => {
    deps = runs.deps({}, testDefinition(8, 1, LATER));
    platform.before = ({ values }) => (values.includes("bad") ? { status: 422, body: {} } : undefined);
    const run = await start([...people("1", "2"), { key: "3", email: "bad" }]);
    expect(await executeRun(run, deps)).toEqual(waits);
    platform.tell("done");
    expect(await executeRun(run, deps)).toEqual({ kind: "finished", status: "partly_failed" });
    expect(await runRow(run)).toMatchObject({
      ledger: { unverified: 2, refused: 1 },
      batches: [{ received: 3, refused: 1, refusedRows: [{ reason: "PLATFORM_422" }] }],
    });
  });

  it("has told of removals before anybody is sent again because of them", async () => {
    const first = await start([{ key: "1", email: "e1", phone: "p1" }]);
    await executeRun(first, deps);
    platform.tell("done");
    await executeRun(first, deps);
    const run = await start([{ key: "1", email: "moved", phone: "p1" }]);
    expect(await executeRun(run, deps)).toEqual(waits);
    expect([...platform.tickets.values()].slice(2).map(({ sent }) => sent.operation)).toEqual(["remove"]);
    platform.tell("done");
    expect(await executeRun(run, deps)).toEqual(waits);
    platform.tell("done");
    expect(await executeRun(run, deps)).toEqual(finished);
    expect([...platform.tickets.values()].slice(3).map(({ sent }) => sent.operation)).toEqual(["add", "add"]);
    expect(platform.held("EMAIL")).toEqual(["moved"]);
  });

  it("tells the next run what the one before it could not wait for", async () => {
    const run = await start(people("1", "2"));
    await executeRun(run, deps);
    await database().run.update({ where: { id: run }, data: { status: "cancelled" } });
    platform.tell("done");
    const next = await start(people("1", "2", "3"));
    expect(await executeRun(next, deps)).toEqual(waits);
    platform.tell("done");
    expect(await executeRun(next, deps)).toEqual(finished);
    expect(await runRow(next)).toMatchObject({ plan: { adds: 1 }, ledger: { unverified: 3 } });
  });

  it("that has not told leaves everyone in flight, who are sent again", async () => {
    const run = await start(people("1", "2"));
    await executeRun(run, deps);
    await database().run.update({ where: { id: run }, data: { status: "cancelled" } });
    const next = await start(people("2", "3"));
    await executeRun(next, deps);
    expect(await runRow(next)).toMatchObject({ plan: { adds: 2, removes: 1 } });
    platform.tell("done");
    expect(await executeRun(next, deps)).toEqual(finished);
    expect(platform.held("EMAIL")).toEqual(["e2", "e3"]);
  });

  it("has what it took in counted although someone withdrew meanwhile, and the next run removes them", async () => {
    const run = await start(people("1", "2", "3"));
    let left = 1;
    // Taken in and lost on the way back: one batch is settling, one in flight.
    platform.before = ({ session }) =>
      session.sequence === 2 && left-- > 0 ? { status: 401, body: {} } : undefined;
    expect(await executeRun(run, deps)).toEqual({ kind: "finished", status: "failed" });
    warehouse.people = people("1", "2", "3").map((one) => ({ ...one, consent: one.key !== "1" }));
    await database().run.update({ where: { id: run }, data: { status: "queued" } });
    platform.tell("done");
    expect(await executeRun(run, deps)).toEqual(waits);
    platform.tell("done");
    expect(await executeRun(run, deps)).toEqual(finished);
    const next = await createRun(sync);
    await executeRun(next, deps);
    platform.tell("done");
    expect(await executeRun(next, deps)).toEqual(finished);
    expect(platform.held("EMAIL")).toEqual(["e2", "e3"]);
    expect(await held()).toEqual({ EMAIL: digestOf(["e2", "e3"]) });
  });
});
