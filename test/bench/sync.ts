import { loadavg } from "node:os";
import { closeDatabase } from "@/lib/db/client";
import { stopQueue } from "@/lib/db/queue";
import { freshDatabase } from "@/test/support/fresh-database";
import { startMeta } from "@/test/support/meta";
import { prepareBodies } from "./sync/bodies";
import { serve } from "./sync/child";
import { prepareFloor } from "./sync/floor";
import { prepareNaive } from "./sync/naive";
import { type Options, readOptions } from "./sync/options";
import { PHASES } from "./sync/phases";
import { serveCountingPlatform } from "./sync/platform";
import { type Peak, printAims, printMemory, printRows } from "./sync/report";
import { type PlatformKind, StoodPlatform, standTables, type Tables } from "./sync/stand";
import { Round, type Row, SUBJECTS, type Subject } from "./sync/subjects";

/**
 * A mirror beside what it could cost at least: the bare set-based floor, what one writes in an afternoon, and bodies that
 * lie ready. Each subject is a process of its own; in every phase one follows the other, so that a busy machine slows all.
 */
const [, , role = "", given = ""] = process.argv;
const job = () => JSON.parse(given);
if (role === "counting") await serveCountingPlatform(Number(given));
else if (role === "simulator") process.send!((await startMeta()).url);
else if (role === "floor") await serve(prepareFloor(job()));
else if (role === "naive") await serve(prepareNaive(job()));
else if (role === "bodies") await serve(prepareBodies(job()));
else await bench(readOptions(process.argv.slice(2)));

async function bench(options: Options): Promise<void> {
  process.env.COTERIE_SECRET = "a-secret-of-the-benchmark-long-enough";
  const fresh = await freshDatabase("bench_sync");
  process.env.DATABASE_URL = fresh.url;
  try {
    tellLoad("before");
    const peaks = [await atSize(options, options.people)];
    if (options.memoryAt > 0) peaks.push(await atSize({ ...options, latencies: [] }, options.memoryAt));
    printMemory(peaks);
    tellLoad("after");
  } finally {
    await stopQueue(0);
    await closeDatabase();
    await fresh.drop();
  }
}

function tellLoad(when: string): void {
  const loads = loadavg().map((load) => load.toFixed(1));
  console.info(`Load of the machine ${when}: ${loads.join(" ")}`);
}

/** Everything is compared where latencies are given; else our mirror is measured alone. Returns what it took of memory. */
async function atSize({ latencies, rounds }: Options, people: number): Promise<Peak> {
  const tables = await standTables(people);
  try {
    const rows: Row[] = [];
    for (const latency of latencies) {
      rows.push(...(await compare(tables, "counting", latency, SUBJECTS, latency === 0 ? rounds : 1)));
    }
    if (latencies.length === 0) rows.push(...(await compare(tables, "counting", 0, ["mirror"], 1)));
    else rows.push(...(await compare(tables, "simulator", 0, ["mirror", "bodies"], 1)));
    const mirrors = rows.filter(({ subject }) => subject === "mirror");
    return { people, mb: Math.max(...mirrors.map(({ peakMb }) => peakMb)) };
  } finally {
    await tables.remove();
  }
}

async function compare(
  tables: Tables,
  kind: PlatformKind,
  latencyMs: number,
  subjects: readonly Subject[],
  rounds: number,
): Promise<Row[]> {
  const platform = await StoodPlatform.start(kind, latencyMs);
  try {
    const rows: Row[] = [];
    for (let round = 1; round <= rounds; round += 1)
      rows.push(...(await oneRound(round, tables, platform, subjects)));
    printRows(rows, platform, tables.people);
    printAims(rows, platform, tables.people);
    return rows;
  } finally {
    platform.stop();
  }
}

async function oneRound(
  number: number,
  tables: Tables,
  platform: StoodPlatform,
  subjects: readonly Subject[],
): Promise<Row[]> {
  const round = new Round(number, tables, platform);
  const measures = await round.open();
  const rows: Row[] = [];
  for (const phase of PHASES) {
    await tables.put(phase);
    for (const subject of subjects)
      rows.push({ subject, phase, round: number, ...(await measures[subject](phase)) });
  }
  await round.close();
  return rows;
}
