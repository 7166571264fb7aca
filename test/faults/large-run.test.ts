import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { database, databaseUrl } from "@/lib/db/client";
import { enqueue } from "@/lib/db/queue";
import { peopleSync } from "@/test/factories/people-sync";
import { createRun } from "@/test/factories/sync";
import { ownDatabase } from "@/test/factories/workspace";
import { type Captured, startCaptureProxy } from "@/test/support/capture-proxy";
import { createAudience, heldByMeta, startMeta } from "@/test/support/meta";
import * as people from "@/test/support/people-file";
import { startWorkerProcess, type WorkerProcess } from "@/test/support/worker-process";

const MEMBERS = 200_000;
/** In every raw e-mail, and nowhere else. */
const PLANTED = /planted-mark/i;

ownDatabase({ beforeAll, afterAll });

let home: string;
let meta: Awaited<ReturnType<typeof startMeta>>;
let proxy: Awaited<ReturnType<typeof startCaptureProxy>>;
let worker: WorkerProcess | undefined;
let requests: { count: number; bytes: number; planted: string[] };

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "coterie-large-"));
  requests = { count: 0, bytes: 0, planted: [] };
  meta = await startMeta();
  proxy = await startCaptureProxy(meta.url, watch);
});
afterEach(async () => {
  await worker?.kill();
  await proxy.close();
  await meta.close();
  await rm(home, { recursive: true, force: true });
});

function watch({ method, url, headers, body }: Captured): void {
  requests.count += 1;
  requests.bytes += body.length;
  const wire = `${method} ${url} ${JSON.stringify(headers)} ${body.toString("latin1")} ${decodeURIComponent(url)}`;
  if (PLANTED.test(wire)) requests.planted.push(`${method} ${url}`);
}

/** A first mirror of so many people, by a worker process of its own. Returns its peak of memory in MB. */
async function mirror(members: number): Promise<number> {
  const file = join(home, `people-${members}.duckdb`);
  await people.writePeople(
    file,
    `SELECT number AS id, '  Planted-Mark+' || number || '@Secret.TEST ' AS email, true AS consent, true AS wanted
     FROM range(${members}) AS numbers (number)`,
  );
  const audience = await createAudience(meta.url);
  const sync = await peopleSync({ endpoint: proxy.url, audience, file });
  worker = await startWorkerProcess({
    COTERIE_HOME: home,
    LOG_LEVEL: "trace",
    // Little enough that even the small run would like more.
    COTERIE_DUCKDB_MEMORY: "100MB",
  });
  const runId = await createRun(sync);
  await enqueue("run-sync", { runId }, { singletonKey: runId });
  const status = async () => (await database().run.findUniqueOrThrow({ where: { id: runId } })).status;
  await expect.poll(status, { timeout: 150_000, interval: 100 }).toBe("succeeded");
  const peak = peakMemory(worker.pid);
  expect((await heldByMeta(meta.url, audience)).identifiers.total).toBe(members);
  expect(worker.output()).toContain(runId);
  expect(worker.output()).not.toMatch(PLANTED);
  await worker.kill("SIGTERM");
  return peak;
}

/** MB, as Linux counts it; NaN elsewhere. */
function peakMemory(pid: number): number {
  const file = `/proc/${pid}/status`;
  const line = existsSync(file) ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(file, "utf8")) : null;
  return line ? Math.round(Number(line[1]) / 1024) : Number.NaN;
}

/** Tables of the application database and its queue with a planted value in any column of any row. */
async function plantedTables(): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    expect(rows.length).toBeGreaterThan(15);
    const found: string[] = [];
    for (const { name } of rows) {
      const { rowCount } = await client.query(
        `SELECT 1 FROM ${name} AS one WHERE one::text ILIKE '%planted-mark%' LIMIT 1`,
      );
      if (rowCount) found.push(name);
    }
    return found;
  } finally {
    await client.end();
  }
}

function plantedFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => PLANTED.test(readFileSync(file, "latin1")));
}

it("mirrors 200,000 people with no raw e-mail in any request, row, log or state file, in memory that does not grow", async () => {
  const small = await mirror(MEMBERS / 4);
  const large = await mirror(MEMBERS);
  console.log(`Peak memory of a worker: ${small} MB for ${MEMBERS / 4} people, ${large} MB for ${MEMBERS}.`);
  expect(requests.planted).toEqual([]);
  expect(requests.bytes).toBeGreaterThan(MEMBERS * 64);
  expect(await plantedTables()).toEqual([]);
  expect(plantedFiles(join(home, "state"))).toEqual([]);
  if (!Number.isNaN(large)) expect(large - small).toBeLessThan(150);
}, 300_000);
