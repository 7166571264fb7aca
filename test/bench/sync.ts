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
import { printAims, printRows } from "./sync/report";
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
    console.info(
      `Load of the machine before: ${loadavg()
        .map((load) => load.toFixed(1))
        .join(" ")}`,
    );
    const tables = await standTables(options.people);
    try {
      for (const latency of options.latencies) {
        await compare(tables, "counting", latency, SUBJECTS, latency === 0 ? options.rounds : 1);
      }
      await compare(tables, "simulator", 0, ["mirror", "bodies"], 1);
    } finally {
      await tables.remove();
    }
    console.info(
      `Load of the machine after: ${loadavg()
        .map((load) => load.toFixed(1))
        .join(" ")}`,
    );
  } finally {
    await stopQueue(0);
    await closeDatabase();
    await fresh.drop();
  }
}

async function compare(
  tables: Tables,
  kind: PlatformKind,
  latencyMs: number,
  subjects: readonly Subject[],
  rounds: number,
): Promise<void> {
  const platform = await StoodPlatform.start(kind, latencyMs);
  try {
    const rows: Row[] = [];
    for (let round = 1; round <= rounds; round += 1)
      rows.push(...(await oneRound(round, tables, platform, subjects)));
    printRows(rows, platform, tables.people);
    printAims(rows, platform, tables.people);
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
