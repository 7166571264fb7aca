import { afterAll, beforeAll, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { enqueue, type QueuedJob, queue, stopQueue } from "@/lib/services/queue";
import { takeOverRuns } from "@/lib/services/run/take-over";
import { within } from "@/lib/trace/work";
import { createRun, createSync } from "@/test/factories/sync";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });
afterAll(() => stopQueue());

it("takes over what a dead worker left, for the click it goes back to", async () => {
  const runId = await createRun(await createSync({ endpoint: "http://platform.test" }));
  const request = "0193c1de-7a52-7b1e-9c55-2f0c9a0c1d2e";
  await within({ request }, () => enqueue("run-sync", { runId }, { singletonKey: runId }));
  const boss = await queue();
  const fetched = async () => (await boss.fetch<QueuedJob<"run-sync">>("run-sync"))[0]?.data;
  expect(await fetched()).toEqual({ runId, origin: { request } });
  await database().run.update({ where: { id: runId }, data: { status: "running" } });

  const { suspects, taken } = await takeOverRuns(new Set());
  expect([[...suspects], taken]).toEqual([[runId], []]);
  expect(await takeOverRuns(suspects)).toEqual({ suspects: new Set([runId]), taken: [runId] });
  expect(await fetched()).toEqual({ runId, origin: { request } });
});
