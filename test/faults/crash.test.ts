import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { enqueue } from "@/lib/db/queue";
import { executeRun } from "@/lib/services/run/execute";
import type { Checkpoint } from "@/lib/services/run/execute/checkpoint";
import type { RunDeps } from "@/lib/services/run/execute/deps";
import { runWorld } from "@/lib/services/run/execute/world";
import { peopleSync } from "@/test/factories/people-sync";
import { createRun, type TestSync } from "@/test/factories/sync";
import { digestOf, sha256 } from "@/test/factories/wanted";
import { ownDatabase } from "@/test/factories/workspace";
import { ACCOUNT, heldByMeta, startMeta, tellMeta } from "@/test/support/meta";
import * as people from "@/test/support/people-file";
import { startWorkerProcess, type WorkerProcess } from "@/test/support/worker-process";

/** Batches of at most 10,000: 12,001 leave in two, 20,001 enter in three. */
const BEFORE = { first: 1, last: 15_000 };
const AFTER = { first: 12_001, last: 35_000 };
/** Stays, with another e-mail; the platform knows both as one person. */
const MOVED = { number: 13_000, email: "moved@people.test" };

ownDatabase({ beforeAll, afterAll });

let home: string;
let meta: Awaited<ReturnType<typeof startMeta>>;
let sync: TestSync;
let worker: WorkerProcess | undefined;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "coterie-crash-"));
  meta = await startMeta();
  await tellMeta(meta.url, "people", {
    people: [[sha256(people.emailOf(MOVED.number)), sha256(MOVED.email)]],
  });
  sync = await peopleSync({ endpoint: meta.url, audience: meta.audience, file: peopleFile() });
  await write(BEFORE.first, BEFORE.last);
  await executeRun(await createRun(sync), deps());
  await write(AFTER.first, AFTER.last, { [MOVED.number]: MOVED.email });
});
afterEach(async () => {
  await worker?.kill();
  worker = undefined;
  await meta.close();
  await rm(home, { recursive: true, force: true });
});

const peopleFile = () => join(home, "people.duckdb");
const write = (first: number, last: number, emails: Record<number, string> = {}) =>
  people.writePeople(peopleFile(), people.peopleSql(first, last, emails));

function hashes(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const number = first + index;
    return sha256(number === MOVED.number ? MOVED.email : people.emailOf(number));
  });
}

function deps(): RunDeps {
  const silent = () => {};
  const log = { info: silent, warn: silent, error: silent };
  return runWorld({ home, log, stopping: new AbortController().signal });
}

/** Lets a worker take a run from the queue and die at the point. Returns the run. */
async function crash(crashAt = ""): Promise<string> {
  worker = await startWorkerProcess({ COTERIE_HOME: home, COTERIE_CRASH_AT: crashAt });
  const runId = await createRun(sync);
  await enqueue("run-sync", { runId }, { singletonKey: runId });
  expect(await worker.ended).toBe("SIGKILL");
  expect(await runRow(runId)).toMatchObject({ status: "running", finishedAt: null });
  return runId;
}

/** Kills the worker as soon as the platform has applied this many calls. */
async function killAfterCalls(calls: number): Promise<void> {
  await tellMeta(meta.url, "faults", {
    faults: [{ kind: "hang_after", match: { path: "/users", nth: calls }, times: 1 }],
  });
  const before = await callsSoFar();
  const watch = async (): Promise<void> => {
    while ((await callsSoFar()) < before + calls) await new Promise((resolve) => setTimeout(resolve, 20));
    await worker?.kill();
  };
  void watch();
}

const callsSoFar = async () => {
  const { calls } = await heldByMeta(meta.url, meta.audience);
  return calls.add + calls.remove;
};
const runRow = (id: string) =>
  database().run.findUniqueOrThrow({ where: { id }, include: { batches: { orderBy: { number: "asc" } } } });

async function expectHeld(first: number, last: number): Promise<void> {
  const wanted = hashes(first, last);
  expect(await heldByMeta(meta.url, meta.audience, true)).toMatchObject({
    people: wanted.length,
    list: wanted.map((hash) => `EMAIL ${hash}`).sort(),
  });
  const state = await deps().state.open(sync.syncId);
  const account = JSON.stringify(ACCOUNT.settings);
  const scope = { endpoint: meta.url, account, object: meta.audience, epoch: 1 };
  expect(await state.digest(scope)).toEqual({ EMAIL: digestOf(wanted) });
  await state.close();
}

/** Platform, ledger and journal tell the same: exactly who is wanted, everything accounted for, nothing twice. */
async function expectRight(runId: string): Promise<void> {
  const run = await runRow(runId);
  expect(run).toMatchObject({
    status: "succeeded",
    phase: "done",
    plan: { adds: 20_001, removes: 12_001, calls: 5, people: { enter: 20_000, leave: 12_000, stay: 3_000 } },
    ledger: { due: 0, in_flight: 0, held: 0, unverified: 23_000, refused: 0, removed: 12_001 },
  });
  expect(run.batches.map(({ state, received }) => [state, received])).toEqual(
    [10_000, 2_001, 10_000, 10_000, 1].map((rows) => ["acknowledged", rows]),
  );
  await expectHeld(AFTER.first, AFTER.last);
}

describe("a worker killed", () => {
  /** Where, and how many calls the five batches take in all. */
  const points: [string, Checkpoint | `${Checkpoint}:${number}`, number][] = [
    ["while the wanted state is written", "reading", 5],
    ["between the wanted state and the plan", "read", 5],
    ["after the plan", "planned", 5],
    ["before anything is sent", "in_flight", 5],
    ["before the adds are sent", "in_flight:2", 5],
    ["after the answer but before the journal", "answered:5", 6],
    ["after the journal but before the fold", "journaled:5", 5],
    ["after the fold but before the job is done", "folded", 5],
  ];
  it.each(points)("%s leaves a run that the next attempt ends right", async (_where, point, calls) => {
    const before = await callsSoFar();
    const runId = await crash(point);
    expect(await executeRun(runId, deps())).toEqual({ kind: "finished", status: "succeeded" });
    expect((await callsSoFar()) - before).toBe(calls);
    await expectRight(runId);
  });

  it("after the platform applied a batch but before its answer leaves a run that the next attempt ends right", async () => {
    await killAfterCalls(5);
    const runId = await crash();
    expect(await executeRun(runId, deps())).toEqual({ kind: "finished", status: "succeeded" });
    await expectRight(runId);
  });

  it("hands its run to another worker by itself, within fifteen seconds", async () => {
    const runId = await crash("answered:2");
    worker = await startWorkerProcess({ COTERIE_HOME: home });
    const since = Date.now();
    await expect
      .poll(async () => (await runRow(runId)).attempts, { timeout: 100_000, interval: 100 })
      .toBe(2);
    expect(Date.now() - since).toBeLessThan(15_000);
    await expect
      .poll(async () => (await runRow(runId)).status, { timeout: 100_000, interval: 500 })
      .toBe("succeeded");
    // It tells the end before it lets go of the state.
    await worker.kill("SIGTERM");
    await expectRight(runId);
  }, 150_000);
});

describe("a worker killed with its state in Postgres", () => {
  beforeAll(() => {
    process.env.COTERIE_STATE = `${process.env.DATABASE_URL}?schema=crash`;
  });
  afterAll(() => {
    delete process.env.COTERIE_STATE;
  });

  const points: [string, Checkpoint | `${Checkpoint}:${number}`, number][] = [
    ["before the adds are sent", "in_flight:2", 5],
    ["after the journal but before the fold", "journaled:5", 5],
  ];
  it.each(points)(
    "%s leaves a run that the next attempt ends right",
    async (_where, point, calls) => {
      const before = await callsSoFar();
      const runId = await crash(point);
      expect(await executeRun(runId, deps())).toEqual({ kind: "finished", status: "succeeded" });
      expect((await callsSoFar()) - before).toBe(calls);
      await expectRight(runId);
    },
    120_000,
  );
});

describe("a run nobody goes on with after a crash", () => {
  it("removes nobody later who was never sent", async () => {
    const runId = await crash("in_flight:2");
    await database().run.update({ where: { id: runId }, data: { status: "failed" } });
    await write(12_001, 14_000, { [MOVED.number]: MOVED.email });
    const next = await createRun(sync);
    await executeRun(next, deps());
    expect(await runRow(next)).toMatchObject({
      status: "succeeded",
      plan: { adds: 1, removes: 1_000, people: { enter: 1, leave: 1_000, stay: 1_999 } },
    });
    await expectHeld(12_001, 14_000);
  });

  it("leaves no one at the platform whose add was lost and who then left", async () => {
    await killAfterCalls(3);
    const runId = await crash();
    await database().run.update({ where: { id: runId }, data: { status: "failed" } });
    await write(12_001, 14_000, { [MOVED.number]: MOVED.email });
    expect(await executeRun(await createRun(sync), deps())).toEqual({
      kind: "finished",
      status: "succeeded",
    });
    await expectHeld(12_001, 14_000);
  });
});
