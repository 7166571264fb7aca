import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import { runSync } from "@/lib/services/sync/run";
import { ownShop } from "@/test/factories/own-shop";
import { makeApprovedSync, testWorld } from "@/test/factories/synced-shop";

const { shop } = ownShop({ beforeAll, afterAll });

async function runOnce(id: string) {
  const { runId } = await runSync(shop.marketer, { id });
  await executeRun(runId, testWorld(shop.folder));
  return database().run.findUniqueOrThrow({ where: { id: runId } });
}

it("blocks a run whose mapped column is empty in every row, and was not when it was approved", async () => {
  const { id } = await makeApprovedSync(shop);
  expect(await runOnce(id)).toMatchObject({ status: "succeeded", findings: null });
  const file = path.join(shop.folder, "customers.csv");
  const whole = readFileSync(file, "utf8");
  writeFileSync(file, whole.replaceAll(/person[0-9]+@shop\.test/g, ""));
  expect(await runOnce(id)).toMatchObject({
    status: "blocked",
    problem: {
      code: "GUARD_CONTRACT",
      message: "customers.email is empty in every row, and was not when this was approved.",
    },
    findings: [{ guard: "contract", subject: "customers.email all_null" }],
    plan: { adds: 0, removes: 0 },
  });
  writeFileSync(file, whole);
  expect(await runOnce(id)).toMatchObject({ status: "succeeded" });
});
