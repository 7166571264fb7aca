import { z } from "zod";
import { Conflict } from "@/lib/core/errors";
import { Prisma } from "@/lib/db/generated/client";
import { recheckApprovals } from "../approval/recheck";
import { createObject } from "../destination/objects";
import { lockRow } from "../lock";
import { service } from "../service";
import { readSync } from "./get";
import { requireSet } from "./kind";
import { loadSync } from "./load";
import { requireGone } from "./object-gone";
import { objectKey, requireFreeObject } from "./object-key";

/**
 * A new object in place of one that was deleted at the platform, with an empty ledger. Like any new object it gets people
 * once that is approved.
 */
export const replaceObject = service(
  {
    name: "sync.replace_object",
    role: "approver",
    rows: ({ id }) => ({ sync: id }),
    input: z.object({ id: z.string(), reason: z.string().trim().max(1_000).optional() }),
  },
  async ({ actor, db, transaction }, { id, reason }) => {
    const { workspaceId } = actor;
    const before = await loadSync(db, workspaceId, id);
    requireSet(before);
    requireGone(before);
    const created = await createObject(actor, { id: before.destinationId, name: before.objectName });
    return transaction(async (step) => {
      const { tx, audit } = step;
      await lockRow(tx, "Sync", workspaceId, id);
      const { epoch, objectGoneAt, destination } = await loadSync(tx, workspaceId, id);
      if (epoch !== before.epoch || objectGoneAt === null) throw decidedMeanwhile(created.name);
      const key = objectKey(destination, created.id);
      await requireFreeObject(tx, workspaceId, key, created.name);
      await tx.sync.update({
        where: { id },
        data: {
          ...{ objectId: created.id, objectName: created.name, objectKey: key },
          ...{ epoch: epoch + 1, objectGoneAt: null, ledger: Prisma.DbNull },
        },
      });
      // What was approved was another object.
      await recheckApprovals(step, { id });
      await audit({
        action: "sync.replace_object",
        subject: `sync:${id}`,
        before: { object: before.objectId, epoch, goneAt: objectGoneAt },
        after: { object: created.id, epoch: epoch + 1 },
        reason,
      });
      return readSync(tx, workspaceId, id);
    });
  },
);

function decidedMeanwhile(name: string): Conflict {
  return new Conflict(
    "DECIDED_MEANWHILE",
    `Someone else decided at the same moment; another "${name}" was created and stays empty.`,
    "Load the page again to see what was decided.",
  );
}
