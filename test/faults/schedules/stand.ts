import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { guards } from "@/lib/core/guards/all";
import type { GuardSettings } from "@/lib/core/guards/types";
import { closeDatabase } from "@/lib/db/client";
import { stopQueue } from "@/lib/db/queue";
import { createSync, type TestSync } from "@/test/factories/sync";
import { wantedPeople } from "@/test/support/people-file";
import { Disk } from "./disk";
import { Fleet } from "./fleet";
import { catalogOf, knownPeople, type Population, strangersBut, writePopulation } from "./people";
import { PlatformProcess } from "./platform-process";
import { PLATFORMS, type PlatformKind } from "./platforms";
import type { Blow, Schedule } from "./schedule";
import type { WarmPool } from "./warm-worker";

/** Guards stop what looks odd until somebody looked at it; here nobody does, and everything looks odd. */
const UNGUARDED: GuardSettings = Object.fromEntries(
  guards.map((guard) => [
    guard.id,
    { action: "off" as const, threshold: guard.defaults("target").threshold },
  ]),
);

export const HOME_PREFIX = "coterie-faults-";

/** What schedules are played with, one after the other. */
export type World = {
  postgres: Postgres;
  scripts: Scripts;
  pool: WarmPool;
};
export type Postgres = {
  url(database: string): string;
  /** Kills the server and starts it again on the same port; absent where it is not ours to kill. */
  crash?: () => Promise<void>;
};
export type Scripts = { worker: string; simulator: string };
export type StoodSync = { sync: TestSync; platform: PlatformProcess; object: string; file: string };

/** One schedule's world: a database, a folder, platforms and workers of its own. */
export class Stand {
  fleet!: Fleet;
  syncs: StoodSync[] = [];
  disk: Disk | null = null;
  /** The blows that struck while a run was under way. */
  readonly hits: Blow["kind"][] = [];
  runs = 0;
  batches = 0;
  private readonly platforms = new Map<PlatformKind, PlatformProcess>();

  private constructor(
    readonly home: string,
    private readonly database: string,
    readonly world: World,
  ) {}

  /** Closed by whoever opened it, prepared or not. */
  static async open(schedule: Schedule, world: World): Promise<Stand> {
    const home = await mkdtemp(join(tmpdir(), `${HOME_PREFIX}${process.pid}-`));
    return new Stand(home, `faults_${process.pid}_${schedule.seed}`, world);
  }

  async prepare(schedule: Schedule): Promise<void> {
    const { home, world } = this;
    await administer(world.postgres, `DROP DATABASE IF EXISTS ${this.database} WITH (FORCE)`);
    await administer(world.postgres, `CREATE DATABASE ${this.database} TEMPLATE faults_template`);
    const DATABASE_URL = world.postgres.url(this.database);
    const environment: Record<string, string> = {
      ...{ DATABASE_URL, COTERIE_SECRET: "a-secret-of-the-tests-long-enough" },
      ...(schedule.state === "postgres" ? { COTERIE_STATE: `${DATABASE_URL}?schema=ledgers` } : {}),
    };
    delete process.env.COTERIE_STATE;
    Object.assign(process.env, environment);
    if (schedule.state === "files") this.disk = Disk.mount(join(home, "state"));
    for (const index of schedule.platforms.keys()) await this.addSync(schedule, index);
    this.fleet = new Fleet(world.pool, { ...environment, COTERIE_HOME: home }, schedule.workers);
    await this.fleet.fill();
  }

  private async addSync(schedule: Schedule, index: number): Promise<void> {
    const populations = schedule.rounds.map((round) => round.populations[index]!);
    const kind = schedule.platforms[index]!;
    const platform = this.platforms.get(kind) ?? (await this.startPlatform(kind, schedule.known));
    if (PLATFORMS[kind].needsPeople) await platform.tell("people", { people: strangersBut(populations) });
    const file = join(this.home, `people-${index}.duckdb`);
    await writePopulation(file, populations[0]!);
    const object = await platform.createObject(index);
    const sync = await createSync({
      ...PLATFORMS[kind].sync,
      ...{ endpoint: platform.url, object: { id: object, name: "An audience" } },
      ...{ catalog: catalogOf(file), tree: wantedPeople, guards: UNGUARDED },
    });
    this.syncs.push({ sync, platform, object, file });
  }

  private async startPlatform(kind: PlatformKind, known: number): Promise<PlatformProcess> {
    const platform = new PlatformProcess(kind, this.world.scripts.simulator, this.home);
    this.platforms.set(kind, platform);
    await platform.start();
    if (kind === "meta") await platform.tell("people", { people: knownPeople(known) });
    return platform;
  }

  async close(): Promise<void> {
    await this.fleet?.emptyAll("kill");
    for (const platform of this.platforms.values()) await platform.kill();
    await stopQueue(0);
    await closeDatabase();
    await administer(this.world.postgres, `DROP DATABASE IF EXISTS ${this.database} WITH (FORCE)`);
    this.disk?.unmount();
    await rm(this.home, { recursive: true, force: true });
  }
}

/** The people of one sync, round by round. */
export const populationsOf = (schedule: Schedule, index: number): Population[] =>
  schedule.rounds.map((round) => round.populations[index]!);

async function administer({ url }: Postgres, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url("postgres") });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
