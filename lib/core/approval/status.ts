import { Conflict } from "@/lib/core/errors";
import type { AudienceStatus } from "@/lib/core/views/audience";
import type { ChangeSetStatus } from "@/lib/core/views/change-set";
import type { SyncStatus } from "@/lib/core/views/sync";

export const CHANGE_SET_ACTIONS = [
  "measured",
  "fail",
  "approve",
  "request_changes",
  "withdraw",
  "void",
] as const;
export type ChangeSetAction = (typeof CHANGE_SET_ACTIONS)[number];

/** The whole machine. A state without entries is an end. */
const TRANSITIONS: Record<ChangeSetStatus, Partial<Record<ChangeSetAction, ChangeSetStatus>>> = {
  measuring: { measured: "waiting", fail: "failed", withdraw: "withdrawn", void: "void" },
  waiting: { approve: "approved", request_changes: "changes_requested", withdraw: "withdrawn", void: "void" },
  approved: { void: "void" },
  changes_requested: {},
  withdrawn: {},
  void: {},
  failed: {},
};

/** Words for a sentence: "This request is …". */
const STATE_WORDS: Record<ChangeSetStatus, string> = {
  measuring: "still being measured",
  waiting: "waiting for a decision",
  approved: "already approved",
  changes_requested: "sent back for changes",
  withdrawn: "withdrawn",
  void: "void",
  failed: "failed: its impact could not be measured",
};

export const OPEN_CHANGE_SETS: readonly ChangeSetStatus[] = ["measuring", "waiting"];

/** The state after an action. Throws a Conflict where the machine has no such step. */
export function nextStatus(status: ChangeSetStatus, action: ChangeSetAction): ChangeSetStatus {
  const next = TRANSITIONS[status][action];
  if (next) return next;
  throw new Conflict(
    "NOT_IN_THIS_STATE",
    `This request is ${STATE_WORDS[status]}.`,
    status === "measuring" ? "Wait until its impact is measured." : "Open it again to see where it stands.",
  );
}

export type SyncFacts = {
  approved: boolean;
  paused: boolean;
  voidReason: string | null;
  hasOpenChangeSet: boolean;
  objectGone: boolean;
};

/** What was deleted at the platform first, then void before paused: what no longer holds must be seen. A live sync keeps running while a new version is in review. */
export function syncStatus(facts: SyncFacts): SyncStatus {
  if (facts.objectGone) return "object_gone";
  if (facts.approved && facts.voidReason !== null) return "void";
  if (facts.approved) return facts.paused ? "paused" : "live";
  return facts.hasOpenChangeSet ? "in_review" : "draft";
}

export type AudienceFacts = {
  paused: boolean;
  syncs: readonly SyncStatus[];
  /** Status of its newest change set. */
  latestChangeSet: ChangeSetStatus | null;
};

export function audienceStatus({ paused, syncs, latestChangeSet }: AudienceFacts): AudienceStatus {
  if (latestChangeSet !== null && OPEN_CHANGE_SETS.includes(latestChangeSet)) return "in_review";
  if (latestChangeSet === "changes_requested") return "changes_requested";
  if (syncs.includes("live")) return paused ? "paused" : "live";
  if (syncs.includes("paused")) return "paused";
  return latestChangeSet === "approved" ? "approved" : "draft";
}
