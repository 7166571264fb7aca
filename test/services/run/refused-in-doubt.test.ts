import { expect, it } from "vitest";
import { enqueue } from "@/lib/db/queue";
import { openGate } from "@/lib/services/run/execute/account-gate";
import { peopleOnMeta } from "@/test/factories/people-on-meta";
import { createRun } from "@/test/factories/sync";
import { startWorkerProcess } from "@/test/support/worker-process";

const { home, sync, write, held, faults, execute } = peopleOnMeta();
/** Nobody waits for a platform that fails. */
const HURRIED = { gate: () => openGate, sleep: async () => {} };
const REFUSED = { kind: "invalid_parameter" };

const run = async () => execute(await createRun(sync()), HURRIED);

it("removes someone who was refused when the answer to the first sending was lost", async () => {
  await write(1, 1);
  await faults({ kind: "drop_after" }, REFUSED);
  expect(await run()).toMatchObject({
    status: "partly_failed",
    ledger: { unverified: 0, refused: 1 },
  });
  expect(await held()).toBe(1);
  await write(2, 3);
  expect(await run()).toMatchObject({
    status: "succeeded",
    ledger: { unverified: 2, refused: 0, removed: 1 },
  });
  expect(await held()).toBe(2);
});

it("removes someone who was refused when the worker died before it heard of the first sending", async () => {
  await write(1, 1);
  const runId = await createRun(sync());
  const worker = await startWorkerProcess({ COTERIE_HOME: home(), COTERIE_CRASH_AT: "answered:1" });
  await enqueue("run-sync", { runId }, { singletonKey: runId });
  await worker.ended;
  await faults(REFUSED);
  expect(await execute(runId, HURRIED)).toMatchObject({ status: "partly_failed", ledger: { refused: 1 } });
  expect(await held()).toBe(1);
  await write(2, 3);
  expect(await run()).toMatchObject({ ledger: { unverified: 2, removed: 1 } });
  expect(await held()).toBe(2);
});

it("asks no removal of someone the platform refused and nothing else", async () => {
  await write(1, 1);
  await faults(REFUSED);
  expect(await run()).toMatchObject({ ledger: { refused: 1 } });
  await write(2, 3);
  const after = await run();
  expect(after).toMatchObject({ status: "succeeded", ledger: { unverified: 2, removed: 0 } });
});
