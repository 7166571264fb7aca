import type { RecordMode } from "@/lib/core/ports/destination";
import type {
  Lane,
  PlannedBatch,
  PlanOperation,
  PlanRequest,
  Retention,
  Settlement,
} from "@/lib/core/ports/state-store";
import type { PlanMode, RunStatus } from "./types";

/** How many identifiers of one kind a plan adds, updates or removes. */
export type PlanGroup = { operation: PlanOperation; identifier: string; rows: number };

/**
 * Why something leaves: "not_wanted": nobody who is wanted holds it; "not_eligible": nobody who may be sent holds it;
 * "never": records stay, since missing consent means not to write and never to delete.
 */
type RemovalRule = "not_wanted" | "not_eligible" | "never";

export type PlanRules = { adds: boolean; updates: boolean; removals: RemovalRule };

/** What a lane may do. Removals owed to people always happen in a set; only a mirror removes for any other reason. */
export function planRules(lane: Lane, mode: PlanMode): PlanRules {
  const removals = REMOVALS[mode];
  if (lane === "privacy") {
    const stays = removals === "never" || mode === "record_mirror";
    return { adds: false, updates: false, removals: stays ? "never" : "not_eligible" };
  }
  return { adds: true, updates: mode !== "insert_only", removals };
}

const REMOVALS: Record<PlanMode, RemovalRule> = {
  mirror: "not_wanted",
  add_only: "not_eligible",
  upsert: "never",
  update_only: "never",
  insert_only: "never",
  // Eligible to stay is everyone in the audience: missing consent means not to write, and never to delete.
  record_mirror: "not_eligible",
};

export function planModeOf(mode: RecordMode): PlanMode {
  return mode === "mirror" ? "record_mirror" : mode;
}

/** Whether a plan cannot be made without knowing everyone the policy lets go. */
export function needsEligible({ lane, mode, undo }: Pick<PlanRequest, "lane" | "mode" | "undo">): boolean {
  return undo !== undefined || planRules(lane, mode).removals === "not_eligible";
}

/** Removes before adds: a platform that matches people would undo an add by a later removal. */
export function cutBatches(groups: readonly PlanGroup[], batchRows: number): PlannedBatch[] {
  const ordered = [...groups].sort(
    (a, b) => rank(a.operation) - rank(b.operation) || (a.identifier < b.identifier ? -1 : 1),
  );
  const batches: PlannedBatch[] = [];
  for (const { operation, identifier, rows } of ordered) {
    for (let first = 0; first < rows; first += batchRows) {
      const size = Math.min(batchRows, rows - first);
      batches.push({ number: batches.length + 1, operation, identifier, rows: size, folded: false });
    }
  }
  return batches;
}

const ORDER: readonly PlanOperation[] = ["remove", "add", "update"];
const rank = (operation: PlanOperation) => ORDER.indexOf(operation);

/** Days before a row the platform refused is tried again: doubling, never more than a month; a month at once where it is permanent. */
export const REFUSAL_BACKOFF = { firstDays: 1, longestDays: 30 } as const;

/**
 * Hours before a removal the platform refused again is tried once more: doubling, and always within a day, since somebody may
 * be owed it. The first refusal is followed by a try with the next run.
 */
export const REMOVAL_BACKOFF = { firstHours: 1, longestHours: 16 } as const;

/** What a run says that left removals waiting for that. */
export const REMOVALS_WAIT = "REMOVALS_WAIT";

/** What of a member's lifetime has passed when they are sent again: from one share to the other, whoever they are. */
export const REFRESH_WINDOW = { from: 0.5, to: 0.9 } as const;

export const RETENTION: Retention = { historyDays: 90, planDays: 14 };

/** How a delivered run ended: everything that was planned must be accounted for. */
export function statusOf(settlement: Settlement, refusedByCount: number): RunStatus {
  const { planned, done, refused, due, inFlight } = settlement;
  if (inFlight > 0 || done + refused + due !== planned) return "failed";
  return refused + due + refusedByCount > 0 ? "partly_failed" : "succeeded";
}
