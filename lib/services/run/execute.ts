import { asCoterieError, CoterieError } from "@/lib/core/errors";
import type { LedgerCounts, RunStatus } from "@/lib/core/membership/types";
import type { SyncState } from "@/lib/core/ports/state-store";
import type { Run } from "@/lib/db/generated/client";
import { traced } from "@/lib/trace/span";
import { within } from "@/lib/trace/work";
import { closeEpoch, OBJECT_GONE, objectGone } from "../sync/object-gone";
import { watchedState } from "../watch/watched";
import type { Attempt } from "./execute/attempt";
import { billed } from "./execute/billed";
import { commit, fold } from "./execute/commit";
import type { RunDeps, Target } from "./execute/deps";
import { errorView } from "./execute/error-view";
import { failureLog } from "./execute/failure-log";
import { Freshness } from "./execute/freshness";
import { keepFinding } from "./execute/guard";
import { ObjectLook } from "./execute/object-look";
import { openState } from "./execute/open-state";
import { keepToRemovals, planOf } from "./execute/plan";
import { endedStatus, recordDestinationFailure, recordEnd, recordPhase, recordStart } from "./execute/record";
import { rehearse } from "./execute/rehearse";
import { settleEarlier } from "./execute/settle-earlier";
import { HoldOn, Stopped } from "./execute/stops";
import { runWithSubject, type Subject } from "./execute/subject";
import { transmit } from "./execute/transmit";

/** A call under way when the process is asked to end may still be answered within this time. */
const CLOSING_MS = 4_000;

export type RunOutcome =
  | { kind: "finished"; status: RunStatus }
  /** The platform asked to be left alone, or this process ends: take the run up again then. */
  | { kind: "wait"; until: Date }
  /** Another process works on this sync. */
  | { kind: "busy" };

/**
 * One attempt at a run, from wherever the attempt before it stopped: any crash leaves a state this goes on from.
 * Failures end in the run's row; only a lost lease or database throws, and then another attempt is owed.
 */
export async function executeRun(runId: string, deps: RunDeps): Promise<RunOutcome> {
  const { run, subject } = await runWithSubject(runId);
  const { syncId: sync, workspaceId: workspace } = subject;
  const facts = { "coterie.run.kind": run.kind, "coterie.run.lane": run.lane };
  return within({ run: runId, sync, workspace }, () =>
    traced("run", { facts }, async (note) => {
      const outcome = await billed(runId, subject, () => attemptOf(run, subject, deps));
      note({ "coterie.outcome": outcome.kind === "finished" ? outcome.status : outcome.kind });
      return outcome;
    }),
  );
}

async function attemptOf(run: Run, subject: Subject, deps: RunDeps): Promise<RunOutcome> {
  const { id: runId } = run;
  if (run.status !== "queued" && run.status !== "running") return { kind: "finished", status: run.status };
  const lease = await deps.lease(`sync:${subject.syncId}`);
  if (!lease) return { kind: "busy" };
  try {
    // Whoever held the lease until now may have ended it.
    const ended = await endedStatus(runId);
    if (ended) return { kind: "finished", status: ended };
    const signal = AbortSignal.any([lease.lost, deps.stopping]);
    const calls = AbortSignal.any([lease.lost, later(deps.stopping, CLOSING_MS)]);
    return await withState(runId, subject, deps, (state) =>
      attempt({
        ...{ runId, subject, lane: run.lane, kind: run.kind, deps, lease, signal, calls },
        state: watchedState(state),
        freshness: new Freshness(deps),
      }),
    );
  } finally {
    await lease.release();
  }
}

function later(signal: AbortSignal, ms: number): AbortSignal {
  const controller = new AbortController();
  const end = () => setTimeout(() => controller.abort(), ms).unref();
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
  return controller.signal;
}

async function withState(
  runId: string,
  subject: Subject,
  deps: RunDeps,
  work: (state: SyncState) => Promise<RunOutcome>,
): Promise<RunOutcome> {
  const state = await openState(deps, subject).catch((error: unknown) => {
    if (error instanceof CoterieError) return error;
    throw error;
  });
  if (state instanceof CoterieError) return notOpened(runId, subject, deps, state);
  try {
    return await work(state);
  } finally {
    await state.close();
  }
}

/** What another attempt may find better is owed one; what somebody has to mend ends the run. */
async function notOpened(
  runId: string,
  subject: Subject,
  deps: RunDeps,
  error: CoterieError,
): Promise<RunOutcome> {
  if (error.code === "STATE_BUSY") return { kind: "busy" };
  if (error.remedy === "retry") throw error;
  const ending = { status: "failed" as const, problem: errorView(error), ledger: null };
  await recordEnd(runId, subject, ending, deps.now());
  deps.log.warn({ run: runId, sync: subject.syncId, ...failureLog(error) }, "run cannot begin");
  return { kind: "finished", status: "failed" };
}

/** An attempt before anything is known of the platform. */
type Begun = Omit<Attempt, "look">;

async function attempt(at: Begun): Promise<RunOutcome> {
  const { runId, subject, deps, lease } = at;
  await recordStart(runId, deps.now());
  deps.log.info({ run: runId, sync: subject.syncId }, "run attempt begins");
  try {
    const status = await work(at);
    deps.log.info({ run: runId, sync: subject.syncId, status }, "run ends");
    return { kind: "finished", status };
  } catch (error) {
    lease.lost.throwIfAborted();
    const later = deps.stopping.aborted ? deps.now() : error instanceof HoldOn ? error.until : null;
    if (later) {
      await fold(at, runId);
      return { kind: "wait", until: later };
    }
    return { kind: "finished", status: await endEarly(at, error) };
  }
}

async function work(at: Begun): Promise<RunStatus> {
  const { subject, deps } = at;
  if (subject.isObjectGone) throw objectGone(subject.objectName);
  const target = deps.openTarget(subject);
  try {
    return await workOn({ ...at, look: new ObjectLook(at, target) }, target);
  } finally {
    await target.client.close?.();
  }
}

async function workOn(at: Attempt, target: Target): Promise<RunStatus> {
  const { runId } = at;
  if (at.kind === "dry_run") return rehearse(at, target);
  await settleEarlier(at, target);
  let planned = await planOf(at, target);
  try {
    await transmit(at, target, planned.plan);
  } catch (error) {
    const blocked = error instanceof Stopped && error.standing.status === "blocked";
    if (!blocked || planned.plan.lane === "privacy") throw error;
    if (error.finding) await keepFinding(runId, error.finding);
    planned = await keepToRemovals(at, target, error.standing.problem);
    await transmit(at, target, planned.plan);
  }
  await recordPhase(runId, "commit");
  return traced("run.commit", {}, () => commit(at, planned.problem));
}

/** What was answered is counted, and the run says why it ended. */
async function endEarly(at: Begun, error: unknown): Promise<RunStatus> {
  const { runId, subject, deps } = at;
  const ledger = at.kind === "dry_run" ? null : await foldedCounts(at);
  const thrown = asCoterieError(error);
  const isGone = thrown.code === OBJECT_GONE;
  const failure = isGone ? objectGone(subject.objectName) : thrown;
  const ending =
    error instanceof Stopped
      ? { status: error.standing.status, problem: error.standing.problem }
      : { status: isGone ? ("blocked" as const) : ("failed" as const), problem: errorView(failure) };
  await recordEnd(runId, subject, { ...ending, ledger }, deps.now());
  if (isGone) await closeEpoch(subject, deps.now());
  if (failure.remedy === "reconnect" || failure.remedy === "accept_terms") {
    await recordDestinationFailure(subject, failure.message);
  }
  deps.log.warn(
    { run: runId, sync: subject.syncId, status: ending.status, ...failureLog(failure) },
    "run ends early",
  );
  return ending.status;
}

async function foldedCounts(at: Begun): Promise<LedgerCounts> {
  await fold(at, at.runId);
  return at.state.counts(at.subject.scope);
}
