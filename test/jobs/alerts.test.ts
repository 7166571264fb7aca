import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { database } from "@/lib/db/client";
import { startWorker } from "@/lib/jobs/worker";
import { loadActor } from "@/lib/services/actor";
import { createAlertChannel } from "@/lib/services/alert-channel/create";
import { enqueue } from "@/lib/services/queue";
import { createRun, createSync } from "@/test/factories/sync";
import { ownDatabase } from "@/test/factories/workspace";
import { PeopleWarehouse } from "@/test/support/people-warehouse";
import { TestPlatform, testDefinition } from "@/test/support/platform";
import { startReceiver } from "@/test/support/receiver";
import { runDeps } from "@/test/support/run-deps";

ownDatabase({ beforeAll, afterAll });
afterEach(() => vi.unstubAllEnvs());

it("tells of a run that failed as it ends, and of the one after that as it goes through", async () => {
  vi.stubEnv("COTERIE_PRIVATE_HOSTS", "127.0.0.1");
  const receiver = await startReceiver();
  const home = await mkdtemp(join(tmpdir(), "coterie-alerts-"));
  const platform = new TestPlatform();
  const sync = await createSync({ endpoint: await platform.start() });
  const { workspaceId, userId } = sync;
  await database().membership.create({ data: { workspaceId, userId, role: "admin" } });
  await createAlertChannel(await loadActor(userId), {
    name: "Hook",
    channel: {
      kind: "webhook",
      settings: { url: `${receiver.url}/in` },
      secrets: { signingSecret: "a-secret-of-sixteen" },
    },
  });
  const warehouse = new PeopleWarehouse();
  warehouse.people = [{ key: "1", email: "e1" }];
  const { stopping: _own, ...world } = runDeps(home, warehouse, testDefinition());
  const isBroken = { now: true };
  const openTarget: typeof world.openTarget = (subject) => {
    if (isBroken.now) throw new Error("No such kind.");
    return world.openTarget(subject);
  };
  const worker = await startWorker({ home, log: world.log, world: { ...world, openTarget } });
  const told = () => receiver.received.map(({ body }) => JSON.parse(body).change);
  const run = async () => {
    const runId = await createRun(sync);
    await enqueue("run-sync", { runId }, { singletonKey: runId });
  };

  await run();
  await expect.poll(told, { timeout: 20_000 }).toEqual(["raised"]);
  isBroken.now = false;
  await run();
  await expect.poll(told, { timeout: 20_000 }).toEqual(["raised", "recovered"]);

  await worker.stop();
  await platform.stop();
  await receiver.close();
  await rm(home, { recursive: true, force: true });
});
