import type { Checkpoint } from "@/lib/services/run/execute/checkpoint";
import type { Population } from "./people";
import type { PlatformKind } from "./platforms";

/** What the platform does to calls. */
export type PlatformFault = {
  kind: string;
  times?: number;
  nth?: number;
  /** Meets calls that ask for what became of a batch, where the platform tells later. */
  asking?: boolean;
} & Partial<Record<"status" | "milliseconds" | "minutes" | "count", number>>;

/** What befalls a process while runs are under way. */
export type Blow =
  | { kind: "kill_worker"; afterMs: number; worker: number }
  | { kind: "kill_simulator"; afterMs: number; sync: number; downMs: number }
  | { kind: "kill_postgres"; afterMs: number }
  /** For some seconds one worker alone, which kills itself at that point; the others were stopped or killed. */
  | { kind: "crash_at"; afterMs: number; point: `${Checkpoint}:${number}`; others: "stop" | "kill" }
  /** For some seconds nothing but so many kilobytes can be written to the folder of states. */
  | { kind: "disk_full"; afterMs: number; kilobytes: number; forMs: number }
  /** The clock of a worker that works jumps by so much. */
  | { kind: "clock_jump"; afterMs: number; worker: number; byMs: number }
  /** Somebody cancels the run. */
  | { kind: "cancel"; afterMs: number; sync: number };

export type Round = {
  /** One a sync. */
  populations: Population[];
  /** One list a sync: what its platform does. */
  faults: PlatformFault[][];
  blows: Blow[];
  /** Somebody pauses the syncs, so that only what is owed to people runs. */
  paused: boolean;
  /** How long the next round waits for runs under way. */
  patienceMs: number;
  /** Whether somebody retries what failed, rather than start anew. */
  retries: boolean;
  /** Whether somebody undoes what ran through. */
  undoes: boolean;
};

export type Schedule = {
  seed: number;
  workers: number;
  people: number;
  /** One a sync. */
  platforms: PlatformKind[];
  /** Of how many the platform knows several addresses. */
  known: number;
  /** Where ledgers are kept. */
  state: "files" | "postgres";
  /** Queues runs under way again after a blow, rather than leave them to the workers' own notice. */
  hurries: boolean;
  rounds: Round[];
};
