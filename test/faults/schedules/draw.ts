import type { Checkpoint } from "@/lib/services/run/execute/checkpoint";
import type { Population } from "./people";
import { MOST_PEOPLE, type PlatformKind } from "./platforms";
import { Random } from "./random";
import type { Blow, PlatformFault, Round, Schedule } from "./schedule";

export type Allowed = { postgres: boolean };

const POINTS: readonly Checkpoint[] = [
  ...(["reading", "read", "planned", "in_flight", "answered", "journaled", "folded"] as const),
];
const LATER_POINTS: readonly Checkpoint[] = [...POINTS, "told", "settled"];
const HOUR = 3_600_000;

/** Seeds below draw as they did before records were written, so that what was told of them can be played again. */
const FIRST_WITH_RECORDS = 421;
const FIRST_WITH_EVERY_MODE = 518;
const IN_HUBSPOT: readonly PlatformKind[] = ["hubspot", "contacts", "cleared"];
const LISTS: readonly PlatformKind[] = ["meta", "meta", "meta", "google", "google", "hubspot"];
const LISTS_AND_RECORDS: readonly PlatformKind[] = [
  "meta",
  "google",
  "hubspot",
  "contacts",
  "contacts",
  "webhook",
];

const EVERY_MODE: readonly PlatformKind[] = [...LISTS_AND_RECORDS, "cleared", "cleared", "posted"];

/** Two syncs do not write the same field of the same contacts. */
const oneWriter = (kind: PlatformKind, index: number, all: readonly PlatformKind[]): PlatformKind =>
  (kind === "contacts" || kind === "cleared") && all.indexOf(kind) < index ? "webhook" : kind;

function kindsOf(seed: number): readonly PlatformKind[] {
  if (seed < FIRST_WITH_RECORDS) return LISTS;
  return seed < FIRST_WITH_EVERY_MODE ? LISTS_AND_RECORDS : EVERY_MODE;
}

/** Everything of a schedule but the moments that the machine decides. */
export function draw(seed: number, allowed: Allowed): Schedule {
  const random = new Random(seed);
  const kinds = kindsOf(seed);
  const platforms = random.many(1, random.chance(0.3) ? 2 : 1, () => random.one(kinds)).map(oneWriter);
  const most = Math.min(...platforms.map((kind) => MOST_PEOPLE[kind]));
  const people = Math.min(most, random.chance(0.06) ? random.size(2_000, 30_000) : random.size(20, 2_000));
  const workers = random.whole(1, 4);
  return {
    ...{ seed, workers, people, platforms },
    known: Math.min(people, random.one([0, 100, 1_000])),
    state: random.chance(0.2) ? "postgres" : "files",
    hurries: random.chance(0.85),
    rounds: random.many(2, 4, () => roundOf(random, { workers, people, platforms }, allowed)),
  };
}

type Drawn = Pick<Schedule, "workers" | "people" | "platforms">;

function roundOf(random: Random, drawn: Drawn, allowed: Allowed): Round {
  const { people, platforms } = drawn;
  return {
    populations: platforms.map(() => populationOf(random, people)),
    faults: platforms.map((kind) => random.many(0, 3, () => faultOf(random, kind))),
    blows: random.many(0, 2, () => blowOf(random, drawn, allowed)),
    paused: random.chance(0.12),
    patienceMs: random.whole(0, 4_000),
    retries: random.chance(0.5),
    undoes: random.chance(0.1),
  };
}

function populationOf(random: Random, people: number): Population {
  const first = random.chance(0.5) ? 1 : random.whole(1, Math.max(1, Math.floor(people / 3)));
  const last = random.chance(0.5) ? people : random.whole(first + 5, Math.max(first + 5, people));
  return {
    ...{ first, last },
    skip: random.one([3, 7, 50, 1_000_000]),
    withhold: random.one([5, 40, 1_000_000]),
    moved: random.whole(0, 12),
  };
}

function faultOf(random: Random, platform: PlatformKind): PlatformFault {
  const nth = random.whole(1, 4);
  const times = random.whole(1, 3);
  const fault = random.one<PlatformFault>([
    { kind: "drop_before", nth, times },
    { kind: "drop_after", nth, times },
    { kind: "drop_after", nth, times },
    { kind: "hang_before", nth, times: 1 },
    { kind: "hang_after", nth, times: 1 },
    { kind: "status", status: random.one([500, 503]), nth, times },
    { kind: "html", nth, times },
    { kind: "unavailable", nth, times },
    { kind: "latency", milliseconds: random.whole(50, 900), nth, times: times * 2 },
    { kind: "throttle", minutes: random.whole(1, 3) / 60, nth, times: 1 },
    { kind: "invalid_parameter", nth, times: 1 },
    {
      kind: IN_HUBSPOT.includes(platform) ? "locked" : "invalid_entries",
      count: random.whole(1, 3),
      nth,
      times: 1,
    },
  ]);
  return { ...fault, asking: platform === "google" && random.chance(0.3) };
}

function blowOf(random: Random, { workers, platforms }: Drawn, allowed: Allowed): Blow {
  const afterMs = random.size(10, 1_500);
  const worker = random.whole(0, workers - 1);
  const sync = random.whole(0, platforms.length - 1);
  const kind = random.one<Blow["kind"]>([
    ...(["kill_worker", "kill_worker", "kill_worker", "crash_at", "crash_at", "kill_simulator"] as const),
    ...(["disk_full", "clock_jump", "cancel"] as const),
    ...(allowed.postgres ? (["kill_postgres"] as const) : []),
  ]);
  const points = platforms.includes("google") ? LATER_POINTS : POINTS;
  const point = `${random.one(points)}:${random.chance(0.7) ? 1 : random.whole(2, 4)}` as const;
  const kinds: { [K in Blow["kind"]]: Extract<Blow, { kind: K }> } = {
    kill_worker: { kind: "kill_worker", afterMs, worker },
    kill_simulator: { kind: "kill_simulator", afterMs, sync, downMs: random.whole(0, 1_500) },
    kill_postgres: { kind: "kill_postgres", afterMs },
    crash_at: { kind: "crash_at", afterMs: 0, point, others: random.chance(0.3) ? "kill" : "stop" },
    disk_full: {
      ...{ kind: "disk_full", afterMs: random.size(1, 600) },
      ...{ kilobytes: random.one([0, 4, 40, 400]), forMs: random.whole(200, 2_000) },
    },
    clock_jump: { kind: "clock_jump", afterMs, worker, byMs: random.one([-24, -1, 1, 24]) * HOUR },
    cancel: { kind: "cancel", afterMs, sync },
  };
  return kinds[kind];
}
