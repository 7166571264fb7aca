import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { createSync } from "@/test/factories/sync";
import { ownDatabase } from "@/test/factories/workspace";
import { startWorkerProcess, type WorkerProcess } from "@/test/support/worker-process";

ownDatabase({ beforeAll, afterAll });

let home: string | undefined;
let workers: WorkerProcess[] = [];
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.kill("SIGKILL")));
  workers = [];
  if (home) await rm(home, { recursive: true, force: true });
});

it("starts each of many slots once with three worker processes, and goes on when one is killed", async () => {
  home = await mkdtemp(join(tmpdir(), "coterie-scheduler-"));
  const slot = new Date(Date.now() - 1_000);
  const syncs = await Promise.all(Array.from({ length: 8 }, () => createSync({ endpoint: "http://x.test" })));
  workers = await Promise.all(
    ["a", "b", "c"].map((name) => startWorkerProcess({ COTERIE_HOME: join(home!, name) })),
  );
  const schedule = { kind: "cron", cron: "0 6 * * *", zone: "UTC" };
  const due = { schedule, nextSlotAt: slot, lookAt: slot };
  await database().sync.updateMany({ data: due });
  const started = () => database().run.count({ where: { slotAt: slot } });
  await expect.poll(started, { timeout: 30_000 }).toBe(syncs.length);

  // Nobody listens at the address, so the runs end; then the next slot comes.
  await workers[0]!.kill("SIGKILL");
  const next = new Date();
  await database().run.updateMany({ data: { status: "failed", finishedAt: next } });
  await database().sync.updateMany({ data: { ...due, nextSlotAt: next, lookAt: next } });
  await expect
    .poll(() => database().run.count({ where: { slotAt: next } }), { timeout: 60_000 })
    .toBe(syncs.length);
  expect(await started()).toBe(syncs.length);
  const runs = await database().run.groupBy({ by: ["syncId"], _count: true });
  expect(runs.map(({ _count }) => _count)).toEqual(syncs.map(() => 2));
}, 120_000);
