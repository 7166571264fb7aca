import type { SyncState } from "@/lib/core/ports/state-store";
import { database } from "@/lib/db/client";
import { stateStore } from "@/lib/state";
import { type Finding, finding } from "./findings";
import { type LedgerRow, readLedger } from "./ledger";
import { expectedOf, type Population, tiersOf } from "./people";
import { PLATFORMS } from "./platforms";
import { insist } from "./runs";
import type { Schedule } from "./schedule";
import { populationsOf, type Stand, type StoodSync } from "./stand";
import type { Held } from "./test-platform";

/** What is as it has to be, or is not, once everything is quiet and no worker is left. */
export async function judge(stand: Stand, schedule: Schedule): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [index, stood] of stand.syncs.entries()) {
    const found = await judgeSync(stand, stood, populationsOf(schedule, index));
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

async function judgeSync(
  stand: Stand,
  stood: StoodSync,
  populations: readonly Population[],
): Promise<Finding[]> {
  const { syncId } = stood.sync;
  const runs = await insist(() =>
    database().run.findMany({
      where: { syncId },
      include: { batches: { where: { plan: 0 } } },
      orderBy: { id: "asc" },
    }),
  );
  stand.runs += runs.length;
  stand.batches += runs.reduce((sum, { batches }) => sum + batches.length, 0);
  const state = await stateStore(stand.home).open(syncId);
  const ofPlan = await againstPlan(state).finally(() => state.close());
  const held = await stood.platform.held(stood.object);
  const ledger = await readLedger(stand.home, syncId);
  const wishes = wishesOf(stood, populations);
  return [
    againstWanted(held, ledger, wishes),
    againstLedger(held, ledger),
    ...(wishes.beside ? [againstBeside(held, ledger, wishes.beside)] : []),
    againstLoose(ledger, wishes),
    ofPlan,
    ...judgeRuns(runs),
  ];
}

/** By what the ledger knows people. */
type Wishes = {
  wanted: ReadonlySet<string>;
  /** May be there too. */
  kept: ReadonlySet<string>;
  /** What is to stand beside whom, where records are written. */
  beside: ReadonlyMap<string, string> | null;
};

function wishesOf(stood: StoodSync, populations: readonly Population[]): Wishes {
  const { writes, identifierOf, mayStay } = PLATFORMS[stood.platform.kind];
  const last = populations.at(-1)!;
  const wanted = new Set([...expectedOf(last)].map(identifierOf));
  return { wanted, kept: mayStay(populations), beside: writes === "set" ? null : tiersOf(last) };
}

/** A row the platform refused waits for days, and is all that may be missing. */
function againstWanted(held: Held, ledger: readonly LedgerRow[], { wanted, kept }: Wishes): Finding {
  const refused = new Set(ledger.filter(({ state }) => state === "refused").map(({ value }) => value));
  const lacking = [...wanted].filter((value) => !held.has(value));
  const missing = lacking.filter((value) => !refused.has(value)).length;
  const surplus = [...held.keys()].filter((value) => !wanted.has(value) && !kept.has(value)).length;
  return finding(
    "the platform holds exactly who is wanted",
    missing === 0 && surplus === 0,
    `the platform lacks ${missing} of ${wanted.size}, beside ${lacking.length - missing} refused, and has ${surplus} too many`,
  );
}

/**
 * What was sent, not answered and then refused is in doubt: it may be there, and the ledger says that it may. So is a record
 * that holds what it held before an update was refused.
 */
function againstLedger(held: Held, ledger: readonly LedgerRow[]): Finding {
  const known = ledger.filter(({ state }) => state === "held" || state === "unverified");
  const possible = new Set(ledger.filter((row) => row.possible).map(({ value }) => value));
  const invented = known.filter(({ value }) => !held.has(value)).length;
  const unknown = [...held.keys()].filter((value) => !possible.has(value)).length;
  return finding(
    "the ledger holds what the platform holds",
    invented === 0 && unknown === 0,
    `of ${known.length} the ledger holds the platform lacks ${invented}; of its ${held.size} the ledger lacks ${unknown}`,
  );
}

function againstBeside(
  held: Held,
  ledger: readonly LedgerRow[],
  beside: ReadonlyMap<string, string>,
): Finding {
  const settled = ledger.filter(({ state, value }) => state === "held" && beside.has(value));
  const wrong = settled.filter(({ value }) => held.get(value) !== beside.get(value)).length;
  return finding("records say what was wanted last", wrong === 0, `${wrong} records say something else`);
}

/** Of somebody who lost their consent, or left where nobody is removed, before an answer came nothing is sent any more: it stays unknown. */
function againstLoose(ledger: readonly LedgerRow[], { kept }: Wishes): Finding {
  const loose = ledger.filter(
    ({ state, value }) => (state === "in_flight" || state === "due") && !kept.has(value),
  ).length;
  return finding("nothing is in flight or due", loose === 0, `${loose} are left in the ledger`);
}

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
