import { draw } from "./draw";
import type { Finding } from "./findings";
import { judge } from "./judge";
import { playRound, runUntilQuiet } from "./play";
import type { Blow, Schedule } from "./schedule";
import { Stand, type World } from "./stand";
import { WarmPool } from "./warm-worker";

/** What became of a schedule; crosses from a lane's process to the one that counts. */
export type Played = {
  schedule: Schedule;
  /** The blows that struck while a run was under way. */
  hits: Blow["kind"][];
  seconds: number;
  runs: number;
  batches: number;
  findings: Finding[];
  /** What the workers said, where something was wrong. */
  log: string;
};

/** Plays schedules one after the other, as they are asked for. */
export function openLane({ postgres, scripts }: Omit<World, "pool">) {
  const pool = new WarmPool(scripts.worker);
  let stand: Stand | undefined;
  return {
    async play(seed: number): Promise<Played> {
      const schedule = draw(seed, { postgres: postgres.crash !== undefined });
      stand = await Stand.open(schedule, { postgres, scripts, pool });
      const played = await playOn(stand, schedule);
      stand = undefined;
      return played;
    },
    /** In the middle of a schedule as well. */
    async close(): Promise<void> {
      await stand?.close();
      await pool.close();
    },
  };
}

/** The whole of one schedule, and what was found at its end. */
export async function playSchedule(schedule: Schedule, world: World): Promise<Played> {
  return playOn(await Stand.open(schedule, world), schedule);
}

async function playOn(stand: Stand, schedule: Schedule): Promise<Played> {
  const began = Date.now();
  const findings: Finding[] = [];
  try {
    await stand.prepare(schedule);
    for (const round of schedule.rounds) findings.push(...(await playRound(stand, schedule, round)));
    findings.push(...(await runUntilQuiet(stand, schedule)));
    await stand.fleet.emptyAll("stop");
    findings.push(...(await judge(stand, schedule)));
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    findings.push({ invariant: "the schedule is played to its end", problem: said });
  }
  const log = wrongOf({ findings }).length > 0 ? (stand.fleet?.said() ?? "") : "";
  await stand.close();
  const { hits, runs, batches } = stand;
  return { schedule, hits, runs, batches, seconds: (Date.now() - began) / 1_000, findings, log };
}

export const wrongOf = ({ findings }: Pick<Played, "findings">): string[] =>
  findings.flatMap(({ problem }) => problem ?? []);
