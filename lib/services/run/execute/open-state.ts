import { CoterieError } from "@/lib/core/errors";
import type { SyncState } from "@/lib/core/ports/state-store";
import { database } from "@/lib/db/client";
import { storedLedger } from "@/lib/db/stored";
import type { RunDeps } from "./deps";
import type { Subject } from "./subject";

/**
 * The state of a subject's sync: in its warehouse where that keeps it, else where Coterie does. Refused where nothing is
 * found although the sync holds something: a plan against an empty ledger would add everyone and remove nobody.
 */
export async function openState(
  { state: store, warehouseState }: Pick<RunDeps, "state" | "warehouseState">,
  subject: Subject,
): Promise<SyncState> {
  const state = await ((await warehouseState?.(subject)) ?? store).open(subject.syncId);
  try {
    if ((await state.isNew()) && (await holdsAnything(subject.syncId))) throw missing();
    return state;
  } catch (error) {
    await state.close();
    throw error;
  }
}

async function holdsAnything(syncId: string): Promise<boolean> {
  const sync = await database().sync.findUnique({
    where: { id: syncId },
    select: { ledger: true, endedAt: true },
  });
  // What is known of an ended one is forgotten in its time.
  if (sync?.endedAt) return false;
  const ledger = storedLedger(sync?.ledger ?? null);
  return ledger !== null && ledger.held + ledger.unverified + ledger.in_flight > 0;
}

const missing = () =>
  new CoterieError({
    code: "STATE_MISSING",
    message: "What this sync has sent is not where this process looks for it, so nothing was planned.",
    fix: "Bring back COTERIE_HOME, COTERIE_STATE or the warehouse's schema as they were at the last run. If it is lost, an approver ends the sync and leaves people there; then make a new one with a new object.",
    remedy: "ask_admin",
  });
