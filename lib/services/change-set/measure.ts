import { batchRowsOf } from "@/lib/core/destination/capability";
import { asCoterieError, CoterieError, InvalidInput, type Problem } from "@/lib/core/errors";
import type { Impact, PlanSummary, Waterfall } from "@/lib/core/membership/types";
import type { SyncState } from "@/lib/core/ports/state-store";
import type { ErrorView } from "@/lib/core/views/error";
import { database } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { toJson } from "@/lib/db/stored";
import { meaningOf, type SavedVersion } from "@/lib/services/audience/meaning";
import { appendAudit, COTERIE } from "@/lib/services/audit";
import type { RunDeps } from "@/lib/services/run/execute/deps";
import { errorView } from "@/lib/services/run/execute/error-view";
import { failureLog } from "@/lib/services/run/execute/failure-log";
import {
  countMembers,
  readEligible,
  readWanted,
  withWarehouse,
} from "@/lib/services/run/execute/materialise";
import { openState } from "@/lib/services/run/execute/open-state";
import { recordSize } from "@/lib/services/run/execute/record";
import { sourceFacts } from "@/lib/services/run/execute/source-facts";
import { changeSetWithSubject, type Subject } from "@/lib/services/run/execute/subject";
import { goLiveIfStanding } from "../standing-approval/go-live";
import { objectFacts } from "./object-facts";
import { usualChurn } from "./usual";

export type MeasureOutcome = "measured" | "failed" | "busy" | "not_measuring";

type Loaded = Awaited<ReturnType<typeof changeSetWithSubject>>;

/**
 * What a change set would do, by the same functions as a run and at the change set's as_of, changing nothing but
 * the change set: it is waiting for a decision afterwards, or failed with what is wrong.
 */
export async function measureChangeSet(changeSetId: string, deps: RunDeps): Promise<MeasureOutcome> {
  const loaded = await changeSetWithSubject(changeSetId);
  if (loaded.changeSet.status !== "measuring") {
    // The attempt before may have ended right after it had measured.
    await goLiveIfStanding(changeSetId, new Date());
    return "not_measuring";
  }
  const lease = await deps.lease(`sync:${loaded.subject.syncId}`);
  if (!lease) return "busy";
  try {
    const { impact, size } = await measured(loaded, deps, lease.lost);
    await decideMeasured(changeSetId, { status: "waiting", impact: toJson(impact) });
    await recordSize({ ...loaded.subject, split: null }, size);
    await goLiveIfStanding(changeSetId, new Date());
    return "measured";
  } catch (error) {
    lease.lost.throwIfAborted();
    const failure = asCoterieError(error);
    if (failure.code === "STATE_BUSY") return "busy";
    deps.log.warn({ changeSet: changeSetId, ...failureLog(failure) }, "measuring failed");
    await decideMeasured(changeSetId, { status: "failed", failure: errorView(failure) });
    return "failed";
  } finally {
    await lease.release();
  }
}

/** The impact, of the share that is sent; and the size of the audience, of which that may be a part. */
async function measured(
  { changeSet, subject }: Loaded,
  deps: RunDeps,
  signal: AbortSignal,
): Promise<{ impact: Impact; size: number }> {
  const state = await openState(deps, subject);
  try {
    const { waterfall, plan } = await measurePlan(subject, state, deps, signal);
    const { fromAudienceVersion: from, audienceVersion } = changeSet;
    const { split } = subject;
    const count = (version: SavedVersion, share: string | null) =>
      membersOf(version, share, subject, deps, signal);
    const after = waterfall.members;
    const object = await objectFacts(subject, state, deps);
    const impact = {
      asOf: subject.asOf,
      measuredAt: deps.now().toISOString(),
      members: { before: from && (await count(from, split).catch(unlessRefused)), after },
      waterfall,
      plan,
      ...(await forGuards(subject, deps, signal)),
      ...(object && { object }),
    };
    return { impact, size: split === null ? after : await count(audienceVersion, null) };
  } finally {
    await state.close();
  }
}

/** What guards compare later runs with. */
async function forGuards(
  subject: Subject,
  deps: RunDeps,
  signal: AbortSignal,
): Promise<Pick<Impact, "usual" | "emptyColumns">> {
  return withWarehouse({ subject, deps }, async (warehouse, dialect) => {
    const facts = await sourceFacts({ subject, warehouse, dialect, signal }, (guard) => guard === "contract");
    const churn = (before: number) => deps.queries.churn(subject, dialect, before);
    const usual = await usualChurn(warehouse, churn, signal);
    return { usual, emptyColumns: facts.emptyColumns };
  });
}

async function membersOf(
  version: SavedVersion,
  split: string | null,
  subject: Subject,
  deps: RunDeps,
  signal: AbortSignal,
): Promise<number> {
  const { segment } = await meaningOf(database(), subject.workspaceId, version, split);
  const target = deps.openTarget(subject);
  return countMembers({ subject: { ...subject, segment }, target, deps, signal });
}

/** What an old version rests on may be gone: then there is no number to compare with. */
function unlessRefused(error: unknown): null {
  if (error instanceof InvalidInput) return null;
  throw error;
}

async function measurePlan(
  subject: Subject,
  state: SyncState,
  deps: RunDeps,
  signal: AbortSignal,
): Promise<{ waterfall: Waterfall; plan: PlanSummary }> {
  const target = deps.openTarget(subject);
  const reading = { subject, target, state, deps, signal };
  const { waterfall, problems } = await readWanted(reading);
  if (problems[0]) throw unfit(problems);
  await readEligible(reading, { lane: "full", mode: reading.subject.mode });
  const plan = await state.measure({
    scope: subject.scope,
    lane: "full",
    mode: subject.mode,
    batchRows: batchRowsOf(target.definition, subject.kind),
    now: deps.now().toISOString(),
  });
  return { waterfall, plan };
}

type Decision =
  | { status: "waiting"; impact: Prisma.InputJsonValue }
  | { status: "failed"; failure: ErrorView["error"] };

/** Only while it is still being measured: somebody may have withdrawn it meanwhile. */
export async function decideMeasured(id: string, decision: Decision): Promise<void> {
  const data = decision.status === "failed" ? { ...decision, failure: toJson(decision.failure) } : decision;
  await database().$transaction(async (tx) => {
    const { count } = await tx.changeSet.updateMany({ where: { id, status: "measuring" }, data });
    if (count === 0) return;
    const { workspaceId, asOf } = await tx.changeSet.findUniqueOrThrow({ where: { id } });
    await appendAudit(tx, workspaceId, COTERIE, {
      action: decision.status === "failed" ? "change_set.fail" : "change_set.measure",
      subject: `change_set:${id}`,
      before: { status: "measuring" },
      after: { status: decision.status, asOf },
      reason: decision.status === "failed" ? decision.failure.code : null,
    });
  });
}

const unfit = (problems: readonly Problem[]) =>
  new CoterieError({
    code: problems[0]!.code,
    message: problems[0]!.message,
    fix: problems[0]!.fix,
    remedy: "ask_admin",
    problems,
  });
