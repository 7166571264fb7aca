import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { enqueue } from "@/lib/db/queue";
import { executeRun } from "@/lib/services/run/execute";
import { openGate } from "@/lib/services/run/execute/account-gate";
import { runWorld } from "@/lib/services/run/execute/world";
import { peopleSync } from "@/test/factories/people-sync";
import { createRun, type TestSync } from "@/test/factories/sync";
import { ownDatabase } from "@/test/factories/workspace";
import { heldByMeta, startMeta, tellMeta } from "@/test/support/meta";
import * as people from "@/test/support/people-file";
import { startWorkerProcess } from "@/test/support/worker-process";

ownDatabase({ beforeAll, afterAll });

let home: string;
let meta: Awaited<ReturnType<typeof startMeta>>;
let sync: TestSync;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "coterie-doubt-"));
  meta = await startMeta();
  sync = await peopleSync({ endpoint: meta.url, audience: meta.audience, file: peopleFile() });
});
afterEach(async () => {
  await meta.close();
  await rm(home, { recursive: true, force: true });
});

const peopleFile = () => join(home, "people.duckdb");
const write = (first: number, last: number) =>
  people.writePeople(peopleFile(), people.peopleSql(first, last));
const held = async () => (await heldByMeta(meta.url, meta.audience)).people;
const faults = (...kinds: string[]) =>
  tellMeta(meta.url, "faults", { faults: kinds.map((kind) => ({ kind, match: { path: "/users" } })) });

async function execute(runId: string) {
  const silent = () => {};
  const log = { info: silent, warn: silent, error: silent };
  const world = runWorld({ home, log, stopping: new AbortController().signal });
  await executeRun(runId, { ...world, gate: () => openGate, sleep: async () => {} });
  const { status, ledger } = await database().run.findUniqueOrThrow({ where: { id: runId } });
  return { status, ledger };
}

it("removes someone who was refused when the answer to the first sending was lost", async () => {
  await write(1, 1);
  await faults("drop_after", "invalid_parameter");
  expect(await execute(await createRun(sync))).toMatchObject({
    status: "partly_failed",
    ledger: { unverified: 0, refused: 1 },
  });
  expect(await held()).toBe(1);
  await write(2, 3);
  expect(await execute(await createRun(sync))).toMatchObject({
    status: "succeeded",
    ledger: { unverified: 2, refused: 0, removed: 1 },
  });
  expect(await held()).toBe(2);
});

it("removes someone who was refused when the worker died before it heard of the first sending", async () => {
  await write(1, 1);
  const runId = await createRun(sync);
  const worker = await startWorkerProcess({ COTERIE_HOME: home, COTERIE_CRASH_AT: "answered:1" });
  await enqueue("run-sync", { runId }, { singletonKey: runId });
  await worker.ended;
  await faults("invalid_parameter");
  expect(await execute(runId)).toMatchObject({ status: "partly_failed", ledger: { refused: 1 } });
  expect(await held()).toBe(1);
  await write(2, 3);
  expect(await execute(await createRun(sync))).toMatchObject({ ledger: { unverified: 2, removed: 1 } });
  expect(await held()).toBe(2);
});

it("asks no removal of someone the platform refused and nothing else", async () => {
  await write(1, 1);
  await faults("invalid_parameter");
  expect(await execute(await createRun(sync))).toMatchObject({ ledger: { refused: 1 } });
  await write(2, 3);
  const after = await execute(await createRun(sync));
  expect(after).toMatchObject({ status: "succeeded", ledger: { unverified: 2, removed: 0 } });
});
