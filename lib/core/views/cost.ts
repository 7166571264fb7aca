import type { Budget, Cost } from "../cost/types";
import type { SmallCount } from "./counts";

/** Rows are people: few of them could be told apart. */
export type CostView = Omit<Cost, "rowsRead" | "rowsSent"> & { rowsRead: SmallCount; rowsSent: SmallCount };

/** What the runs of this calendar month (UTC) cost, and what they may. */
export type MonthView = {
  /** ISO; its first instant. */
  since: string;
  runs: number;
  cost: CostView;
  budget: Budget;
};

/** Of a whole workspace: the syncs that cost most first. */
export type WorkspaceMonthView = MonthView & {
  /** Bytes that questions in the builder scanned, which no sync's runs are billed for. */
  bytesOfQuestions: number;
  syncs: { id: string; name: string; hasEnded: boolean; runs: number; cost: CostView }[];
};
