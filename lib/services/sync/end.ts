import { z } from "zod";
import { Conflict } from "@/lib/core/errors";
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
    // What was deleted with the object is held by nobody.
    if (sync.objectGoneAt === null && (await holdsPeople(tx, sync))) {
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
