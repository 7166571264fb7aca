import type { LedgerCounts, RunPhase, RunStatus } from "../membership/types";
import type { PlanOperation } from "../ports/state-store";
import type { PlanView, WaterfallView } from "./change-set";
import type { ErrorView } from "./error";
import type { ShareView } from "./share";

export type RunRow = {
  id: string;
  status: RunStatus;
  phase: RunPhase;
  /** "privacy": only removals owed to withdrawn consent, suppression or deletion. */
  lane: "full" | "privacy";
  asOf: string;
  startedAt: string | null;
  finishedAt: string | null;
  adds: number | null;
  removes: number | null;
};

export type RunBatchView = {
  number: number;
  operation: PlanOperation;
  identifier: string;
  rows: number;
  state: "planned" | "in_flight" | "acknowledged" | "refused";
  received: number | null;
  refused: number | null;
  attempts: number;
  problem: string | null;
};

export type RunView = RunRow & {
  sync: { id: string; name: string };
  audience: { id: string; name: string; version: number };
  share: ShareView | null;
  destination: { id: string; name: string; object: string };
  waterfall: WaterfallView | null;
  plan: PlanView | null;
  /** Identifiers acknowledged, planned in all, and a second. */
  progress: { done: number; planned: number; perSecond: number | null; secondsLeft: number | null };
  ledger: LedgerCounts | null;
  batches: RunBatchView[];
  problem: ErrorView["error"] | null;
  attempts: number;
  triggeredBy: string;
};
