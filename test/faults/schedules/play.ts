import { tellMeta } from "@/test/support/meta";
import type { Blow, PlatformFault, Round, Schedule } from "./draw";
import { writePopulation } from "./people";
import { insist, isUnderWay, newest, pause, queueRun, retryRun, startRun, waitForRuns } from "./runs";
import type { Stand, StoodSync } from "./stand";

const ALONE_MS = 6_000;
const QUIET_MS = 120_000;
/** So often nothing new has to be sent before the end. */
const MOST_RUNS = 12;

export async function playRound(stand: Stand, schedule: Schedule, round: Round): Promise<void> {
  for (const [index, stood] of stand.syncs.entries()) {
    await writePopulation(stood.file, round.populations[index]!);
  }
  await tellMeta(stand.url, "faults", { faults: round.faults.map(planned) });
  for (const stood of stand.syncs) await beginRun(stood, round.retries);
  // One after the other: two blows at once would only be the harder one.
  for (const blow of round.blows) {
    await pause(blow.afterMs);
    const runs = await Promise.all(stand.syncs.map(isUnderWay));
    const hit = await strike(stand, blow);
    if (hit && runs.includes(true)) stand.hits.push(blow.kind);
    if (schedule.hurries) await hurry(stand);
  }
  await waitForRuns(stand.syncs, round.patienceMs);
  await stand.fleet.fill();
}

const planned = ({ nth = 1, ...fault }: PlatformFault) => ({ ...fault, match: { path: "/users", nth } });

/** What is under way goes on; what failed is taken up or followed by another. */
async function beginRun(stood: StoodSync, retries: boolean): Promise<void> {
  const run = await newest(stood);
  if (run && (await isUnderWay(stood))) return;
  if (run?.status === "failed" && retries) await retryRun(run.id);
  else await startRun(stood);
}

async function hurry(stand: Stand): Promise<void> {
  for (const stood of stand.syncs) {
    const run = await newest(stood);
    if (run && (await isUnderWay(stood))) await queueRun(run.id);
  }
}

/** Whether it struck: a worker may never come to the point where it would kill itself. */
async function strike(stand: Stand, blow: Blow): Promise<boolean> {
  const { fleet } = stand;
  if (blow.kind === "kill_worker") await fleet.kill(blow.worker);
  else if (blow.kind === "kill_postgres") await stand.postgres.crash?.();
  else if (blow.kind === "kill_simulator") {
    await stand.killSimulator();
    await pause(blow.downMs);
    await stand.startSimulator();
  } else if (blow.kind === "clock_jump") {
    await fleet.kill(blow.worker);
    const environment = { COTERIE_CLOCK_JUMP: `${blow.byMs}@${blow.atMs}` };
    await fleet.start(blow.worker, { environment });
  } else {
    await fleet.killAll();
    return alone(stand, blow);
  }
  if (blow.kind === "kill_worker") await fleet.fill();
  return true;
}

/** The one worker there is; whatever it leaves is taken up by others. */
async function alone(
  stand: Stand,
  blow: Extract<Blow, { kind: "crash_at" | "disk_full" }>,
): Promise<boolean> {
  const { fleet } = stand;
  const doomed = await fleet.start(
    0,
    blow.kind === "crash_at"
      ? { environment: { COTERIE_CRASH_AT: blow.point } }
      : { fileKilobytes: blow.kilobytes },
  );
  await hurry(stand);
  const ends = doomed.ended.then(() => "ended" as const);
  const first = await Promise.race([ends, waitForRuns(stand.syncs, ALONE_MS)]);
  await fleet.kill(0);
  await fleet.fill();
  return blow.kind === "disk_full" || first === "ended";
}

/** Runs follow runs until one of each sync ran through with nothing left to do. Returns what kept it from that. */
export async function runUntilQuiet(stand: Stand, schedule: Schedule): Promise<string[]> {
  await insist(async () => {
    const answer = await fetch(`${stand.url}/_simulator/faults`, { method: "DELETE" });
    if (!answer.ok) throw new Error("The simulator kept its faults.");
  });
  // Of rows a platform counts as refused and does not name, only sending everything again can tell.
  const hidden = schedule.rounds.some(({ faults }) => faults.some(({ kind }) => kind === "invalid_entries"));
  const until = Date.now() + QUIET_MS;
  if (schedule.hurries) await hurry(stand);
  const problems = await Promise.all(stand.syncs.map((stood) => quieten(stand, stood, hidden, until)));
  return problems.flat();
}

async function quieten(stand: Stand, stood: StoodSync, resync: boolean, until: number): Promise<string[]> {
  for (let runs = 0; ; runs += 1) {
    if (!(await waitForRuns([stood], until - Date.now()))) return ["a run is still not over"];
    const run = await newest(stood);
    if (runs > 0 && run?.status === "succeeded" && isIdle(run.plan)) return [];
    await stand.fleet.fill();
    if (runs === MOST_RUNS)
      return [
        `no run was quiet: the last ended ${run?.status}, ${JSON.stringify(run?.problem ?? run?.plan)}`,
      ];
    await startRun(stood, resync && runs === 0 ? "resync" : "sync");
  }
}

function isIdle(plan: unknown): boolean {
  const { adds, updates, removes, resends, refreshes } = plan as Record<string, number>;
  return [adds, updates, removes, resends, refreshes].every((rows) => rows === 0);
}
