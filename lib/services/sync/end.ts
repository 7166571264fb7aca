import { z } from "zod";
import { Conflict } from "@/lib/core/errors";
import type { LedgerCounts } from "@/lib/core/membership/types";
import type { Transaction } from "@/lib/db/client";
import { storedLedger } from "@/lib/db/stored";
import { lockRow } from "../lock";
import { change } from "../service";
import { loadSync } from "./load";

/** Gives a sync up and its object free. Not while a run is under way, nor while people are held there because of us. */
export const endSync = change(
  {
    name: "sync.end",
    role: "marketer",
    input: z.object({ id: z.string(), reason: z.string().trim().max(1_000).optional() }),
  },
  async ({ tx, actor, audit }, { id, reason }) => {
    const { workspaceId } = actor;
    await lockRow(tx, "Sync", workspaceId, id);
    const sync = await loadSync(tx, workspaceId, id);
    const active = await tx.run.findFirst({ where: { syncId: id, status: { in: ["queued", "running"] } } });
    if (active) {
      throw new Conflict(
        "RUN_ACTIVE",
        "A run of this sync is under way.",
        "Wait for it to end, or cancel it.",
      );
    }
    if (holdsPeople(storedLedger(sync.ledger)) || (await isUnaccounted(tx, id))) {
      throw new Conflict(
        "STILL_HOLDS_PEOPLE",
        `"${sync.objectName}" still holds people because of this sync, and nobody would take them out again.`,
        "Have an audience without members approved for it and run that first.",
      );
    }
    const { voidReason, endedAt } = await tx.sync.update({ where: { id }, data: { endedAt: new Date() } });
    await tx.changeSet.updateMany({
      where: { syncId: id, status: { in: ["measuring", "waiting"] } },
      data: { status: "withdrawn", decidedById: actor.userId, decidedAt: new Date() },
    });
    await audit({
      action: "sync.end",
      subject: `sync:${id}`,
      before: { object: sync.objectId, approvedHash: sync.approvedHash, voidReason },
      after: { endedAt },
      reason,
    });
    return { id };
  },
);

/** Whether the last run was given up after it had begun to send, so that the counts do not have what it sent. */
async function isUnaccounted(tx: Transaction, syncId: string): Promise<boolean> {
  const last = await tx.run.findFirst({
    where: { syncId },
    orderBy: { createdAt: "desc" },
    select: { ledger: true, batches: { where: { sentAt: { not: null } }, take: 1 } },
  });
  return last !== null && last.ledger === null && last.batches.length > 0;
}

function holdsPeople(ledger: LedgerCounts | null): boolean {
  if (!ledger) return false;
  return ledger.held + ledger.unverified + ledger.in_flight + ledger.due > 0;
}
