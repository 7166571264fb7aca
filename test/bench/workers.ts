import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccountLimits } from "@/lib/core/ports/destination";
import { closeDatabase, database } from "@/lib/db/client";
import { enqueue, stopQueue } from "@/lib/db/queue";
import { startWorker } from "@/lib/jobs/worker";
import { accountGate, accountKey } from "@/lib/services/run/execute/account-gate";
import { PATIENCE } from "@/lib/services/run/execute/deps";
import { createRun, createSync } from "@/test/factories/sync";
import { mostCallsWithin } from "@/test/support/calls-in-window";
import { freshDatabase } from "@/test/support/fresh-database";
import { PeopleWarehouse } from "@/test/support/people-warehouse";
import { testDefinition } from "@/test/support/platform";
import { type AccountLog, startPlatform } from "./workers/platform";

/**
 * Four worker processes, as the product starts them, over four accounts that take 300 ms a call: how near they come to
 * what the accounts allow together, and whether any account was ever called more than it allows. Each account has two
 * syncs, so that workers meet at its door.
 */
const WORKERS = 4;
const ACCOUNTS = 4;
const SYNCS = 2;
const LATENCY_MS = 300;
const SECONDS = 40;
const BATCH_ROWS = 10;

const CASES: Record<string, AccountLimits> = {
  "a rate": { concurrency: 4, rates: [{ id: "ten_seconds", calls: 60, perSeconds: 10 }] },
  places: { concurrency: 2, rates: [] },
};
/** Calls a second an account takes, by whichever of its limits is less. */
const most = ({ concurrency, rates }: AccountLimits): number =>
  Math.min(concurrency / (LATENCY_MS / 1_000), ...rates.map(({ calls, perSeconds }) => calls / perSeconds));

const limits = CASES[process.env.BENCH_LIMITS ?? ""];
if (process.argv[2] === "platform") await servePlatform();
else if (process.argv[2] === "worker") await work(limits!);
else await bench();

async function servePlatform(): Promise<void> {
  const platform = await startPlatform(LATENCY_MS);
  process.on("message", () => process.send!(platform.log()));
  process.send!(platform.url);
}

/** The product's worker, but for a warehouse in memory and a platform of the bench. */
async function work(allowed: AccountLimits): Promise<void> {
  const people = new PeopleWarehouse();
  const wanted = Math.ceil((most(allowed) * SECONDS) / SYNCS) * BATCH_ROWS;
  people.people = Array.from({ length: wanted }, (_, at) => ({ key: `${at}`, email: `e${at}` }));
  const definition = { ...testDefinition(BATCH_ROWS), limits: allowed };
  const silent = () => {};
  await startWorker({
    home: process.env.COTERIE_HOME!,
    log: { info: silent, warn: silent, error: console.error },
    world: {
      openWarehouse: people.open,
      warehouseState: async () => null,
      queries: people.queries,
      openTarget: ({ destination }) => ({
        definition,
        client: definition.connect({ settings: {}, secrets: {}, endpoint: destination.endpoint }),
      }),
      gate: ({ destination, scope }) =>
        accountGate(accountKey(destination.kind, scope.endpoint, scope.account), allowed),
      patience: PATIENCE,
    },
  });
  process.send!("ready");
}

async function bench(): Promise<void> {
  for (const name of Object.keys(CASES)) {
    console.info(`\n${WORKERS} workers over ${ACCOUNTS} accounts at ${LATENCY_MS} ms, held by ${name}`);
    const { rows, isRight } = await measure(name);
    console.table(rows);
    if (!isRight) process.exitCode = 1;
  }
}

async function measure(name: string) {
  const home = await mkdtemp(join(tmpdir(), "coterie-workers-"));
  const fresh = await freshDatabase("bench_workers");
  process.env.DATABASE_URL = fresh.url;
  const env = { ...process.env, COTERIE_HOME: home, BENCH_LIMITS: name };
  const start = async (what: "platform" | "worker") => {
    const child = fork(process.argv[1]!, [what], { env });
    const [said] = await once(child, "message");
    return { child, said: said as string };
  };
  const platform = await start("platform");
  const workers = await Promise.all(Array.from({ length: WORKERS }, () => start("worker")));
  try {
    await runAll(platform.said);
    platform.child.send("tell");
    const [log] = (await once(platform.child, "message")) as [Record<string, AccountLog>];
    return judged(log, CASES[name]!);
  } finally {
    for (const { child } of [platform, ...workers]) child.kill();
    await Promise.all(workers.map(({ child }) => child.exitCode ?? once(child, "exit")));
    await stopQueue();
    await closeDatabase();
    await fresh.drop();
    await rm(home, { recursive: true, force: true });
  }
}

/** Queues a run of every sync, and waits for the last of them. */
async function runAll(url: string): Promise<void> {
  const runs: string[] = [];
  for (let account = 1; account <= ACCOUNTS; account += 1) {
    for (let sync = 0; sync < SYNCS; sync += 1) {
      runs.push(await createRun(await createSync({ endpoint: `${url}/${account}` })));
    }
  }
  for (const runId of runs) await enqueue("run-sync", { runId }, { singletonKey: runId });
  for (;;) {
    const ended = await database().run.findMany({ where: { id: { in: runs }, finishedAt: { not: null } } });
    const wrong = ended.find(({ status }) => status !== "succeeded");
    if (wrong) throw new Error(`A run ended ${wrong.status}: ${JSON.stringify(wrong.problem)}`);
    if (ended.length === runs.length) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function judged(log: Record<string, AccountLog>, allowed: AccountLimits) {
  const accounts = Object.entries(log).map(([account, { times, mostAtOnce }]) => {
    const seconds = (Math.max(...times) - Math.min(...times)) / 1_000;
    const perSecond = (times.length - 1) / seconds;
    const windows = allowed.rates.map(
      ({ calls, perSeconds }) => `${mostCallsWithin(perSeconds * 1_000, times)} of ${calls}`,
    );
    return { account, times, mostAtOnce, perSecond, seconds, windows };
  });
  const share = accounts.reduce((sum, one) => sum + one.perSecond, 0) / (ACCOUNTS * most(allowed));
  const exceeded = accounts.some(
    ({ times, mostAtOnce }) =>
      mostAtOnce > allowed.concurrency ||
      allowed.rates.some(({ calls, perSeconds }) => mostCallsWithin(perSeconds * 1_000, times) > calls),
  );
  const rows = accounts.map(({ account, times, mostAtOnce, perSecond, seconds, windows }) => ({
    account,
    calls: times.length,
    seconds: Number(seconds.toFixed(1)),
    "calls/s": Number(perSecond.toFixed(2)),
    "of its limit": `${((perSecond / most(allowed)) * 100).toFixed(1)} %`,
    "most at once": `${mostAtOnce} of ${allowed.concurrency}`,
    "most in a window": windows.join(", "),
  }));
  console.info(
    `Together ${(share * 100).toFixed(1)} % of the limits; ${exceeded ? "one was EXCEEDED" : "none was exceeded"}`,
  );
  return { rows, isRight: share >= 0.9 && !exceeded };
}
