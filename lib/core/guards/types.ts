import type { ZodType } from "zod";
import type { LedgerCounts, PlanSummary, SyncUse } from "@/lib/core/membership/types";
import type { SyncKind } from "@/lib/core/ports/destination";

const GUARD_IDS = [
  "freshness",
  "contract",
  "values",
  "dbt",
  "size",
  "churn",
  "new_records",
  "platform_size",
  "consent_loss",
  "vanished",
  "refused",
] as const;
export type GuardId = (typeof GUARD_IDS)[number];

/** "block": nothing is added until someone decides. "warn": the run goes on and says so. */
export const GUARD_ACTIONS = ["block", "warn", "off"] as const;
export type GuardAction = (typeof GUARD_ACTIONS)[number];

/** What one guard found. Counts and names of tables, never a personal value. */
export type Finding = {
  guard: GuardId;
  action: Exclude<GuardAction, "off">;
  /** What it is about, where a guard may find several things: "leave", "larger", the columns. Letting one pass lets no other. */
  subject: string;
  /** One sentence for the person. */
  message: string;
  /** Who must do what. */
  fix: string;
  /** What was found and what is allowed, comparable from run to run; a decision to let it pass holds up to `measured`. */
  measured: number;
  allowed: number;
};

export type Found = Omit<Finding, "guard" | "action">;

/** What a table is read for: where consent and suppression stand is looked at first. */
export type TableRole = "consent" | "suppression" | "segment";

export type TableFact = {
  entity: string;
  label: string;
  role: TableRole;
  /** ISO instant of its newest row, by its time column or what the warehouse knows; null: nothing says. */
  newest: string | null;
  /** Rows, where known. */
  rows: number | null;
};

export type ColumnFact = {
  entity: string;
  /** Null: the whole table. */
  column: string | null;
  problem: "missing" | "retyped" | "all_null";
};

export type ValuesFact = {
  entity: string;
  column: string;
  /** Rows with a value that is none of those accepted. */
  others: number;
  rows: number;
};

/** What dbt last said of the tables that are read. */
export type DbtFact = {
  /** Names of tests that failed, on models that are read. */
  failedTests: readonly string[];
  /** Names of sources that were found stale. */
  staleSources: readonly string[];
};

/** A range measured when the sync was approved. */
export type Approved = {
  members: number;
  /** The most people who entered and left from one day to the next in the days before it was measured. */
  dailyEnter: number;
  dailyLeave: number;
  /** How many days that was replayed over. */
  days: number;
  /** Until a run went through under this approval: who it said would enter and leave. */
  atOnce: { enter: number; leave: number } | null;
};

/** All a guard may look at. What is null is not known, or not asked at this stage. */
export type Facts = {
  /** ISO. */
  asOf: string;
  tables: readonly TableFact[];
  columns: readonly ColumnFact[];
  values: readonly ValuesFact[];
  dbt: DbtFact | null;
  kind: SyncKind;
  /** The run takes back an earlier one: what is found is said of the undo, not of the audience. */
  isUndo: boolean;
  members: number | null;
  plan: PlanSummary | null;
  /** People who are held and may no longer be sent, whatever the audience says; null: not counted. */
  owed: Owed | null;
  ledger: LedgerCounts | null;
  approved: Approved | null;
  /** Hours since this sync last ran through, as of `asOf`; null: it never did. */
  sinceLast: number | null;
  platform: { lower: number; upper: number } | null;
  /** Rows answered in this run so far, and of them refused. */
  answered: { rows: number; refused: number } | null;
};

/** `withdrew`: they are there, and lost consent or are suppressed. `vanished`: nothing is known of them any more. */
export type Owed = { withdrew: number; vanished: number };

/** "privacy": removals owed to people, which no other guard holds back. */
export type Stage = "source" | "plan" | "privacy" | "delivery";

export type GuardedSync = {
  kind: SyncKind;
  use: SyncUse;
  /** Its runs take anyone out. Of records only a mirror does; of a set every one, be it for consent alone. */
  removes: boolean;
};

/** A check that can block a run. Adding one is adding a file and a line in `guards`. */
export interface Guard<Threshold extends object = object> {
  readonly id: GuardId;
  readonly label: string;
  /** What it looks at and why, one sentence for whoever sets it. */
  readonly about: string;
  readonly stage: Stage;
  /** Syncs it has anything to look at in; all of them where it does not say. */
  readonly appliesTo?: (sync: GuardedSync) => boolean;
  /** Every number in it is looser the larger it is. */
  readonly threshold: ZodType<Threshold>;
  /** What each number of the threshold is, for whoever sets it. */
  readonly words: Readonly<Record<keyof Threshold & string, string>>;
  /** What a threshold allows, in the few words that stand beside the guard's name. */
  tells(threshold: Threshold): string;
  /** Sane ones; dropping someone from an exclusion shows them ads, so what protects there differs. */
  defaults(use: SyncUse): { action: GuardAction; threshold: Threshold };
  /** Empty: nothing wrong, or nothing known. */
  check(facts: Facts, threshold: Threshold, use: SyncUse): readonly Found[];
}

export type GuardSetting = { action: GuardAction; threshold: Readonly<Record<string, unknown>> };
/** What a sync version says; a guard it does not name has its defaults. */
export type GuardSettings = Partial<Record<GuardId, GuardSetting>>;
