import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { guards } from "@/lib/core/guards/all";
import type { GuardSettings } from "@/lib/core/guards/types";
import { closeDatabase } from "@/lib/db/client";
import { stopQueue } from "@/lib/db/queue";
import { peopleSync } from "@/test/factories/people-sync";
import type { TestSync } from "@/test/factories/sync";
import { createAudience, tellMeta } from "@/test/support/meta";
import { spawnWorker, type WorkerProcess } from "@/test/support/spawn-worker";
import type { Blow, Schedule } from "./draw";
import { Fleet } from "./fleet";
import { knownPeople, writePopulation } from "./people";

/** Guards stop what looks odd until somebody looked at it; here nobody does, and everything looks odd. */
const UNGUARDED: GuardSettings = Object.fromEntries(
  guards.map((guard) => [
    guard.id,
    { action: "off" as const, threshold: guard.defaults("target").threshold },
  ]),
);

export type Postgres = {
  url(database: string): string;
  /** Kills the server and starts it again on the same port; absent where it is not ours to kill. */
  crash?: () => Promise<void>;
};
export type Scripts = { worker: string; simulator: string };
export type StoodSync = { sync: TestSync; audience: string; file: string };

/** One schedule's world: a database, a folder, a platform and workers of its own. */
export class Stand {
  url = "";
  fleet!: Fleet;
  syncs: StoodSync[] = [];
  /** The blows that struck while a run was under way. */
  readonly hits: Blow["kind"][] = [];
  private simulator: WorkerProcess | undefined;
  private port = 0;

  private constructor(
    readonly home: string,
    private readonly database: string,
    readonly postgres: Postgres,
    private readonly scripts: Scripts,
  ) {}

  /** Closed by whoever opened it, prepared or not. */
  static async open(schedule: Schedule, postgres: Postgres, scripts: Scripts): Promise<Stand> {
    const home = await mkdtemp(join(tmpdir(), "coterie-faults-"));
    return new Stand(home, `faults_${process.pid}_${schedule.seed}`, postgres, scripts);
  }

  async prepare(schedule: Schedule): Promise<void> {
    const { home, postgres, scripts } = this;
    await administer(postgres, `DROP DATABASE IF EXISTS ${this.database} WITH (FORCE)`);
    await administer(postgres, `CREATE DATABASE ${this.database} TEMPLATE faults_template`);
    process.env.DATABASE_URL = postgres.url(this.database);
    process.env.COTERIE_SECRET = "a-secret-of-the-tests-long-enough";
    await this.startSimulator();
    await tellMeta(this.url, "people", { people: knownPeople(schedule.known) });
    for (const [index, population] of schedule.rounds[0]!.populations.entries()) {
      const file = join(home, `people-${index}.duckdb`);
      await writePopulation(file, population);
      const audience = await createAudience(this.url);
      const sync = await peopleSync({ endpoint: this.url, audience, file, guards: UNGUARDED });
      this.syncs.push({ sync, audience, file });
    }
    const environment = { COTERIE_HOME: home, COTERIE_PLATFORM_PATIENCE: "20" };
    this.fleet = new Fleet(scripts.worker, environment, schedule.workers);
    await this.fleet.fill();
  }

  async startSimulator(): Promise<void> {
    const environment = {
      SIMULATOR_PORT: String(this.port),
      SIMULATOR_STATE: join(this.home, "platform.jsonl"),
    };
    const ready = "simulator ready";
    this.simulator = await spawnWorker(this.scripts.simulator, environment, { ready });
    const [url = ""] = /http:\S+/.exec(this.simulator.output()) ?? [];
    this.url = url;
    this.port = Number(new URL(url).port);
  }

  async killSimulator(): Promise<void> {
    await this.simulator?.kill();
  }

  async close(): Promise<void> {
    await this.fleet?.killAll();
    await this.killSimulator();
    await stopQueue(0);
    await closeDatabase();
    await administer(this.postgres, `DROP DATABASE IF EXISTS ${this.database} WITH (FORCE)`);
    await rm(this.home, { recursive: true, force: true });
  }
}

async function administer({ url }: Postgres, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url("postgres") });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
