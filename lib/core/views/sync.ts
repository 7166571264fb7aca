import type { LedgerCounts, Mapping, SyncMode, SyncUse } from "../membership/types";
import type { FieldRule } from "../policy/types";
import type { RunRow } from "./run";

export type SyncStatus = "draft" | "in_review" | "live" | "paused" | "void";

export type SyncRow = {
  id: string;
  name: string;
  audience: { id: string; name: string };
  destination: { id: string; name: string; kind: string };
  object: { id: string; name: string } | null;
  mode: SyncMode;
  use: SyncUse;
  /** The one share of the audience it takes; null: all of it. */
  split: string | null;
  status: SyncStatus;
  /** Why the approval is void, one sentence. */
  voidReason: string | null;
  /** The change set that waits for a decision, by id. */
  openRequest: string | null;
  lastRun: RunRow | null;
  ledger: LedgerCounts | null;
};

/** How one outgoing field is decided, line by line of the policy. */
export type FieldDecisionView = {
  field: string;
  label: string;
  column: string | null;
  pii: string | null;
  rule: FieldRule;
  form: "hashed" | "plain" | null;
  allowed: boolean;
  /** "policy v3, tag email: hashed" */
  line: string;
  reason: string | null;
};

/** What of its audience a sync takes. */
export type ShareView = {
  /** Null: all of it. */
  takes: { name: string; percent: number } | null;
  /** The other shares with the syncs that take them; what no sync takes is held out. */
  others: { name: string; percent: number; syncs: string[] }[];
  /** Percent in no share. */
  left: number;
};

export type SyncView = SyncRow & {
  /** Of the approved version of the audience, else of its newest; null where it is not split. */
  share: ShareView | null;
  version: number;
  audienceVersion: number | null;
  mapping: Mapping;
  decisions: FieldDecisionView[];
  runs: RunRow[];
};
