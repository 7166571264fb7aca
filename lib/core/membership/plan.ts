import type { Lane, PlannedBatch, Settlement } from "@/lib/core/ports/state-store";
import type { RunStatus, SyncMode } from "./types";

/** How many identifiers of one kind a plan adds or removes. */
export type PlanGroup = { operation: "add" | "remove"; identifier: string; rows: number };

/**
 * Why something leaves: "not_wanted": nobody who is wanted holds it; "not_eligible": nobody who may be sent holds it.
 */
export type RemovalRule = "not_wanted" | "not_eligible";

/** What a lane may do. Removals owed to people always happen; only a mirror removes for any other reason. */
export function planRules(lane: Lane, mode: SyncMode): { adds: boolean; removals: RemovalRule } {
  if (lane === "privacy") return { adds: false, removals: "not_eligible" };
  return { adds: true, removals: mode === "mirror" ? "not_wanted" : "not_eligible" };
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

const rank = (operation: "add" | "remove") => (operation === "remove" ? 0 : 1);

/** Days before a row the platform refused is tried again: doubling, never more than a month. */
export const REFUSAL_BACKOFF = { firstDays: 1, longestDays: 30 } as const;

/** Days a removed identifier stays in the ledger as history. */
export const HISTORY_DAYS = 90;

/** How a delivered run ended: everything that was planned must be accounted for. */
export function statusOf(settlement: Settlement, refusedByCount: number): RunStatus {
  const { planned, done, refused, due, inFlight } = settlement;
  if (inFlight > 0 || done + refused + due !== planned) return "failed";
  return refused + due + refusedByCount > 0 ? "partly_failed" : "succeeded";
}
