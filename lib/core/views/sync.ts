import type { GuardLine } from "../guards/in-force";
import type { GuardSettings } from "../guards/types";
import type { Mapping, SyncMode, SyncUse } from "../membership/types";
import type { RecordMode, SyncKind } from "../ports/destination";
import type { RecordTerms } from "../record/types";
import type { Timing } from "../schedule/types";
import type { MonthView } from "./cost";
import type { FieldDecisionView } from "./decision";
import type { LedgerView } from "./identifiers";
import type { RunRow } from "./run";
import type { ShareView } from "./share";

export type SyncStatus = "draft" | "in_review" | "live" | "paused" | "void" | "object_gone";

export type SyncRow = {
  id: string;
  name: string;
  audience: { id: string; name: string };
  destination: { id: string; name: string; kind: string };
  object: { id: string; name: string } | null;
  kind: SyncKind;
  mode: SyncMode | RecordMode;
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
  /** Null unless it is paused. */
  pause: PauseView | null;
  /** The newest that sent something or could have; dry runs are not among them, nor those of removals owed to people. */
  lastRun: RunRow | null;
  /** The newest of only removals owed to withdrawn consent, suppression or deletion. */
  lastRemovals: RunRow | null;
  /** The one under way, of any kind. */
  activeRun: RunRow | null;
  ledger: LedgerView | null;
  description: string;
  labels: readonly string[];
  owner: OwnerView | null;
  timing: TimingView;
  /** It is being emptied, and then ends. */
  ending: boolean;
};

/** `undo`: the run that paused it, by id. What was paused before this was kept has neither name nor time. */
export type PauseView = { at: string | null; by: string | null; reason: string | null; undo: string | null };

/** `isGone`: no active member of the workspace any more. */
export type OwnerView = { id: string; name: string; isGone: boolean };

export type TimingView = Timing & {
  /** "Every day at 06:00, Europe/Berlin" */
  words: string;
  blackoutWords: string | null;
  /** When it starts next by itself, blackouts seen to; null: not by time, or not as it stands. */
  nextRunAt: string | null;
  /** The end date has passed. */
  isOver: boolean;
  /** The sync it waits for has ended, so nothing will start it. */
  isOrphan: boolean;
};

export type SyncView = SyncRow & {
  /** Of the approved version of the audience, else of its newest; null where it is not split. */
  share: ShareView | null;
  /** The row scope its audience is pinned to, in words; null: none. */
  scope: string | null;
  version: number;
  /** Null before anything was approved. */
  approvedVersion: number | null;
  audienceVersion: number | null;
  /** Whose rows the audience has. */
  entity: string;
  mapping: Mapping;
  /** How records are written; null of a set. */
  record: RecordTerms | null;
  decisions: FieldDecisionView[];
  /** Of the newest version: guards that are not as they are by default. */
  guards: GuardSettings;
  /** As its next run is asked. */
  guardLines: GuardLine[];
  /** What holds the last ordinary run back, of a sync that is approved; null: it went through, or nothing ran. */
  stopped: { run: string; status: RunRow["status"]; message: string; fix: string | null } | null;
  runs: RunRow[];
  /** What its runs cost this month, and may. */
  month: MonthView;
  /** Where signed messages that start it go to, and whether a secret is set. */
  hook: { path: string; isSet: boolean };
};
