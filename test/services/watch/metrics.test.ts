import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { live, metrics, ready } from "@/lib/services/watch/http";
import { observeCall, observeRows } from "@/lib/services/watch/observe";
import { createRun, createSync } from "@/test/factories/sync";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });
afterEach(() => {
  delete process.env.COTERIE_METRICS_TOKEN;
});

it("says it lives, and is ready while its database answers", async () => {
  expect(await live().json()).toEqual({ ok: true });
  const response = await ready();
  expect([response.status, await response.json()]).toEqual([
    200,
    {
      ok: true,
      checks: [
        { name: "database", ok: true },
        { name: "schema", ok: true },
      ],
    },
  ]);
});

it("shows metrics to whoever knows the token, and nobody where none is set", async () => {
  expect((await metrics("Bearer anything")).status).toBe(404);
  process.env.COTERIE_METRICS_TOKEN = "secret-of-prometheus";
  expect((await metrics(null)).status).toBe(401);
  expect((await metrics("Bearer wrong")).status).toBe(401);
  expect((await metrics("Bearer secret-of-prometheus")).status).toBe(200);
});

it("counts calls, rows and runs", async () => {
  const sync = await createSync({ endpoint: "http://platform.test" });
  const id = await createRun(sync);
  await database().run.update({ where: { id }, data: { status: "succeeded", finishedAt: new Date() } });
  const call = { destination: "test", operation: "add", attempt: 1 } as const;
  await observeCall(call, async () => undefined);
  await observeCall(call, async () => Promise.reject(new Error("no"))).catch(() => undefined);
  observeRows("test", "add", { received: 5, refused: 2 });

  const lines = (await (await metrics(null, true)).text()).split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      'coterie_platform_calls_total{destination="test",outcome="answered"} 1',
      'coterie_platform_calls_total{destination="test",outcome="report"} 1',
      'coterie_rows_total{destination="test",operation="add",outcome="taken"} 3',
      'coterie_rows_total{destination="test",operation="add",outcome="refused"} 2',
      'coterie_runs_24h{status="succeeded"} 1',
      'coterie_syncs{state="live"} 1',
    ]),
  );
});
