import type { Transaction } from "@/lib/db/client";
import type { Sync } from "@/lib/db/generated/client";
import { storedLedger } from "@/lib/db/stored";

/** Whether the platform may hold anyone because of a sync: then someone must stay who takes them out again. */
export async function holdsPeople(tx: Transaction, sync: Pick<Sync, "id" | "ledger">): Promise<boolean> {
  const ledger = storedLedger(sync.ledger);
  const counted = ledger ? ledger.held + ledger.unverified + ledger.in_flight + ledger.due : 0;
  return counted > 0 || isUnaccounted(tx, sync.id);
}

/** Whether the last run was given up after it had begun to send, so that the counts do not have what it sent. */
async function isUnaccounted(tx: Transaction, syncId: string): Promise<boolean> {
  const last = await tx.run.findFirst({
    where: { syncId, kind: { not: "dry_run" } },
    orderBy: { createdAt: "desc" },
    select: { ledger: true, batches: { where: { sentAt: { not: null } }, take: 1 } },
  });
  return last !== null && last.ledger === null && last.batches.length > 0;
}
