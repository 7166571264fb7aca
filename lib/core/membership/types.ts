import type { RecordMode } from "@/lib/core/ports/destination";

/** Words of a run: wanted state, waterfall, plan, ledger. Shapes only; no people. */

/** What a sync sends: for each field of the destination, a column of the member (a path through to-one relations). */
export type Mapping = {
  fields: Record<string, { column: string }>;
  /** Country of phone numbers and addresses: a column with ISO alpha-2 codes or country names, else `defaultCountry`. */
  country?: { column: string };
  /** ISO alpha-2. */
  defaultCountry?: string;
};

export type SyncMode = "mirror" | "add_only";
/** How a run plans: as a set's mode says, or a record sync's. A mirror of records keeps whoever is in the audience, consent or not. */
export type PlanMode = SyncMode | Exclude<RecordMode, "mirror"> | "record_mirror";
export type SyncUse = "target" | "exclude" | "seed";

/** Why a member is kept back, in the order the reasons are looked at; each person is counted once. */
export const HELD_BACK = ["no_consent", "suppressed", "no_identifier"] as const;
export type HeldBack = (typeof HELD_BACK)[number];

/** From the audience to what is held, line by line. People until `eligible`; identifiers after. */
export type Waterfall = {
  asOf: string;
  members: number;
  heldBack: Record<HeldBack, number>;
  eligible: number;
  /** Distinct identifiers of eligible people, by kind and in all. */
  identifiers: { total: number; byKind: Record<string, number>; shared: number };
};

export type LedgerState = "due" | "in_flight" | "held" | "unverified" | "refused" | "removed";
export type LedgerCounts = Record<LedgerState, number>;

export type PlanSummary = {
  /** Identifiers, and the platform calls they take. */
  adds: number;
  /** What is held and has changed beside the identifier. */
  updates: number;
  removes: number;
  /** Adds that repeat what was held: the same person lost another identifier. */
  resends: number;
  /** Adds that repeat what is held unchanged: it would expire, or everything was asked to be sent again. */
  refreshes: number;
  calls: number;
  /** People against the ledger. */
  people: { enter: number; leave: number; stay: number };
};

/** What a change set would do, exact, as it is stored. */
export type Impact = {
  asOf: string;
  measuredAt: string;
  members: { before: number | null; after: number };
  waterfall: Waterfall;
  plan: PlanSummary;
  /** The most who entered and left from one day to the next, by asking as of each of the days before; left out: not asked. */
  usual?: { dailyEnter: number; dailyLeave: number; days: number };
  /** "entity.column" of what is read and held no value in any row. */
  emptyColumns?: readonly string[];
  /** The object at the platform: people as it says, identifiers there because of us. Left out: records, or not asked. */
  object?: { name: string; size: { lower: number; upper: number } | null; ours: number };
};

export type RunPhase = "read" | "guard" | "plan" | "deliver" | "settle" | "commit" | "done";
export type RunStatus =
  | "queued"
  | "running"
  | "succeeded"
  | "partly_failed"
  | "failed"
  | "blocked"
  | "cancelled";
