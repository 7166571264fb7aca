import type { Blow, Schedule } from "./draw";

export type Played = {
  schedule: Schedule;
  /** The blows that struck while a run was under way. */
  hits: Blow["kind"][];
  seconds: number;
  wrong: string[];
  log: string;
};

const LAST_LINES = 60;

/** One line a schedule; of a wrong one everything that helps to see why. */
export function printLine({ schedule, seconds, wrong, log }: Played): void {
  const { seed, workers, people, rounds } = schedule;
  const blows = rounds.flatMap((round) => round.blows.map(({ kind }) => kind));
  const faults = rounds.flatMap((round) => round.faults.map(({ kind }) => kind));
  const parts = [
    `seed ${seed}`,
    `${workers} workers`,
    `${rounds[0]!.populations.length} syncs`,
    `${people} people`,
    `${rounds.length} rounds`,
    blows.join(" ") || "no blow",
    faults.join(" ") || "no fault",
    `${seconds.toFixed(1)} s`,
    wrong.length === 0 ? "right" : "WRONG",
  ];
  console.info(parts.join(" · "));
  if (wrong.length === 0) return;
  for (const problem of wrong) console.info(`  ${problem}`);
  console.info(`  again: npm run faults -- --only ${seed}`);
  console.info(JSON.stringify(schedule));
  console.info(log.split("\n").slice(-LAST_LINES).join("\n"));
}

export function printSummary(played: readonly Played[], began: number): void {
  const rounds = played.flatMap(({ schedule }) => schedule.rounds);
  const wrong = played.filter((one) => one.wrong.length > 0);
  console.table({
    schedules: played.length,
    rounds: rounds.length,
    ...counted(rounds.flatMap(({ blows }) => blows.map(({ kind }) => kind))),
    ...counted(played.flatMap(({ hits }) => hits.map((kind) => `${kind}, during a run`))),
    ...counted(rounds.flatMap(({ faults }) => faults.map(({ kind }) => `platform: ${kind}`))),
    seconds: Math.round((Date.now() - began) / 1_000),
    wrong: wrong.length,
  });
  if (wrong.length > 0) console.info(`Seeds: ${wrong.map(({ schedule }) => schedule.seed).join(", ")}`);
}

function counted(kinds: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of [...kinds].sort()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
