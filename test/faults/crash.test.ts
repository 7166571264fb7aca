import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase, database } from "@/lib/db/client";
import { enqueue, stopQueue } from "@/lib/db/queue";
import { executeRun } from "@/lib/services/run/execute";
import type { Checkpoint } from "@/lib/services/run/execute/checkpoint";
import type { RunDeps } from "@/lib/services/run/execute/deps";
import { runWorld } from "@/lib/services/run/execute/world";
import { testDatabase } from "@/test/factories/postgres";
import { createRun, createSync, type TestSync } from "@/test/factories/sync";
import { digestOf, sha256 } from "@/test/factories/wanted";
import {
  emailMapping,
  emailOf,
  peopleCatalog,
  peoplePolicy,
  peopleSql,
  wantedPeople,
  writePeople,
} from "@/test/support/people-file";
import { TestPlatform, testDefinition } from "@/test/support/platform";
import { startWorkerProcess, type WorkerProcess } from "@/test/support/worker-process";

let handle: Awaited<ReturnType<typeof testDatabase>>;
let home: string;
let platform: TestPlatform;
let endpoint: string;
let sync: TestSync;
let worker: WorkerProcess | undefined;

beforeAll(async () => {
  handle = await testDatabase();
  process.env.DATABASE_URL = handle.url;
});
afterAll(async () => {
  await stopQueue();
  await closeDatabase();
  await handle.drop();
});
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "coterie-crash-"));
  platform = new TestPlatform();
  endpoint = await platform.start();
  const file = join(home, "people.duckdb");
  sync = await createSync({
    endpoint,
    catalog: peopleCatalog(file),
    tree: wantedPeople,
    policy: peoplePolicy,
    mapping: emailMapping,
  });
  await writePeople(file, peopleSql(BEFORE));
  await executeRun(await createRun(sync), deps());
  await writePeople(file, peopleSql(AFTER, { 2: "moved@people.test" }));
  platform.sent.length = 0;
});
afterEach(async () => {
  await worker?.kill();
  worker = undefined;
  await platform.stop();
  await rm(home, { recursive: true, force: true });
});

const BEFORE = [1, 2, 3, 4, 5];
/** 1 and 3 leave, 2 has another e-mail, 6 to 9 are new. */
const AFTER = [2, 4, 5, 6, 7, 8, 9];
const WANTED = AFTER.map((number) => sha256(number === 2 ? "moved@people.test" : emailOf(number)));

function deps(): RunDeps {
  const silent = () => {};
  const log = { info: silent, warn: silent, error: silent };
  const definition = testDefinition();
  return {
    ...runWorld({ home, log, stopping: new AbortController().signal }),
    openTarget: ({ destination }) => ({
      definition,
      client: definition.connect({ settings: {}, secrets: {}, endpoint: destination.endpoint }),
    }),
  };
}

const environment = (crashAt?: string) => ({
  DATABASE_URL: handle.url,
  COTERIE_HOME: home,
  COTERIE_TEST_PLATFORM: "1",
  ...(crashAt ? { COTERIE_CRASH_AT: crashAt } : {}),
});

/** Lets a worker take the run from the queue and die at the point. Returns the run. */
async function crash(crashAt?: string): Promise<string> {
  worker = await startWorkerProcess(environment(crashAt));
  const runId = await createRun(sync);
  await enqueue("run-sync", { runId }, { singletonKey: runId });
  expect(await worker.ended).toBe("SIGKILL");
  expect(await database().run.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({
    status: "running",
  });
  return runId;
}

/** Platform, ledger and journal tell the same: exactly who is wanted, everything accounted for, nothing twice. */
async function expectRight(runId: string): Promise<void> {
  const run = await database().run.findUniqueOrThrow({ where: { id: runId }, include: { batches: true } });
  expect(run).toMatchObject({
    status: "succeeded",
    phase: "done",
    plan: { adds: 5, removes: 3, people: { enter: 4, leave: 2, stay: 3 } },
    ledger: { due: 0, in_flight: 0, held: 0, unverified: 7, refused: 0, removed: 3 },
  });
  expect(run.batches.map(({ state, received, rows }) => ({ state, received, rows }))).toEqual(
    [2, 1, 2, 2, 1].map((rows) => ({ state: "acknowledged", received: rows, rows })),
  );
  expect(platform.held("EMAIL")).toEqual([...WANTED].sort());
  const state = await deps().state.open(sync.syncId);
  expect(await state.digest({ endpoint, account: "{}", object: "9", epoch: 1 })).toEqual({
    EMAIL: digestOf(WANTED),
  });
  await state.close();
}

describe("a worker killed", () => {
  /** Point, and how often each of the five batches is sent in all. */
  const points: [string, Checkpoint | `${Checkpoint}:${number}`, number][] = [
    ["while the wanted state is written", "reading", 5],
    ["between the wanted state and the plan", "read", 5],
    ["after the plan", "planned", 5],
    ["before anything is sent", "in_flight", 5],
    ["before the adds are sent", "in_flight:2", 5],
    ["after an answer but before the journal", "answered:4", 6],
    ["after the journal but before the fold", "journaled:5", 5],
    ["after the fold but before the job is done", "folded", 5],
  ];
  it.each(points)("%s leaves a run that the next attempt ends right", async (_title, point, calls) => {
    const runId = await crash(point);
    expect(await executeRun(runId, deps())).toEqual({ kind: "finished", status: "succeeded" });
    expect(platform.sent.length).toBe(calls);
    await expectRight(runId);
  });

  it("after the platform applied a batch but before its answer leaves a run that the next attempt ends right", async () => {
    platform.after = async () => {
      if (platform.sent.length === 4) await worker!.kill();
    };
    const runId = await crash();
    platform.after = () => {};
    expect(await executeRun(runId, deps())).toEqual({ kind: "finished", status: "succeeded" });
    expect(platform.sent.length).toBe(6);
    await expectRight(runId);
  });

  it("hands its run to another worker by itself", async () => {
    const runId = await crash("answered:2");
    worker = await startWorkerProcess(environment());
    await expect.poll(() => statusOf(runId), { timeout: 50_000, interval: 500 }).toBe("succeeded");
    await expectRight(runId);
  });
});

const statusOf = async (id: string) => (await database().run.findUniqueOrThrow({ where: { id } })).status;

describe("after a crash nobody goes on with", () => {
  it("removes an identifier whose add was lost and whose person has left", async () => {
    platform.after = async () => {
      if (platform.sent.length === 3) await worker!.kill();
    };
    const runId = await crash();
    platform.after = () => {};
    const added = platform.sent.at(-1)!.values;
    expect(added).toHaveLength(2);
    await database().run.update({ where: { id: runId }, data: { status: "failed" } });
    const stay = AFTER.filter((number) => !added.includes(sha256(emailOf(number))) && number !== 2);
    await writePeople(join(home, "people.duckdb"), peopleSql(stay));
    expect(await executeRun(await createRun(sync), deps())).toEqual({
      kind: "finished",
      status: "succeeded",
    });
    expect(platform.held("EMAIL")).toEqual(stay.map((number) => sha256(emailOf(number))).sort());
  });
});
