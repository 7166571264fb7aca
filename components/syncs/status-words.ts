import type { Tone } from "@/components/ui/status";
import type { LedgerState, RunPhase, RunStatus, SyncMode, SyncUse } from "@/lib/core/membership/types";
import type { RecordMode, RecordRemoval, SyncKind, WriteRule } from "@/lib/core/ports/destination";
import type { RunKind, RunTrigger } from "@/lib/core/views/run";
import type { SyncStatus } from "@/lib/core/views/sync";

type Word = { label: string; tone: Tone };

const SYNC: Record<SyncStatus, Word> = {
  draft: { label: "Draft", tone: "neutral" },
  in_review: { label: "In review", tone: "waiting" },
  live: { label: "Live", tone: "good" },
  paused: { label: "Paused", tone: "paused" },
  void: { label: "Approval void", tone: "bad" },
  object_gone: { label: "Deleted there", tone: "bad" },
};
const RUN: Record<RunStatus, Word> = {
  queued: { label: "Queued", tone: "waiting" },
  running: { label: "Running", tone: "active" },
  succeeded: { label: "Succeeded", tone: "good" },
  partly_failed: { label: "Partly failed", tone: "warn" },
  failed: { label: "Failed", tone: "bad" },
  blocked: { label: "Blocked", tone: "bad" },
  cancelled: { label: "Cancelled", tone: "neutral" },
};
const PHASES: Record<RunPhase, string> = {
  read: "Reading the warehouse",
  guard: "Checking guards",
  plan: "Planning",
  deliver: "Sending",
  settle: "Waiting for the outcome",
  commit: "Recording",
  done: "Done",
};
const MODES: Record<SyncMode | RecordMode, string> = {
  mirror: "mirror",
  add_only: "add only",
  upsert: "update or create",
  update_only: "update only",
  insert_only: "create only",
};
const REMOVALS: Record<RecordRemoval, string> = {
  delete: "deletes the record",
  clear_fields: "clears the fields of this sync",
  untag: "takes its tag off",
};
const RULES: Record<WriteRule, string> = {
  always: "always",
  fill_if_empty: "only if empty",
  only_forward: "only forward",
};
const USES: Record<SyncUse, string> = { target: "target", exclude: "exclude", seed: "seed for lookalikes" };
const LEDGER: Record<LedgerState, { label: string; help: string }> = {
  held: { label: "held", help: "The platform confirmed each of them." },
  unverified: {
    label: "held, unverified",
    help: "The platform took the batch and answers with counts only, so no single one is confirmed.",
  },
  due: { label: "due", help: "To be sent by the next run." },
  in_flight: {
    label: "in flight",
    help: "Sent, the answer is not in yet; counted as held when deciding removals.",
  },
  refused: {
    label: "refused",
    help: "The platform did not take them: the run that sent them says why. They go again on later days.",
  },
  removed: { label: "removed", help: "Taken out again; kept here as a record." },
};

const KINDS: Record<RunKind, string | null> = {
  sync: null,
  resync: "all again",
  dry_run: "dry run",
  undo: "undo",
  ramp: "in steps",
  empty: "emptying",
};
const TRIGGERS: Record<RunTrigger, string | null> = {
  person: null,
  api: null,
  schedule: "the schedule",
  after_sync: "the sync it follows",
  after_dbt: "a dbt job",
  coterie: "Coterie",
};

/** What a run was asked for, where it is not the ordinary. */
export const kindLabel = (kind: RunKind): string | null => KINDS[kind];
/** Who or what started a run. */
export const startedBy = ({ trigger, triggeredBy }: { trigger: RunTrigger; triggeredBy: string }): string =>
  TRIGGERS[trigger] ?? triggeredBy;
export const syncStatus = (status: SyncStatus): Word => SYNC[status];
export const runStatus = (status: RunStatus): Word => RUN[status];
export const phaseLabel = (phase: RunPhase): string => PHASES[phase];
export const modeLabel = (mode: SyncMode | RecordMode): string => MODES[mode];
export const removalLabel = (removal: RecordRemoval): string => REMOVALS[removal];
export const ruleLabel = (rule: WriteRule): string => RULES[rule];
export const purposeLabel = (use: SyncUse): string => USES[use];
export const ledgerWord = (state: LedgerState) => LEDGER[state];
export const isOver = (status: RunStatus): boolean => status !== "queued" && status !== "running";

/** What is counted at the platform. */
export const itemsOf = (kind: SyncKind): string => (kind === "record" ? "records" : "identifiers");
