import { z } from "zod";
import { Conflict } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import type { Sync } from "@/lib/db/generated/client";
import type { AuditActor, AuditEntry } from "../audit";
import { lockRow } from "../lock";
import { change } from "../service";
import { holdsPeople } from "./holds-people";
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
    // What was deleted with the object is held by nobody; records stay, whoever wrote them.
    const isLeft = sync.kind === "record" || sync.objectGoneAt !== null;
    if (!isLeft && (await holdsPeople(tx, sync))) {
      throw new Conflict(
        "STILL_HOLDS_PEOPLE",
        `"${sync.objectName}" still holds people because of this sync, and nobody would take them out again.`,
        "Empty it first: that takes out everyone Coterie put there, and then ends the sync.",
      );
    }
    await giveUp(tx, sync, { by: actor, reason, audit });
    return { id };
  },
);

type Ending = { by: AuditActor; reason?: string | null; audit(entry: AuditEntry): Promise<void> };

/** From now on it is history; what waits for a decision is withdrawn. */
export async function giveUp(
  tx: Transaction,
  { id, objectId, approvedHash }: Sync,
  { by, reason, audit }: Ending,
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
    after: { endedAt },
    reason,
  });
}
