import { createHash } from "node:crypto";
import type { LedgerCounts } from "@/lib/core/membership/types";
import type { SyncState } from "@/lib/core/ports/state-store";
import { database } from "@/lib/db/client";
import { runWithSubject } from "@/lib/services/run/execute/subject";
import { stateStore } from "@/lib/state";
import { type Finding, finding } from "./findings";
import { expectedOf } from "./people";
import { PLATFORMS } from "./platforms";
import { insist } from "./runs";
import type { Schedule } from "./schedule";
import { populationsOf, type Stand, type StoodSync } from "./stand";

/** What is as it has to be, or is not, once everything is quiet and no worker is left. */
export async function judge(stand: Stand, schedule: Schedule): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [index, stood] of stand.syncs.entries()) {
    const emails = expectedOf(populationsOf(schedule, index).at(-1)!);
    const wanted = new Set([...emails].map(PLATFORMS[stood.platform.kind].lineOf));
    const found = await judgeSync(stand, stood, wanted);
    findings.push(
      ...found.map(({ invariant, problem }) => ({
        invariant,
        problem: problem && `sync ${index + 1}: ${problem}`,
      })),
    );
  }
  const said = stand.fleet.said();
  const [ended = ""] = stand.fleet.endedByThemselves();
  return [
    ...findings,
    finding("no e-mail address in a worker's log", !/@people\.test/i.test(said), "there is one"),
    finding("workers end when they are told to, and only then", ended === "", ended),
  ];
}

async function judgeSync(stand: Stand, stood: StoodSync, wanted: Set<string>): Promise<Finding[]> {
  const { syncId } = stood.sync;
  const list = await stood.platform.held(stood.object);
  const runs = await insist(() =>
    database().run.findMany({
      where: { syncId },
      include: { batches: { where: { plan: 0 } } },
      orderBy: { id: "asc" },
    }),
  );
  stand.runs += runs.length;
  stand.batches += runs.reduce((sum, { batches }) => sum + batches.length, 0);
  const { subject } = await runWithSubject(runs.at(-1)!.id);
  const state = await stateStore(stand.home).open(syncId);
  try {
    const counts = await state.counts(subject.scope);
    const { identifier } = PLATFORMS[stood.platform.kind];
    const { [identifier]: held = NOTHING } = await state.digest(subject.scope);
    const { [identifier]: perhaps = NOTHING } = await state.digest(subject.scope, { perhaps: true });
    return [
      againstWanted(list, wanted, counts, perhaps.count - held.count),
      finding(
        "the ledger holds what the platform holds",
        [held, perhaps].some(({ count, sha256 }) => count === list.length && sha256 === digestOf(list)),
        `the ledger holds ${held.count} or ${perhaps.count} and the platform ${list.length}, or others`,
      ),
      finding(
        "nothing is in flight or due",
        counts.in_flight + counts.due === 0,
        `left in the ledger: ${JSON.stringify(counts)}`,
      ),
      await againstPlan(state),
      ...judgeRuns(runs),
    ];
  } finally {
    await state.close();
  }
}

/**
 * A row the platform refused waits for days, and is all that may be missing. One whose first sending was never answered and
 * whose repeat was refused is in doubt until then: it may be there, and the ledger says so.
 */
function againstWanted(
  list: string[],
  wanted: Set<string>,
  { refused }: LedgerCounts,
  inDoubt: number,
): Finding {
  const held = new Set(list);
  const missing = [...wanted].filter((line) => !held.has(line)).length;
  const surplus = list.filter((line) => !wanted.has(line)).length;
  return finding(
    "the platform holds exactly who is wanted",
    missing <= refused && missing >= refused - inDoubt && surplus === 0,
    `the platform lacks ${missing} of ${wanted.size} (${refused} refused) and has ${surplus} too many`,
  );
}

const digestOf = (lines: readonly string[]) =>
  createHash("sha256")
    .update(lines.map((line) => `${line.slice(line.indexOf(" ") + 1)}\n`).join(""))
    .digest("hex");

const NOTHING = { count: 0, sha256: digestOf([]) };

async function againstPlan(state: SyncState): Promise<Finding> {
  const { planned, done, refused, due, inFlight } = await state.settlement();
  return finding(
    "held + refused + due = planned",
    inFlight === 0 && done + refused + due === planned,
    `${done} + ${refused} + ${due} is not ${planned}, with ${inFlight} in flight`,
  );
}

type JudgedRun = {
  id: string;
  status: string;
  finishedAt: Date | null;
  batches: { state: string; rows: number; received: number | null; refused: number | null }[];
};

/** Every run is over, and one that ran through has an answer for every row it planned. */
function judgeRuns(runs: readonly JudgedRun[]): Finding[] {
  return runs.flatMap(({ id, status, batches, finishedAt }) => {
    const over = finding("every run has an end", finishedAt !== null, `run ${id} is ${status} without one`);
    if (status !== "succeeded" && status !== "partly_failed") return [over];
    const wrong = batches.filter(({ state, rows, received, refused }) => {
      const isCounted = rows === (received ?? 0) || rows === (received ?? 0) + (refused ?? 0);
      return state !== "acknowledged" || !isCounted;
    });
    const answered = finding(
      "every row of a run that is through has an answer",
      wrong.length === 0,
      `run ${id} ${status} with ${wrong.length} of ${batches.length} batches open or not adding up: ${JSON.stringify(wrong)}`,
    );
    return [over, answered];
  });
}
