import { createHash } from "node:crypto";
import type { LedgerCounts } from "@/lib/core/membership/types";
import { database } from "@/lib/db/client";
import { stateStore } from "@/lib/state";
import { ACCOUNT, heldByMeta } from "@/test/support/meta";
import type { Schedule } from "./draw";
import { expectedOf } from "./people";
import { insist } from "./runs";
import type { Stand, StoodSync } from "./stand";

/** What is not as it has to be once everything is quiet and no worker is left; nothing, hopefully. */
export async function judge(stand: Stand, schedule: Schedule): Promise<string[]> {
  const last = schedule.rounds.at(-1)!;
  const wrong: string[] = [];
  for (const [index, stood] of stand.syncs.entries()) {
    const problems = await judgeSync(stand, stood, expectedOf(last.populations[index]!));
    wrong.push(...problems.map((problem) => `sync ${index + 1}: ${problem}`));
  }
  if (/@people\.test/i.test(stand.fleet.said())) wrong.push("an e-mail address is in a worker's log");
  for (const said of await stand.fleet.endedByThemselves()) wrong.push(`a worker ended by itself: ${said}`);
  return wrong;
}

async function judgeSync(stand: Stand, { sync, audience }: StoodSync, expected: string[]): Promise<string[]> {
  const { list = [] } = await heldByMeta(stand.url, audience, true);
  const state = await stateStore(stand.home).open(sync.syncId);
  try {
    const account = JSON.stringify(ACCOUNT.settings);
    const scope = { endpoint: stand.url, account, object: audience, epoch: 1 };
    const counts = await state.counts(scope);
    const { EMAIL: digest } = await state.digest(scope);
    const { planned, done, refused, due, inFlight } = await state.settlement();
    return [
      ...againstExpected(list, expected, counts),
      ...((digest?.count ?? 0) === list.length && (digest?.sha256 ?? digestOf([])) === digestOf(list)
        ? []
        : [`the ledger holds ${digest?.count ?? 0} and the platform ${list.length}, or others`]),
      ...(counts.in_flight + counts.due > 0 ? [`left in the ledger: ${JSON.stringify(counts)}`] : []),
      ...(inFlight > 0 || done + refused + due !== planned
        ? ["held, refused and due are not what was planned"]
        : []),
      ...(await judgeRuns(sync.syncId)),
    ];
  } finally {
    await state.close();
  }
}

/** A row the platform refused waits for days, and is all that may be missing. */
function againstExpected(list: string[], expected: string[], { refused }: LedgerCounts): string[] {
  const [held, wanted] = [new Set(list), new Set(expected)];
  const missing = expected.filter((line) => !held.has(line)).length;
  const surplus = list.filter((line) => !wanted.has(line)).length;
  if (missing === refused && surplus === 0) return [];
  return [
    `the platform lacks ${missing} of ${expected.length} (${refused} refused) and has ${surplus} too many`,
  ];
}

const digestOf = (lines: readonly string[]) =>
  createHash("sha256")
    .update(lines.map((line) => `${line.slice("EMAIL ".length)}\n`).join(""))
    .digest("hex");

/** Every run is over, and one that ran through has an answer for every row it planned. */
async function judgeRuns(syncId: string): Promise<string[]> {
  const runs = await insist(() => database().run.findMany({ where: { syncId }, include: { batches: true } }));
  return runs.flatMap(({ id, status, batches, finishedAt }) => {
    if (finishedAt === null) return [`run ${id} is ${status} without an end`];
    if (status !== "succeeded" && status !== "partly_failed") return [];
    const open = batches.filter(({ state }) => state !== "acknowledged").length;
    const differing = batches.filter(({ rows, received, refused }) => {
      return rows !== (received ?? 0) && rows !== (received ?? 0) + (refused ?? 0);
    }).length;
    return open + differing === 0
      ? []
      : [`run ${id} ${status} with ${open} batches open, ${differing} not adding up`];
  });
}
