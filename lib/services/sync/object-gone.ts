import { Conflict, CoterieError } from "@/lib/core/errors";
import type { LedgerScope } from "@/lib/core/ports/state-store";
import { database, type Transaction } from "@/lib/db/client";
import type { Destination, Sync } from "@/lib/db/generated/client";
import { type AuditEntry, appendAudit, COTERIE } from "../audit";
import { connectRecords, connectSet } from "../destination/load";

/** What platforms' clients say of an object they no longer have. */
export const OBJECT_GONE = "OBJECT_GONE";

/** Nothing is sent to an object that was deleted, nor asked to be approved for it. */
export function requireObject({ objectGoneAt, objectName }: Pick<Sync, "objectGoneAt" | "objectName">): void {
  if (objectGoneAt !== null) throw objectGone(objectName);
}

export function objectGone(objectName: string): CoterieError {
  return new CoterieError({
    code: OBJECT_GONE,
    message: `"${objectName}" was deleted at the platform.`,
    fix: "An approver decides on the sync's page: a new object that is filled anew, or the end of the sync.",
    remedy: "ask_approver",
  });
}

/** The services of the decision: there is nothing to decide while the object is there. */
export function requireGone({ objectGoneAt, objectName }: Pick<Sync, "objectGoneAt" | "objectName">): void {
  if (objectGoneAt !== null) return;
  throw new Conflict(
    "OBJECT_THERE",
    `"${objectName}" is not known to be deleted.`,
    "Run the sync: it goes on.",
  );
}

type Closing = { workspaceId: string; syncId: string; scope: Pick<LedgerScope, "object" | "epoch"> };

/** The platform said that it no longer has the object: its ledger is closed, and the sync waits for someone to decide. */
export async function closeEpoch({ workspaceId, syncId, scope }: Closing, at: Date): Promise<void> {
  const { object, epoch } = scope;
  await database().$transaction(async (tx) => {
    const where = { id: syncId, objectId: object, epoch, objectGoneAt: null };
    const { count } = await tx.sync.updateMany({ where, data: { objectGoneAt: at } });
    if (count === 0) return;
    await appendAudit(tx, workspaceId, COTERIE, {
      action: "sync.object_gone",
      subject: `sync:${syncId}`,
      after: { object, epoch, goneAt: at },
    });
  });
}

/** Whether the platform has it after all: some say of what a token may no longer see that it is gone. */
export async function isThereAgain({
  kind,
  objectId,
  destination,
}: Pick<Sync, "kind" | "objectId"> & { destination: Destination }): Promise<boolean> {
  try {
    const client = kind === "set" ? connectSet(destination) : connectRecords(destination);
    await client.getObject(objectId);
    return true;
  } catch (error) {
    if (error instanceof CoterieError && error.code === OBJECT_GONE) return false;
    throw error;
  }
}

/** The object was there all the time: its ledger goes on. */
export async function reopenEpoch(
  tx: Transaction,
  { id, objectId, epoch, objectGoneAt }: Pick<Sync, "id" | "objectId" | "epoch" | "objectGoneAt">,
  audit: (entry: AuditEntry) => Promise<void>,
): Promise<void> {
  await tx.sync.updateMany({ where: { id, objectId, epoch }, data: { objectGoneAt: null } });
  await audit({
    action: "sync.object_found",
    subject: `sync:${id}`,
    before: { object: objectId, epoch, goneAt: objectGoneAt },
    after: { object: objectId, epoch },
  });
}
