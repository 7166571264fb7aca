import { afterAll, beforeAll, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { loadActor } from "@/lib/services/actor";
import { destinationStatus } from "@/lib/services/destination/status";
import { accountKey } from "@/lib/services/run/execute/account-gate";
import { runWithSubject } from "@/lib/services/run/execute/subject";
import { createRun, createSync } from "@/test/factories/sync";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

it("tells what ran, what waits, what was called and until when the account is left alone", async () => {
  const sync = await createSync({ endpoint: "http://platform.test" });
  const { workspaceId, userId, destinationId: id } = sync;
  await database().membership.create({ data: { workspaceId, userId, role: "viewer" } });
  const viewer = await loadActor(userId);
  expect(await destinationStatus(viewer, { id })).toEqual({
    throttledUntil: null,
    ended: {},
    waiting: 0,
    running: 0,
    calls: [],
  });

  const ended = await createRun(sync);
  const { subject } = await runWithSubject(ended);
  await database().run.update({ where: { id: ended }, data: { status: "failed", finishedAt: new Date() } });
  await createRun(sync);
  const at = new Date("2026-11-20T08:00:00Z");
  await database().runBatch.create({
    data: {
      ...{ runId: ended, number: 1, operation: "add", identifier: "EMAIL", firstRow: 0, rows: 500 },
      ...{ state: "acknowledged", received: 500, refused: 3, sentAt: at, answeredAt: at },
    },
  });
  const nextAt = new Date(Date.now() + 60_000);
  const account = accountKey("test", subject.scope.endpoint, subject.scope.account);
  await database().accountRate.create({ data: { account, rate: "*", nextAt } });

  expect(await destinationStatus(viewer, { id })).toEqual({
    throttledUntil: nextAt.toISOString(),
    ended: { failed: 1 },
    waiting: 1,
    running: 0,
    calls: [
      {
        run: ended,
        sync: "Buyers to ads",
        operation: "add",
        rows: 500,
        refused: "<10",
        state: "acknowledged",
        problem: null,
        at: "2026-11-20T08:00:00.000Z",
      },
    ],
  });
});
