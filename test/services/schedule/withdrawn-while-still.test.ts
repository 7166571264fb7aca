import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import { fireDueSyncs } from "@/lib/services/schedule/fire";
import { pauseSync } from "@/lib/services/sync/pause";
import { runSync } from "@/lib/services/sync/run";
import { ownShop } from "@/test/factories/own-shop";
import { makeApprovedSync, testWorld } from "@/test/factories/synced-shop";

const { shop } = ownShop({ beforeAll, afterAll });
const SLOT = new Date("2026-11-20T06:00:00Z");

function withdraw(person: number): void {
  const file = path.join(shop.folder, "customers.csv");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace(new RegExp(`^(${person},.*),true$`, "m"), "$1,false"));
}

it.each<[string, number, (id: string) => Promise<unknown>]>([
  ["paused", 2, (id) => pauseSync(shop.marketer, { id })],
  ["void", 3, (id) => database().sync.update({ where: { id }, data: { voidReason: "Its policy changed." } })],
])("whoever withdraws consent while a sync is %s leaves at its next slot", async (_, person, stop) => {
  const { id } = await makeApprovedSync(shop);
  const { runId: first } = await runSync(shop.marketer, { id });
  await executeRun(first, testWorld(shop.folder));
  await stop(id);
  withdraw(person);
  const due = { nextSlotAt: SLOT, lookAt: SLOT };
  const schedule = { kind: "cron", cron: "0 6 * * *", zone: "UTC" };
  await database().sync.update({ where: { id }, data: { schedule, ...due } });
  const [slot] = await fireDueSyncs({ error: () => undefined }, new Date("2026-11-20T06:00:04Z"));
  await executeRun(slot!, testWorld(shop.folder));
  const run = await database().run.findUniqueOrThrow({ where: { id: slot! } });
  expect(run).toMatchObject({
    ...{ lane: "privacy", slotAt: SLOT, status: "succeeded" },
    plan: { adds: 0, removes: 1 },
  });
});
