import type { HeldBack, LedgerState } from "../membership/types";
import type { SmallCount, WithheldCount } from "./counts";

/** What the platform holds because of us, state by state; `there`: held, confirmed or not. */
export type LedgerView = Record<LedgerState, SmallCount> & { there: SmallCount };

export type PlanView = {
  adds: SmallCount;
  updates: SmallCount;
  removes: SmallCount;
  resends: SmallCount;
  refreshes: SmallCount;
  /** Resends and refreshes together. */
  again: SmallCount;
  calls: number;
  people: { enter: WithheldCount; leave: SmallCount; stay: WithheldCount };
};

/** People until `eligible`, identifiers after. */
export type WaterfallView = {
  asOf: string;
  members: WithheldCount;
  heldBack: Record<HeldBack, WithheldCount>;
  eligible: WithheldCount;
  identifiers: { total: WithheldCount; byKind: Record<string, SmallCount>; shared: SmallCount };
};

/** Rows of a batch and what became of them; null: no answer yet. */
export type AnswerView = {
  rows: SmallCount;
  received: WithheldCount | null;
  refused: WithheldCount | null;
};

/** Rows answered of those planned. */
export type ProgressView = { done: SmallCount; planned: SmallCount; percent: number };
