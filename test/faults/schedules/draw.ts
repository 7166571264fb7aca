import type { Checkpoint } from "@/lib/services/run/execute/checkpoint";
import type { Population } from "./people";
import { Random } from "./random";

/** What the platform does to calls. */
export type PlatformFault = { kind: string; times?: number; nth?: number } & Partial<
  Record<"status" | "milliseconds" | "minutes" | "count", number>
>;

/** What befalls a process while runs are under way. */
export type Blow =
  | { kind: "kill_worker"; afterMs: number; worker: number }
  | { kind: "kill_simulator"; afterMs: number; downMs: number }
  | { kind: "kill_postgres"; afterMs: number }
  /** For some seconds one worker alone, which kills itself at that point. */
  | { kind: "crash_at"; afterMs: number; point: string }
  /** For some seconds one worker alone, which can write no file beyond so many kilobytes. */
  | { kind: "disk_full"; afterMs: number; kilobytes: number }
  /** A worker whose clock jumps by so much a second or two after it began. */
  | { kind: "clock_jump"; afterMs: number; worker: number; byMs: number; atMs: number };

export type Round = {
  /** One a sync. */
  populations: Population[];
  faults: PlatformFault[];
  blows: Blow[];
  /** How long the next round waits for runs under way. */
  patienceMs: number;
  /** Whether somebody retries what failed, rather than start anew. */
  retries: boolean;
};

export type Schedule = {
  seed: number;
  workers: number;
  people: number;
  /** Of how many the platform knows several addresses. */
  known: number;
  /** Queues runs under way again after a blow, rather than leave them to the queue's own notice. */
  hurries: boolean;
  rounds: Round[];
};

export type Allowed = { postgres: boolean };

const POINTS: readonly Checkpoint[] = [
  ...(["reading", "read", "planned", "in_flight", "answered", "journaled", "folded"] as const),
];
const HOUR = 3_600_000;

/** Everything of a schedule but the moments that the machine decides. */
export function draw(seed: number, allowed: Allowed): Schedule {
  const random = new Random(seed);
  const people = random.size(20, 30_000);
  const syncs = random.chance(0.3) ? 2 : 1;
  const workers = random.whole(1, 4);
  return {
    ...{ seed, workers, people },
    known: Math.min(people, random.one([0, 100, 1_000])),
    hurries: random.chance(0.85),
    rounds: random.many(2, 4, () => ({
      populations: Array.from({ length: syncs }, () => populationOf(random, people)),
      faults: random.many(0, 3, () => faultOf(random)),
      blows: random.many(0, 2, () => blowOf(random, workers, allowed)),
      patienceMs: random.whole(0, 6_000),
      retries: random.chance(0.5),
    })),
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

function faultOf(random: Random): PlatformFault {
  const nth = random.whole(1, 4);
  const times = random.whole(1, 3);
  return random.one<PlatformFault>([
    { kind: "drop_before", nth, times },
    { kind: "drop_after", nth, times },
    { kind: "drop_after", nth, times },
    { kind: "status", status: random.one([500, 503]), nth, times },
    { kind: "html", nth, times },
    { kind: "unavailable", nth, times },
    { kind: "latency", milliseconds: random.whole(100, 1_500), nth, times: times * 2 },
    { kind: "throttle", minutes: random.whole(1, 5) / 60, nth, times: 1 },
    { kind: "invalid_parameter", nth, times: 1 },
    { kind: "invalid_entries", count: random.whole(1, 3), nth, times: 1 },
  ]);
}

function blowOf(random: Random, workers: number, allowed: Allowed): Blow {
  const afterMs = random.size(20, 2_500);
  const worker = random.whole(0, workers - 1);
  const kind = random.one<Blow["kind"]>([
    ...(["kill_worker", "kill_worker", "crash_at", "crash_at", "crash_at", "kill_simulator"] as const),
    ...(["disk_full", "clock_jump"] as const),
    ...(allowed.postgres ? (["kill_postgres"] as const) : []),
  ]);
  const point = `${random.one(POINTS)}:${random.chance(0.6) ? 1 : random.whole(2, 4)}`;
  const kinds: { [K in Blow["kind"]]: Extract<Blow, { kind: K }> } = {
    kill_worker: { kind: "kill_worker", afterMs, worker },
    kill_simulator: { kind: "kill_simulator", afterMs, downMs: random.whole(0, 2_500) },
    kill_postgres: { kind: "kill_postgres", afterMs },
    crash_at: { kind: "crash_at", afterMs: 0, point },
    disk_full: { kind: "disk_full", afterMs: 0, kilobytes: random.size(16, 8_000) },
    clock_jump: {
      ...{ kind: "clock_jump", afterMs: 0, worker },
      ...{ byMs: random.one([-24, -1, 1, 24]) * HOUR, atMs: random.whole(0, 2_000) },
    },
  };
  return kinds[kind];
}
