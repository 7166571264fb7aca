import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import { runWithSubject } from "@/lib/services/run/execute/subject";
import { withPastPlan } from "@/lib/services/run/past-plan";
import { forgetEnded } from "@/lib/services/sync/forget-ended";
import { runSync } from "@/lib/services/sync/run";
import { ownShop } from "@/test/factories/own-shop";
import { makeApprovedSync, testWorld } from "@/test/factories/synced-shop";

const { shop } = ownShop({ beforeAll, afterAll });
const DAY_MS = 86_400_000;

/** One that ran and ended so many days ago; null: not yet. */
async function endedSync(daysAgo: number | null) {
  const { id } = await makeApprovedSync(shop);
  const { runId } = await runSync(shop.marketer, { id });
  await executeRun(runId, testWorld(shop.folder));
  const endedAt = daysAgo === null ? null : new Date(Date.now() - daysAgo * DAY_MS);
  await database().sync.update({ where: { id }, data: { endedAt } });
  return { id, runId, file: join(shop.folder, "state", `${id}.duckdb`) };
}

it("forgets what is kept of a sync once past plans of its time are not kept any more", async () => {
  const [live, recent, over] = [await endedSync(null), await endedSync(13), await endedSync(15)];
  const files = () => [live, recent, over].map(({ file }) => existsSync(file));
  expect(files()).toEqual([true, true, true]);

  expect(await forgetEnded(testWorld(shop.folder))).toBe(1);
  expect(files()).toEqual([true, true, false]);

  process.env.COTERIE_HOME = shop.folder;
  const { subject } = await runWithSubject(over.runId);
  await expect(withPastPlan({ runId: over.runId, subject }, async () => "read")).rejects.toMatchObject({
    code: "PLAN_NOT_KEPT",
  });
  expect(await forgetEnded(testWorld(shop.folder))).toBe(1);
  expect(files()).toEqual([true, true, false]);
});

it("leaves to the next night what somebody looks at", async () => {
  const { file } = await endedSync(20);
  const world = testWorld(shop.folder);
  await forgetEnded({ ...world, lease: async () => null });
  expect(existsSync(file)).toBe(true);
  await forgetEnded(world);
  expect(existsSync(file)).toBe(false);
});
