import { z } from "zod";
import { Conflict } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import type { Sync } from "@/lib/db/generated/client";
import { storedLedger } from "@/lib/db/stored";
import { requireRole } from "../actor";
import type { AuditActor, AuditEntry } from "../audit";
import { lockRow } from "../lock";
import { change } from "../service";
import { holdsPeople } from "./holds-people";
import { loadSync } from "./load";

const input = z
  .object({
    id: z.string(),
    reason: z.string().trim().max(1_000).optional(),
    /** Whoever is held stays at the platform, though nobody takes them out when they withdraw consent. */
    leavePeople: z.boolean().default(false),
  })
  .refine(({ leavePeople, reason }) => !leavePeople || reason, {
    path: ["reason"],
    message: "Say why, for whoever reads the audit.",
  });

/**
 * Gives a sync up and its object free. Not while a run is under way, nor while people are held there because of us, unless an
 * approver says that they stay: what was kept of a sync can be lost, and then it cannot be emptied any more.
 */
export const endSync = change(
  { name: "sync.end", role: "marketer", rows: ({ id }) => ({ sync: id }), input },
  async ({ tx, actor, audit }, { id, reason, leavePeople }) => {
    if (leavePeople) requireRole(actor, "approver");
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
    // What was deleted with the object is held by nobody; records stay, whoever wrote them.
    const isLeft = sync.kind === "record" || sync.objectGoneAt !== null;
    const left = !isLeft && (await holdsPeople(tx, sync));
    if (left && !leavePeople) {
      throw new Conflict(
        "STILL_HOLDS_PEOPLE",
        `"${sync.objectName}" still holds people because of this sync, and nobody would take them out again.`,
        "Empty it first: that takes out everyone Coterie put there, and then ends the sync.",
      );
    }
    await giveUp(tx, sync, { by: actor, reason, left, audit });
    return { id };
  },
);

type Ending = {
  by: AuditActor;
  reason?: string | null;
  /** People stay at the platform, and it was said that they do. */
  left?: boolean;
  audit(entry: AuditEntry): Promise<void>;
};

/** From now on it is history; what waits for a decision is withdrawn. */
export async function giveUp(
  tx: Transaction,
  { id, objectId, approvedHash, ledger }: Sync,
  { by, reason, left = false, audit }: Ending,
) {
  const now = new Date();
  const { voidReason, endedAt } = await tx.sync.update({ where: { id }, data: { endedAt: now } });
  await tx.fieldClaim.deleteMany({ where: { syncId: id } });
  await tx.changeSet.updateMany({
    where: { syncId: id, status: { in: ["measuring", "waiting"] } },
    data: { status: "withdrawn", decidedById: by.userId, decidedAt: now },
  });
  await audit({
    action: "sync.end",
    subject: `sync:${id}`,
    before: { object: objectId, approvedHash, voidReason },
    after: { endedAt, ...(left && { left: storedLedger(ledger) }) },
    reason,
  });
}
