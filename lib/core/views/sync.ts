import type { LedgerCounts, Mapping, SyncMode, SyncUse } from "../membership/types";
import type { FieldDecisionView } from "./decision";
import type { RunRow } from "./run";
import type { ShareView } from "./share";

export type SyncStatus = "draft" | "in_review" | "live" | "paused" | "void" | "object_gone";

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
  /** Since when the platform no longer has its object; someone has to decide how it goes on. */
  objectGoneAt: string | null;
  /** The change set that waits for a decision, by id. */
  openRequest: string | null;
  lastRun: RunRow | null;
  ledger: LedgerCounts | null;
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
