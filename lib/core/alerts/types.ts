import type { BudgetUse } from "../cost/types";

/** What can be wrong with a sync. */
export const ALERT_KINDS = [
  "failed",
  "blocked",
  "slow",
  "stale",
  "refused_share",
  "size_change",
  "privacy",
  "budget",
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export const ALERT_LEVELS = ["warning", "critical"] as const;
export type AlertLevel = (typeof ALERT_LEVELS)[number];

/** One thing that is wrong. The message is a sentence of names and counts that anyone of the workspace may see. */
export type Alert = { kind: AlertKind; level: AlertLevel; message: string };

/** A run as alerts look at it; dry runs and the privacy lane are none. */
export type RunFact = {
  status: "succeeded" | "partly_failed" | "failed" | "blocked";
  startedAt: Date | null;
  finishedAt: Date;
  /** Of the audience, before anyone was held back; null: it did not get that far. */
  members: number | null;
  /** What was approved when it ran; sizes are compared only where it is the same. */
  approved: string;
  /** Why it ended, one sentence. */
  problem: string | null;
};

/** What is known of one sync at one instant. */
export type SyncFacts = {
  now: Date;
  /** Ended runs, newest first. */
  runs: readonly RunFact[];
  /** Since when a run is under way. */
  activeSince: Date | null;
  /** Rows the platform answered in the newest run that went through. */
  answered: { rows: number; refused: number };
  /** Since when a run should have gone through, for either level; null where none is owed. */
  owedSince: Record<AlertLevel, Date> | null;
  /** When a run went through last, or it began to be owed runs. */
  throughAt: Date | null;
  /** Runs of the privacy lane since removals owed to people were last carried out; null where none was owed since. */
  removals: RemovalFact | null;
  /** Budgets somebody set that its runs spend of. */
  budgets: readonly BudgetUse[];
};

export type RemovalFact = {
  /** Since when they wait. */
  since: Date;
  /** Runs that ended without carrying them out, one after the other. */
  failures: number;
  /** Why the last of them ended, one sentence. */
  problem: string | null;
};

/** Where a warning begins, and where it is critical. */
export type Threshold = Record<AlertLevel, number>;

export type AlertRules = {
  /** Failures in a row. */
  failed: Threshold;
  /** Times the median of the runs before, and no shorter than so many minutes. */
  slow: Threshold & { leastMinutes: number };
  /** Times of its schedule that passed without a run going through; hours where the schedule waits for an event. */
  stale: Threshold & { hours: Threshold; leastMinutes: number };
  /** Percent of the rows answered. */
  refusedShare: Threshold & { leastRows: number };
  /** Percent by which the audience grew or shrank from one run to the next. */
  sizeChange: Threshold & { leastMembers: number };
  /** Privacy runs in a row that did not carry out what is owed, or hours it has waited. The workspace's alone. */
  privacy: Threshold & { hours: Threshold };
};

export const DEFAULT_RULES: AlertRules = {
  failed: { warning: 1, critical: 2 },
  slow: { warning: 3, critical: 6, leastMinutes: 10 },
  stale: { warning: 2, critical: 4, hours: { warning: 26, critical: 52 }, leastMinutes: 60 },
  refusedShare: { warning: 5, critical: 10, leastRows: 100 },
  sizeChange: { warning: 50, critical: 90, leastMembers: 100 },
  // People are owed these: there is no mild way of failing them.
  privacy: { warning: 1, critical: 1, hours: { warning: 24, critical: 24 } },
};
