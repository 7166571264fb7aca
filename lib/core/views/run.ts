import type { Refusals } from "../destination/refusals";
import type { RunPhase, RunStatus } from "../membership/types";
import type { SyncKind } from "../ports/destination";
import type { PlanOperation } from "../ports/state-store";
import type { CostView } from "./cost";
import type { SmallCount } from "./counts";
import type { ErrorView } from "./error";
import type { RunGuardsView } from "./guard";
import type { AnswerView, LedgerView, PlanView, ProgressView, WaterfallView } from "./identifiers";
import type { ShareView } from "./share";
import type { UndoneView } from "./undone";

const RUN_KINDS = ["sync", "resync", "dry_run", "undo", "ramp", "empty"] as const;
export type RunKind = (typeof RUN_KINDS)[number];
export type RunTrigger = "person" | "api" | "schedule" | "after_sync" | "after_dbt" | "coterie";

export type RunRow = {
  id: string;
  kind: RunKind;
  trigger: RunTrigger;
  /** Earlier slots that could not run, for which this one stands. */
  missedSlots: number;
  status: RunStatus;
  phase: RunPhase;
  /** "privacy": only removals owed to withdrawn consent, suppression or deletion. */
  lane: "full" | "privacy";
  asOf: string;
  startedAt: string | null;
  finishedAt: string | null;
  adds: SmallCount | null;
  removes: SmallCount | null;
};

export type RunBatchView = AnswerView & {
  number: number;
  /** Of a run that was stopped on its way: which of its plans it was sent of, from 1; null: the one it is at, or ended with. */
  earlierPlan: number | null;
  operation: PlanOperation;
  identifier: string;
  state: "planned" | "in_flight" | "settling" | "acknowledged" | "refused";
  attempts: number;
  problem: string | null;
};

export type RunView = RunRow & {
  sync: { id: string; name: string; kind: SyncKind };
  audience: { id: string; name: string; version: number };
  share: ShareView | null;
  /** Of an undo. */
  undoes: UndoneView | null;
  destination: { id: string; name: string; object: string };
  waterfall: WaterfallView | null;
  plan: PlanView | null;
  /** Identifiers acknowledged, planned in all, and a second. */
  progress: ProgressView & { perSecond: number | null; secondsLeft: number | null };
  guards: RunGuardsView;
  ledger: LedgerView | null;
  batches: RunBatchView[];
  /** Rows this run sent that the platform did not take, by reason. */
  refusals: (Omit<Refusals, "rows"> & { rows: SmallCount })[];
  problem: ErrorView["error"] | null;
  attempts: number;
  /** Over all its attempts; grows while it runs. */
  cost: CostView;
  triggeredBy: string;
  /** Somebody asked it to stop; it may still be answering. Null: nobody did. */
  cancelled: { by: string | null; at: string } | null;
  /** A step of a first run for one chosen member. */
  isForOne: boolean;
};

/** Rows of one batch as they were sent, `number` through the whole plan; null where values are not told. */
export type PlanRowsView = {
  batch: number;
  operation: "add" | "update" | "remove";
  identifier: string;
  total: number;
  rows: { number: number; value: string | null }[];
};

/** What a simulator said of a plan that was sent to it again. */
export type ReplayView = { batches: number; rows: number; received: number; refused: number };
