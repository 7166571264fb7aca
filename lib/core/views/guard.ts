import type { GuardAction, GuardId } from "../guards/types";
import type { PlanView } from "./identifiers";
import type { UndoneView } from "./undone";

/** What a guard found of a run. */
export type FindingView = {
  guard: GuardId;
  label: string;
  action: Exclude<GuardAction, "off">;
  message: string;
  fix: string;
};

/** That one run may go on although guards blocked it. */
export type PassView = {
  id: string;
  status: "waiting" | "approved" | "refused" | "withdrawn";
  reason: string;
  requestedBy: { id: string; name: string };
  requestedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  decisionReason: string | null;
  /** Of the reader; `because` says why not. */
  mayDecide: { may: true } | { may: false; because: string };
};

export type PassRow = PassView & {
  run: { id: string; undoes: UndoneView | null };
  sync: { id: string; name: string };
  /** What may pass, one sentence each. */
  findings: string[];
};

export type RunGuardsView = {
  findings: FindingView[];
  /** Of a blocked run: what it would have sent. */
  withheld: PlanView | null;
  pass: PassView | null;
};
