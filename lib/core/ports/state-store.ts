import type { Problem } from "@/lib/core/errors";
import type { LedgerCounts, PlanMode, PlanSummary, Waterfall } from "@/lib/core/membership/types";
import type { SqlQuery } from "./warehouse";

/** One object at one account behind one endpoint. A deleted object's successor is another epoch, with an empty ledger. */
export type LedgerScope = { endpoint: string; account: string; object: string; epoch: number };

/**
 * "full": towards the wanted state. "privacy": only removals owed to people the policy no longer lets go.
 * An add-only sync never removes but for those, so its full lane needs the eligible keys too.
 */
export type Lane = "full" | "privacy";

export type PlanRequest = {
  scope: LedgerScope;
  lane: Lane;
  mode: PlanMode;
  /** Rows the platform takes in one call. */
  batchRows: number;
  /** ISO instant; decides which refused rows may be tried again, and what is old enough to be refreshed. */
  now: string;
  /** Everything wanted that is held is sent again; removals as always. */
  resync?: boolean;
  /** Removals the platform refused go again however recently it did. */
  insists?: boolean;
  /** Where members expire: who is held is sent again between half of their lifetime and nine tenths of it, spread evenly. */
  refresh?: { lifetimeDays: number };
  /** At most so many additions, of these people only where they are named: a first run in steps. */
  only?: { rows: number; keys?: readonly string[] };
  /**
   * The inverse of a kept plan of this object, instead of what is wanted: what that run brought is removed, and what it
   * removed is added again while someone who held it then may be sent. Its updates stay: what was before them is not
   * kept. Needs the eligible keys.
   */
  undo?: string;
  /** Who is held and is not among those present stays, as if the eligible keys named them. Needs those present. */
  spareVanished?: boolean;
};

/**
 * "update": the platform holds it, and what travels beside it has changed. "add" is everything else that is sent,
 * including what is sent again.
 */
export type PlanOperation = "add" | "update" | "remove";

export type PlannedBatch = {
  /** From 1, in the order of sending: removes, then adds, then updates. */
  number: number;
  operation: PlanOperation;
  /** Id of the identifier kind. */
  identifier: string;
  rows: number;
  /** Its answer is already in the ledger. */
  folded: boolean;
};

/** A plan that a repeat of the run finds unchanged: same rows, same numbers, same batches. It is good for one object only. */
export type FrozenPlan = {
  run: string;
  /** Null of a plan from before scopes were kept. */
  scope: LedgerScope | null;
  /** ISO. */
  frozenAt: string;
  lane: Lane;
  summary: PlanSummary;
  batches: readonly PlannedBatch[];
};

/** The cells of one identifier joined by "|", and the canonical JSON of what travels beside it. */
export type PlannedRow = { value: string; payload: string | null };

/**
 * `row` is its place in the batch, from 0; `permanent`: it will be refused again while it stays as it is; `unknown`: the
 * platform knows nobody by it yet.
 */
export type Refusal = { row: number; reason: string; permanent?: boolean; unknown?: boolean };

/**
 * What the journal knows of an answered batch: no people, only where in the batch a row stood. `inDoubt`: an earlier call of
 * it was never answered, so the platform may have what it refuses now.
 */
export type JournalAnswer = { batch: number; refusedRows: readonly Refusal[]; inDoubt?: boolean };

/** Rows a platform refused, which wait to be tried again: why, how many, and when the first of them is. */
export type Parked = { reason: string; rows: number; retryAt: string };

/** Looks at what a plan would do before it is kept; false: it is not. */
export type PlanJudge = (summary: PlanSummary) => boolean | Promise<boolean>;

/** What a state store keeps, in days. */
export type Retention = {
  /** Removed identifiers, as history. */
  historyDays: number;
  /** Past plans with their rows and payloads; the newest is always kept. */
  planDays: number;
};

/** How an answered plan ended, in identifiers. A run is done when nothing of it is in flight. */
export type Settlement = { planned: number; done: number; refused: number; due: number; inFlight: number };

/** A Parquet file the warehouse wrote, or, where the state lives in the warehouse, the query itself. */
export type WantedSource = { file: string } | { query: SqlQuery };

/** Of `key`, `reason`, and a text column for each identifier kind; one row a member. */
export type WantedInput = WantedSource & {
  /** Ids of the identifier kinds, which are the column names. */
  kinds: readonly string[];
  /**
   * There is a text column `payload`: canonical JSON of what travels beside the identifiers. Where people who share an
   * identifier differ in it, the smallest text is sent.
   */
  hasPayload?: boolean;
  asOf: string;
};

/** Problems (KEY_NOT_UNIQUE, KEY_MISSING) mean the wanted state was not taken over. */
export type LoadedWanted = { waterfall: Waterfall; problems: readonly Problem[] };

/** Opens the state of one sync. The caller holds that sync's lease until it closes it. */
export interface StateStore {
  open(sync: string): Promise<SyncState>;
  /** Removes everything known about a sync. */
  erase(sync: string): Promise<void>;
}

/**
 * What one sync wants, plans and holds. Every method is one transaction; none keeps rows in JavaScript
 * beyond one batch. The wanted state, the eligible keys and those present live as long as
 * the opened state.
 */
export interface SyncState {
  /** The wanted state and the eligible keys may be handed over as queries: they run where the state is kept. */
  readonly runsQueries: boolean;
  /** Nothing was ever planned here. */
  isNew(): Promise<boolean>;
  loadWanted(input: WantedInput): Promise<LoadedWanted>;
  /** Of a `key` column: everyone the policy lets go, in the audience or not. */
  loadEligible(source: WantedSource): Promise<{ keys: number }>;
  /** Of a `key` column: everyone there is, whatever the policy says of them. */
  loadPresent(source: WantedSource): Promise<{ keys: number }>;
  /** What `freeze` would plan, changing nothing. */
  measure(request: PlanRequest): Promise<PlanSummary>;
  /**
   * Plans and keeps the plan; an earlier one cannot be delivered any more, so its answers must have been folded.
   * What has to be sent is `due` from here on, so a plan that is never delivered is planned again.
   */
  freeze(run: string, request: PlanRequest): Promise<FrozenPlan>;
  /**
   * The same, where the judge lets it: what is judged is what is kept, planned once. Null: it said no, and everything is as it
   * was before.
   */
  freezeIf(run: string, request: PlanRequest, judge: PlanJudge): Promise<FrozenPlan | null>;
  /** The newest plan, of whichever run: the only one that can be delivered. */
  frozen(): Promise<FrozenPlan | null>;
  /**
   * A kept plan, the newest or a past one. A run that was stopped on its way planned more than once: its last, or of those it
   * had begun to send before that the `earlier` one, from 1.
   */
  plan(run: string, earlier?: number): Promise<FrozenPlan | null>;
  /** Before these batches are sent: from now on a lost answer strands nobody. */
  markInFlight(batches: readonly number[], now: string): Promise<void>;
  /** Right before the first call of a batch: from now on the platform may have it. */
  begin(batch: number): Promise<void>;
  /**
   * When an attempt ends, whatever ended it: batches marked but never begun are again what they were when planned, so
   * nobody who was never sent is taken out later. Repeats change nothing.
   */
  putBack(): Promise<void>;
  /**
   * Takes out of what is left to add or update whoever the eligible keys no longer name: time has passed since it was planned.
   * Batches the platform has taken in already stay as they are. Returns the batches that became smaller; an empty one
   * needs no sending.
   */
  withhold(taken?: readonly number[]): Promise<readonly { batch: number; rows: number }[]>;
  /** Removals the platform refused more than once, which wait to be tried again. */
  waitingRemovals(scope: LedgerScope, now: string): Promise<number>;
  /** A batch in its frozen order; of the newest plan unless a kept one is named. */
  rows(batch: number, run?: string, earlier?: number): Promise<readonly PlannedRow[]>;
  /** Takes answers into the ledger; an answer that was taken already changes nothing. */
  fold(
    answers: readonly JournalAnswer[],
    options: { unverified: boolean; now: string },
  ): Promise<{ folded: number }>;
  settlement(): Promise<Settlement>;
  counts(scope: LedgerScope): Promise<LedgerCounts>;
  parked(scope: LedgerScope): Promise<Parked[]>;
  /** Of what the object holds because of us: how many, and SHA-256 over the sorted values, each followed by a newline. */
  digest(scope: LedgerScope): Promise<Record<string, { count: number; sha256: string }>>;
  close(): Promise<void>;
}
