import type { Transaction } from "@/lib/db/client";

/** What a run leaves for the syncs that wait for it. */
export type EndedRun = { syncId: string; workspaceId: string; kind: string; lane: string; asOf: Date };

/** A full run went through: those that follow its sync are due, as of the same instant. */
export async function followRun(tx: Transaction, run: EndedRun): Promise<void> {
  const isOfAll = run.lane === "full" && (run.kind === "sync" || run.kind === "resync");
  if (isOfAll) await makeDue(tx, { afterSyncId: run.syncId, workspaceId: run.workspaceId }, run.asOf);
}

/** An event: these syncs run for its instant, unless a later one is due already. */
export async function makeDue(
  tx: Transaction,
  which: { afterSyncId: string; workspaceId: string } | { id: string; workspaceId: string },
  at: Date,
): Promise<void> {
  await tx.sync.updateMany({
    where: { ...which, endedAt: null, OR: [{ nextSlotAt: null }, { nextSlotAt: { lt: at } }] },
    data: { nextSlotAt: at, lookAt: new Date(Math.max(at.getTime(), Date.now())) },
  });
}
