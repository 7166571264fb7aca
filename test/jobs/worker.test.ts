import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { startWorker, type Worker } from "@/lib/jobs/worker";
import { enqueue } from "@/lib/services/queue";
import type { RunDeps } from "@/lib/services/run/execute/deps";
import { createChangeSet, createRun, createSync, type TestSync } from "@/test/factories/sync";
import { ownDatabase } from "@/test/factories/workspace";
import { PeopleWarehouse } from "@/test/support/people-warehouse";
import { TestPlatform, testDefinition } from "@/test/support/platform";
import { runDeps } from "@/test/support/run-deps";

ownDatabase({ beforeAll, afterAll });

let home: string;
let platform: TestPlatform;
let warehouse: PeopleWarehouse;
let worker: Worker;
let sync: TestSync;
let world: Omit<RunDeps, "stopping">;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "coterie-worker-"));
  platform = new TestPlatform();
  const endpoint = await platform.start();
  sync = await createSync({ endpoint });
  warehouse = new PeopleWarehouse();
  warehouse.people = ["1", "2", "3"].map((key) => ({ key, email: `e${key}` }));
  const { stopping: _own, ...rest } = runDeps(home, warehouse, testDefinition());
  world = rest;
  worker = await startWorker({ home, log: world.log, world });
});
afterEach(async () => {
  await worker.stop();
  await platform.stop();
  await rm(home, { recursive: true, force: true });
});

const runStatus = async (id: string) => (await database().run.findUniqueOrThrow({ where: { id } })).status;
const becomes = (read: () => Promise<string>) => expect.poll(read, { timeout: 20_000, interval: 100 });

it("works on a queued run, and measures a change set after it", async () => {
  const runId = await createRun(sync);
  await enqueue("run-sync", { runId }, { singletonKey: runId });
  await becomes(() => runStatus(runId)).toBe("succeeded");
  expect(platform.held("EMAIL")).toEqual(["e1", "e2", "e3"]);

  warehouse.people = ["2", "3", "4", "5"].map((key) => ({ key, email: `e${key}` }));
  const changeSetId = await createChangeSet(sync);
  await enqueue("measure-change-set", { changeSetId }, { singletonKey: changeSetId });
  const status = async () =>
    (await database().changeSet.findUniqueOrThrow({ where: { id: changeSetId } })).status;
  await becomes(status).toBe("waiting");
  const { impact } = await database().changeSet.findUniqueOrThrow({ where: { id: changeSetId } });
  expect(impact).toMatchObject({
    members: { before: 4, after: 4 },
    plan: { adds: 2, removes: 1, resends: 0, people: { enter: 2, leave: 1, stay: 2 } },
    waterfall: { members: 4, eligible: 4 },
  });
  expect(platform.held("EMAIL")).toEqual(["e1", "e2", "e3"]);
});

it("lets a call be answered that is under way when it is asked to end, and another goes on after it", async () => {
  const runId = await createRun(sync);
  let stopped: Promise<void> | undefined;
  platform.after = async () => {
    stopped ??= worker.stop();
    await new Promise((resolve) => setTimeout(resolve, 500));
  };
  await enqueue("run-sync", { runId }, { singletonKey: runId });
  await expect.poll(() => platform.sent.length, { timeout: 20_000, interval: 50 }).toBe(1);
  await stopped;
  const run = await database().run.findUniqueOrThrow({
    where: { id: runId },
    include: { batches: { orderBy: { number: "asc" } } },
  });
  expect(run).toMatchObject({
    status: "running",
    batches: [
      { state: "acknowledged", attempts: 1 },
      { state: "planned", attempts: 0 },
    ],
  });
  platform.after = () => {};
  worker = await startWorker({ home, log: world.log, world });
  await becomes(() => runStatus(runId)).toBe("succeeded");
  expect(platform.sent.map(({ values }) => values)).toEqual([["e1", "e2"], ["e3"]]);
});

it("says why a change set could not be measured", async () => {
  warehouse.people = [
    { key: "1", email: "a" },
    { key: "1", email: "b" },
  ];
  const changeSetId = await createChangeSet(sync);
  await enqueue("measure-change-set", { changeSetId }, { singletonKey: changeSetId });
  const row = () => database().changeSet.findUniqueOrThrow({ where: { id: changeSetId } });
  await becomes(async () => (await row()).status).toBe("failed");
  expect((await row()).failure).toMatchObject({ code: "KEY_NOT_UNIQUE", remedy: "ask_admin" });
});

it("removes what is owed as soon as a sync is paused", async () => {
  const first = await createRun(sync);
  await enqueue("run-sync", { runId: first }, { singletonKey: first });
  await becomes(() => runStatus(first)).toBe("succeeded");
  warehouse.people = ["1", "2", "3"].map((key) => ({ key, email: `e${key}`, consent: key !== "2" }));
  await database().sync.update({ where: { id: sync.syncId }, data: { paused: true } });
  await enqueue("privacy-sweep", { syncId: sync.syncId }, { singletonKey: sync.syncId });
  await becomes(async () => platform.held("EMAIL").join()).toBe("e1,e3");
});

it.each([-24, 24])(
  "goes on in seconds with a run that has to wait, though its own clock is %i hours off",
  async (hours) => {
    const { acquireLease } = await import("@/lib/db/lease");
    await worker.stop();
    const now = () => new Date(Date.now() + hours * 3_600_000);
    worker = await startWorker({ home, log: world.log, world: { ...world, now } });
    const lease = await acquireLease(`sync:${sync.syncId}`);
    const runId = await createRun(sync);
    const job = await enqueue("run-sync", { runId }, { singletonKey: runId });
    const delays = () => database().$queryRaw<{ seconds: number }[]>`
    SELECT extract(epoch FROM start_after - created_on)::float AS seconds FROM pgboss.job
    WHERE name = 'run-sync' AND data ->> 'runId' = ${runId} AND id <> ${job}::uuid`;
    await expect
      .poll(async () => (await delays()).length, { timeout: 20_000, interval: 100 })
      .toBeGreaterThan(0);
    await lease?.release();
    expect((await delays())[0]?.seconds).toBeCloseTo(2, 1);
    await becomes(() => runStatus(runId)).toBe("succeeded");
  },
);

it("waits its turn while another process works on the sync", async () => {
  const { acquireLease } = await import("@/lib/db/lease");
  const lease = await acquireLease(`sync:${sync.syncId}`);
  const runId = await createRun(sync);
  await enqueue("run-sync", { runId }, { singletonKey: runId });
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(await runStatus(runId)).toBe("queued");
  await lease!.release();
  await becomes(() => runStatus(runId)).toBe("succeeded");
});
