import { answersOf } from "@/lib/core/destination/capability";
import { REMOVALS_WAIT, statusOf } from "@/lib/core/membership/plan";
import type { RunStatus } from "@/lib/core/membership/types";
import type { ErrorView } from "@/lib/core/views/error";
import type { Attempt } from "./attempt";
import { checkpoint } from "./checkpoint";
import { recordFolded, refusedByCount, unfoldedAnswers } from "./journal";
import { recordEnd } from "./record";

/** Takes the answers of a run's journal into the ledger, and what was never begun back; repeats change nothing. */
export async function fold(
  { deps, subject, state }: Pick<Attempt, "deps" | "subject" | "state">,
  runId: string,
): Promise<void> {
  await state.putBack();
  const answers = await unfoldedAnswers(runId);
  if (answers.length === 0) return;
  const { definition, client } = deps.openTarget(subject);
  await client.close?.();
  await state.fold(answers, {
    unverified: answersOf(definition, subject.kind) !== "rows",
    now: deps.now().toISOString(),
  });
  await recordFolded(runId, answers, deps.now());
}

/** Everything is answered: the ledger follows, and the run ends as what became of its plan says. */
export async function commit(at: Attempt, problem: ErrorView["error"] | null): Promise<RunStatus> {
  const { runId, subject, deps, state } = at;
  await fold(at, runId);
  checkpoint("folded");
  const ledger = await state.counts(subject.scope);
  const waiting = ledger.due > 0 ? await state.waitingRemovals(subject.scope, deps.now().toISOString()) : 0;
  const ended = statusOf(await state.settlement(), (await refusedByCount(runId)) + waiting);
  const status = problem && ended !== "failed" ? "blocked" : ended;
  const told = ended === "failed" ? UNACCOUNTED : (problem ?? (waiting > 0 ? WAITING : null));
  await recordEnd(runId, subject, { status, problem: told, ledger }, deps.now());
  return status;
}

const WAITING: ErrorView["error"] = {
  code: REMOVALS_WAIT,
  message: "Removals the platform refused more than once are still owed; they are tried again within hours.",
  fix: "See at the platform why it refuses them; to send all again tries them at once.",
  remedy: "fix_input",
};

const UNACCOUNTED: ErrorView["error"] = {
  code: "NOT_ALL_ACCOUNTED_FOR",
  message: "Not everything this run planned was answered by the platform.",
  fix: "Run it again: what is in flight is sent once more.",
  remedy: "retry",
};
