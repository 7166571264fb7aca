import { Conflict } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";

/** The database's unique index settles two clicks at the same moment. */
export async function requireIdle(tx: Transaction, syncId: string): Promise<void> {
  const active = await tx.run.findFirst({ where: { syncId, status: { in: ["queued", "running"] } } });
  if (!active) return;
  throw new Conflict("RUN_ACTIVE", "A run of this sync is under way.", "Wait for it to end, or cancel it.");
}
