import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import { closeDatabase, database } from "@/lib/db/client";
import { enqueue, stopQueue } from "@/lib/db/queue";
import google from "@/lib/destinations/google";
import { executeRun } from "@/lib/services/run/execute";
import type { Checkpoint } from "@/lib/services/run/execute/checkpoint";
import { runWorld } from "@/lib/services/run/execute/world";
import { testDatabase } from "@/test/factories/postgres";
import { createRun, createSync, type TestSync } from "@/test/factories/sync";
import { sha256 } from "@/test/factories/wanted";
import * as people from "@/test/support/people-file";
import { startWorkerProcess, type WorkerProcess } from "@/test/support/worker-process";

const SETTINGS = { customerId: "1234567890", termsAccepted: "yes" };
const SECRETS = { clientId: "client-1", clientSecret: "secret-1", refreshToken: "refresh-1" };
const PEOPLE = 25;

let handle: Awaited<ReturnType<typeof testDatabase>>;
let home: string;
let simulator: RunningSimulator;
let list: string;
let sync: TestSync;
let worker: WorkerProcess | undefined;

beforeAll(async () => {
  handle = await testDatabase();
  process.env.DATABASE_URL = handle.url;
  process.env.COTERIE_SECRET = "a secret of the tests, long enough";
});
afterAll(async () => {
  await stopQueue();
  await closeDatabase();
  await handle.drop();
});
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "coterie-settle-crash-"));
  const start = await google.simulator!.load();
  simulator = await start({ port: 0, settings: SETTINGS, secrets: SECRETS });
  const settings = google.settings.parse(SETTINGS);
  const client = google.connect({ settings, secrets: SECRETS, endpoint: simulator.url });
  list = (await client.set!.createObject({ name: "Customers" })).id;
  await client.close?.();
  const file = join(home, "people.duckdb");
  await people.writePeople(file, people.peopleSql(1, PEOPLE));
  sync = await createSync({
    ...{ kind: "google", endpoint: simulator.url, secrets: SECRETS, settings: { ...settings } },
    object: { id: list, name: "Customers" },
    catalog: people.peopleCatalog(file),
    tree: people.wantedPeople,
    policy: { ...people.peoplePolicy, columns: { "people.consent": "plain" } },
    mapping: { fields: { email: { column: "email" }, ad_user_data: { column: "consent" } } },
  });
});
afterEach(async () => {
  await worker?.kill();
  await simulator.close();
  await rm(home, { recursive: true, force: true });
});

const processing = (milliseconds: number) =>
  fetch(`${simulator.url}/_simulator/processing`, { method: "POST", body: JSON.stringify({ milliseconds }) });

async function held(): Promise<{ list: string[]; calls: { add: number; remove: number } }> {
  const answer = await fetch(`${simulator.url}/_simulator/state?identifiers=1`);
  const { audiences } = (await answer.json()) as {
    audiences: { id: string; list: string[]; calls: never }[];
  };
  return audiences.find(({ id }) => id === list)!;
}

async function crash(crashAt: Checkpoint): Promise<string> {
  worker = await startWorkerProcess({ COTERIE_HOME: home, COTERIE_CRASH_AT: crashAt });
  const runId = await createRun(sync);
  await enqueue("run-sync", { runId }, { singletonKey: runId });
  expect(await worker.ended).toBe("SIGKILL");
  return runId;
}

/** As the queue does: again and again, until the platform has told. */
async function goOn(runId: string): Promise<unknown> {
  const silent = () => {};
  const log = { info: silent, warn: silent, error: silent };
  for (;;) {
    const outcome = await executeRun(runId, runWorld({ home, log, stopping: new AbortController().signal }));
    if (outcome.kind !== "wait") return outcome;
    await delay(Math.max(0, outcome.until.getTime() - Date.now()));
  }
}

describe("a worker killed over a batch that is told of later", () => {
  const points: [string, Checkpoint, number, number][] = [
    ["before the ticket is written down has it sent again, which changes nothing", "answered", 0, 2],
    ["after that goes on asking for the same ticket", "journaled", 2_500, 1],
    ["after it was told has only to ask again", "told", 0, 1],
    ["after it is settled has nothing left to ask", "settled", 0, 1],
  ];
  it.each(points)("%s", async (_what, point, milliseconds, calls) => {
    await processing(milliseconds);
    const runId = await crash(point);
    expect(await goOn(runId)).toEqual({ kind: "finished", status: "succeeded" });
    const hashes = Array.from({ length: PEOPLE }, (_, at) => sha256(people.emailOf(at + 1)));
    expect(await held()).toMatchObject({
      list: hashes.map((hash) => `email ${hash}`).sort(),
      calls: { add: calls, remove: 0 },
    });
    const run = await database().run.findUniqueOrThrow({ where: { id: runId }, include: { batches: true } });
    expect(run).toMatchObject({
      status: "succeeded",
      phase: "done",
      ledger: { unverified: PEOPLE, in_flight: 0, due: 0 },
      batches: [{ state: "acknowledged", received: PEOPLE, refused: 0, tickets: null }],
    });
  });
});
