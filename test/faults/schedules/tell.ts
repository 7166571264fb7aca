import { type Played, wrongOf } from "./program";

const LAST_LINES = 80;

/** One line a schedule; of a wrong one everything that helps to see why. */
export function printLine(played: Played): void {
  const { schedule, seconds, runs, batches, log } = played;
  const { seed, workers, people, rounds, platforms, state } = schedule;
  const wrong = wrongOf(played);
  const faults = rounds.flatMap((round) => round.faults.flat().map(({ kind }) => kind));
  const parts = [
    `seed ${seed}`,
    `${workers} workers`,
    platforms.join(" and "),
    `${people} people`,
    ...(state === "postgres" ? ["ledgers in Postgres"] : []),
    rounds.map(toldRound).join(" | "),
    faults.join(" ") || "no fault",
    `${runs} runs, ${batches} batches`,
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

function toldRound({ blows, paused, undoes }: Played["schedule"]["rounds"][number]): string {
  const kinds = blows.map(({ kind }) => kind);
  return [...(paused ? ["paused"] : []), ...kinds, ...(undoes ? ["undo"] : [])].join(" ") || "churn alone";
}

export function printSummary(played: readonly Played[], began: number): void {
  const rounds = played.flatMap(({ schedule }) => schedule.rounds);
  const wrong = played.filter((one) => wrongOf(one).length > 0);
  const sum = (of: (one: Played) => number) => played.reduce((total, one) => total + of(one), 0);
  console.table({
    schedules: played.length,
    rounds: rounds.length,
    "rounds paused": rounds.filter(({ paused }) => paused).length,
    "rounds undone": rounds.filter(({ undoes }) => undoes).length,
    runs: sum(({ runs }) => runs),
    batches: sum(({ batches }) => batches),
    ...counted(played.flatMap(({ schedule }) => schedule.platforms.map((kind) => `syncs to ${kind}`))),
    "ledgers in Postgres": played.filter(({ schedule }) => schedule.state === "postgres").length,
    ...counted(rounds.flatMap(({ blows }) => blows.map(({ kind }) => kind))),
    ...counted(played.flatMap(({ hits }) => hits.map((kind) => `${kind}, during a run`))),
    ...counted(rounds.flatMap(({ faults }) => faults.flat().map(({ kind }) => `platform: ${kind}`))),
    seconds: Math.round((Date.now() - began) / 1_000),
    "seconds a schedule": Math.round(sum(({ seconds }) => seconds) / Math.max(1, played.length)),
    wrong: wrong.length,
  });
  printInvariants(played);
  if (wrong.length > 0) console.info(`Seeds: ${wrong.map(({ schedule }) => schedule.seed).join(", ")}`);
}

function printInvariants(played: readonly Played[]): void {
  const table: Record<string, { looked: number; broken: number }> = {};
  for (const { invariant, problem } of played.flatMap(({ findings }) => findings)) {
    const { looked, broken } = table[invariant] ?? { looked: 0, broken: 0 };
    table[invariant] = { looked: looked + 1, broken: broken + (problem === null ? 0 : 1) };
  }
  console.table(table);
}

function counted(kinds: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of [...kinds].sort()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
