import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeDatabase, database } from "@/lib/db/client";
import { executeRun } from "@/lib/services/run/execute";
import { runWorld } from "@/lib/services/run/execute/world";
import { createRun, createSync } from "@/test/factories/sync";
import { type Captured, startCaptureProxy } from "@/test/support/capture-proxy";
import { ACCOUNT, createAudience, startMeta } from "@/test/support/meta";
import * as people from "@/test/support/people-file";

/**
 * A first mirror to the simulator beside its floor: the very bodies of a mirror, posted to another audience with no
 * other work and the same two connections. Alternated, so that a busy machine slows both.
 */
const PEOPLE = 200_000;
const ROUNDS = 3;
const CONNECTIONS = 2;

if (process.argv[2] === "simulator") {
  const { url } = await startMeta();
  process.send!(url);
} else {
  await bench();
}

async function bench(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), "coterie-bench-"));
  process.env.COTERIE_SECRET = "a secret of the benchmark";
  // A process of its own, as a platform is.
  const simulator = fork(process.argv[1]!, ["simulator"]);
  const [url] = (await once(simulator, "message")) as [string];
  try {
    const file = join(home, "people.duckdb");
    await people.writePeople(file, people.peopleSql(1, PEOPLE));
    const bodies = await captureBodies(url, home, file);
    const rows = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const floor = await post(url, await createAudience(url), bodies);
      const { whole, delivery } = await mirror(url, url, home, file);
      rows.push({
        round,
        "floor rows/s": rate(floor),
        "delivery rows/s": rate(delivery),
        "delivery / floor": (floor / delivery).toFixed(2),
        "whole run rows/s": rate(whole),
        "whole run": `${(whole / 1_000).toFixed(1)} s`,
      });
    }
    console.info(`Mirroring ${PEOPLE} people to the simulator of Meta, ${CONNECTIONS} connections`);
    console.table(rows);
  } finally {
    simulator.kill();
    await closeDatabase();
    await rm(home, { recursive: true, force: true });
  }
}

function rate(milliseconds: number): number {
  return Math.round(PEOPLE / (milliseconds / 1_000));
}

/** Milliseconds of the whole run, and from its first batch sent to its last answer. */
async function mirror(platform: string, endpoint: string, home: string, file: string) {
  const sync = await createSync({
    ...ACCOUNT,
    kind: "meta",
    endpoint,
    object: { id: await createAudience(platform), name: "An audience" },
    catalog: people.peopleCatalog(file),
    tree: people.wantedPeople,
    policy: people.peoplePolicy,
    mapping: people.emailMapping,
  });
  const silent = () => {};
  const log = { info: silent, warn: silent, error: silent };
  const runId = await createRun(sync);
  const started = performance.now();
  const outcome = await executeRun(runId, runWorld({ home, log, stopping: new AbortController().signal }));
  const whole = performance.now() - started;
  if (outcome.kind !== "finished" || outcome.status !== "succeeded") throw new Error(JSON.stringify(outcome));
  const batches = await database().runBatch.findMany({ where: { runId } });
  const times = (of: "sentAt" | "answeredAt") => batches.map((batch) => batch[of]!.getTime());
  return { whole, delivery: Math.max(...times("answeredAt")) - Math.min(...times("sentAt")) };
}

/** The bodies of one mirror, as they went over the wire. */
async function captureBodies(url: string, home: string, file: string): Promise<Captured[]> {
  const captured: Captured[] = [];
  const proxy = await startCaptureProxy(url, (one) => captured.push(one));
  await mirror(url, proxy.url, home, file);
  await proxy.close();
  return captured.filter((one) => one.method === "POST" && one.url.includes("/users"));
}

async function post(url: string, audience: string, bodies: readonly Captured[]): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const queue = [...bodies];
  const started = performance.now();
  const lane = async () => {
    for (let body = queue.shift(); body; body = queue.shift()) await postOne(url, audience, body, agent);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  const milliseconds = performance.now() - started;
  agent.destroy();
  return milliseconds;
}

function postOne(
  url: string,
  audience: string,
  { url: path, headers, body }: Captured,
  agent: Agent,
): Promise<void> {
  const target = new URL(path.replace(/\/\d+\/users/, `/${audience}/users`), url);
  return new Promise((resolve, reject) => {
    const call = request(
      target,
      { method: "POST", headers: { ...headers, host: target.host }, agent },
      (answer) => {
        answer
          .resume()
          .on("end", () =>
            answer.statusCode === 200
              ? resolve()
              : reject(new Error(`The simulator answered ${answer.statusCode}.`)),
          );
      },
    );
    call.on("error", reject).end(body);
  });
}
