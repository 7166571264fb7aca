import type { Finding } from "./findings";
import { allowedOf, writePopulation } from "./people";
import { PLATFORMS } from "./platforms";
import {
  beginRun,
  insist,
  isUnderWay,
  newest,
  pause,
  pauseSync,
  setPaused,
  startRun,
  undoRun,
  waitForPrivacyRun,
  waitForRuns,
} from "./runs";
import type { Round, Schedule } from "./schedule";
import { populationsOf, type Stand, type StoodSync } from "./stand";
import { hurry, strike } from "./strike";

const QUIET_MS = 90_000;
/** A paused sync whose run was under way gets none: that one removes what is owed. */
const PRIVACY_MS = 8_000;
/** So often nothing new has to be sent before the end. */
const MOST_RUNS = 12;

export async function playRound(stand: Stand, schedule: Schedule, round: Round): Promise<Finding[]> {
  const earlier = new Set((await Promise.all(stand.syncs.map(newest))).map((run) => run?.id));
  for (const [index, stood] of stand.syncs.entries()) await beginRound(stood, round, index);
  // One after the other: two blows at once would only be the harder one.
  for (const blow of round.blows) {
    await pause(blow.afterMs);
    const runs = await Promise.all(stand.syncs.map(isUnderWay));
    const hit = await strike(stand, blow);
    if (hit && runs.includes(true)) stand.hits.push(blow.kind);
    if (schedule.hurries) await hurry(stand);
  }
  if (round.paused) for (const stood of stand.syncs) await waitForPrivacyRun(stood, PRIVACY_MS);
  await waitForRuns(stand.syncs, round.patienceMs);
  await stand.fleet.fill();
  const findings = round.paused ? await judgePaused(stand, schedule, round, earlier) : [];
  if (round.undoes) {
    for (const stood of stand.syncs) await undoRun(stood);
    await waitForRuns(stand.syncs, round.patienceMs);
  }
  return findings;
}

async function beginRound(stood: StoodSync, round: Round, index: number): Promise<void> {
  await writePopulation(stood.file, round.populations[index]!);
  await stood.platform.plan(round.faults[index]!);
  if (round.paused) return pauseSync(stood);
  await setPaused(stood, false);
  await beginRun(stood, round.retries);
}

/**
 * A run of the privacy lane that is through has left nobody who did not consent when it began. Of a round before, paused
 * as well, it may have read the people of then; the nightly one follows.
 */
async function judgePaused(
  stand: Stand,
  schedule: Schedule,
  round: Round,
  earlier: ReadonlySet<string | undefined>,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [index, stood] of stand.syncs.entries()) {
    // A record of someone without consent is neither written nor removed.
    if (PLATFORMS[stood.platform.kind].writes === "records") continue;
    const run = await newest(stood);
    if (run?.status !== "succeeded" || run.lane !== "privacy" || earlier.has(run.id)) continue;
    const allowed = allowedOf(round.populations[index]!, populationsOf(schedule, index));
    const values = new Set([...allowed].map(PLATFORMS[stood.platform.kind].identifierOf));
    const held = await stood.platform.held(stood.object);
    const wrong = [...held.keys()].filter((value) => !values.has(value)).length;
    const problem = `sync ${index + 1}: ${wrong} without consent stayed while it was paused`;
    findings.push({
      invariant: "while paused, nobody without consent stays",
      problem: wrong > 0 ? problem : null,
    });
  }
  return findings;
}

/** Runs follow runs until one of each sync ran through with nothing left to do. */
export async function runUntilQuiet(stand: Stand, schedule: Schedule): Promise<Finding[]> {
  for (const stood of stand.syncs) {
    await insist(() => stood.platform.forgive());
    await setPaused(stood, false);
  }
  stand.fleet.putClocksRight();
  const until = Date.now() + QUIET_MS;
  if (schedule.hurries) await hurry(stand);
  const problems = await Promise.all(
    stand.syncs.map((stood, index) => quieten(stand, stood, refusesRows(schedule, index), until)),
  );
  return problems.map((problem, index) => ({
    invariant: "runs come to rest",
    problem: problem === null ? null : `sync ${index + 1}: ${problem}`,
  }));
}

/**
 * Of rows a platform counts as refused and does not name, only sending everything again can tell; and removals it refused twice
 * would wait for hours.
 */
function refusesRows({ rounds }: Schedule, index: number): boolean {
  return rounds.some(({ faults }) =>
    faults[index]!.some(({ kind }) => kind === "invalid_entries" || kind === "locked"),
  );
}

/** Null, or what kept it from being quiet. */
async function quieten(
  stand: Stand,
  stood: StoodSync,
  resync: boolean,
  until: number,
): Promise<string | null> {
  for (let runs = 0; ; runs += 1) {
    if (!(await waitForRuns([stood], until - Date.now()))) return "a run is still not over";
    const run = await newest(stood);
    if (runs > 0 && run?.status === "succeeded" && isIdle(run.plan)) return null;
    await stand.fleet.fill();
    if (runs === MOST_RUNS)
      return `no run was quiet: the last ended ${run?.status}, ${JSON.stringify(run?.problem ?? run?.plan)}`;
    await startRun(stood, resync && runs === 0 ? "resync" : "sync");
  }
}

function isIdle(plan: unknown): boolean {
  const { adds, updates, removes, resends, refreshes } = plan as Record<string, number>;
  return [adds, updates, removes, resends, refreshes].every((rows) => rows === 0);
}
