import { canonicalJson } from "@/lib/core/canonical";
import { Conflict } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import type { Destination } from "@/lib/db/generated/client";
import { storedSettings } from "@/lib/db/stored";
import { accountSettings } from "../destination/load";

/** What one sync may write at a time: the object of an account, whichever destination leads there. */
export function objectKey(destination: Destination, objectId: string): string {
  const { kind, endpoint, settings } = destination;
  return canonicalJson([kind, endpoint, accountSettings(kind, storedSettings(settings)), objectId]);
}

/** Refuses a second writer on an object. The database's own unique index settles two at the same moment. */
export async function requireFreeObject(
  tx: Transaction,
  workspaceId: string,
  key: string,
  objectName: string,
) {
  const other = await tx.sync.findFirst({ where: { objectKey: key, endedAt: null } });
  if (!other) return;
  const who = other.workspaceId === workspaceId ? `The sync "${other.name}"` : "A sync of another workspace";
  throw new Conflict(
    "OBJECT_TAKEN",
    `${who} already writes to "${objectName}"; two would undo each other's work.`,
    "Choose another object, create a new one, or change that sync instead.",
  );
}

/** After a destination moved to another account, what its syncs write is another object. */
export async function rekeyObjects(tx: Transaction, destinationId: string): Promise<void> {
  const destination = await tx.destination.findUniqueOrThrow({ where: { id: destinationId } });
  const syncs = await tx.sync.findMany({ where: { destinationId, kind: "set", endedAt: null } });
  for (const { id, objectId, objectName, workspaceId } of syncs) {
    const key = objectKey(destination, objectId);
    await requireFreeObject(tx, workspaceId, key, objectName);
    await tx.sync.update({ where: { id }, data: { objectKey: key } });
  }
}
