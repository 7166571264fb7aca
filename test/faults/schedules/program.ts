import { draw, type Schedule } from "./draw";
import { judge } from "./judge";
import { playRound, runUntilQuiet } from "./play";
import { type Postgres, type Scripts, Stand } from "./stand";
import { type Played, printLine, printSummary } from "./tell";

export type ProgramOptions = {
  scripts: Scripts;
  postgres: Postgres;
  /** Seeds are counted up from here. */
  first: number;
  schedules: number;
  /** This seed alone. */
  only?: number;
  /** No schedule begins after so many. */
  seconds?: number;
};

/** Plays schedules one after the other; whether all ended right. */
export async function runSchedules(options: ProgramOptions): Promise<boolean> {
  const { first, schedules, only, seconds = Number.POSITIVE_INFINITY } = options;
  const began = Date.now();
  const played: Played[] = [];
  const seeds = only === undefined ? Array.from({ length: schedules }, (_, index) => first + index) : [only];
  for (const seed of seeds) {
    if ((Date.now() - began) / 1_000 > seconds) break;
    const schedule = draw(seed, { postgres: options.postgres.crash !== undefined });
    const one = await playSchedule(schedule, options);
    played.push(one);
    printLine(one);
  }
  printSummary(played, began);
  return played.every(({ wrong }) => wrong.length === 0);
}

/** The whole of one schedule, and what was wrong at its end. */
export async function playSchedule(
  schedule: Schedule,
  { postgres, scripts }: Pick<ProgramOptions, "postgres" | "scripts">,
): Promise<Played> {
  const began = Date.now();
  const stand = await Stand.open(schedule, postgres, scripts);
  let wrong: string[];
  try {
    await stand.prepare(schedule);
    for (const round of schedule.rounds) await playRound(stand, schedule, round);
    wrong = await runUntilQuiet(stand, schedule);
    await stand.fleet.killAll("SIGTERM");
    wrong.push(...(await judge(stand, schedule)));
  } catch (error) {
    wrong = [`it broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
  const log = wrong.length > 0 ? (stand.fleet?.said() ?? "") : "";
  await stand.close();
  return { schedule, hits: stand.hits, seconds: (Date.now() - began) / 1_000, wrong, log };
}
