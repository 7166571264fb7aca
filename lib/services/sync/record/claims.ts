import { Conflict } from "@/lib/core/errors";
import { type RecordTerms, writtenFields } from "@/lib/core/record/types";
import type { Transaction } from "@/lib/db/client";
import type { Destination, Prisma } from "@/lib/db/generated/client";
import { storedRecord } from "@/lib/db/stored";
import { objectKey } from "../object-key";

/** Whole records: what deletes them writes every field. */
const ALL = "*";

type Claiming = {
  workspaceId: string;
  syncId: string;
  destination: Destination;
  object: { id: string; name: string };
  /** Of every version that may run: two versions of one sync may write a field, two syncs may not. */
  terms: readonly RecordTerms[];
};

/**
 * Makes the fields a sync writes its own, or refuses: two syncs on one field of one object would undo each other's work.
 * The table's key settles two at the same moment.
 */
export async function claimFields(tx: Transaction, claiming: Claiming): Promise<void> {
  const { syncId, destination, object } = claiming;
  const key = objectKey(destination, object.id);
  const fields = [...new Set(claiming.terms.flatMap(claimsOf))];
  // Held to the end of the transaction, so that nobody deletes records that another just began to write.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
  const others = await tx.fieldClaim.findMany({
    where: { objectKey: key, syncId: { not: syncId } },
    include: { sync: { select: { name: true, workspaceId: true } } },
    orderBy: { field: "asc" },
  });
  const taken = others.find(({ field }) => field === ALL || fields.includes(field) || fields.includes(ALL));
  if (taken) {
    const isOurs = taken.sync.workspaceId === claiming.workspaceId;
    throw isTaken(
      taken.field,
      object.name,
      isOurs ? `The sync "${taken.sync.name}"` : "A sync of another workspace",
    );
  }
  await tx.fieldClaim.deleteMany({ where: { syncId } });
  await tx.fieldClaim.createMany({ data: fields.map((field) => ({ objectKey: key, field, syncId })) });
}

function claimsOf({ mapping, removal }: RecordTerms): string[] {
  return [...writtenFields(mapping), ...(removal === "delete" ? [ALL] : [])];
}

function isTaken(field: string, object: string, who: string): Conflict {
  if (field === ALL) {
    return new Conflict(
      "RECORDS_TAKEN",
      `${who} deletes records of ${object}, and with them whatever another sync wrote.`,
      "Let that sync clear its fields instead, or write with that sync.",
    );
  }
  return new Conflict(
    "FIELD_TAKEN",
    `${who} already writes ${object}, field ${field}; two would undo each other's work.`,
    "Leave the field out, or change that sync instead.",
  );
}

const withRunning = {
  destination: true,
  approvedVersion: true,
  versions: { orderBy: { version: "desc" }, take: 1 },
} as const;

/** After a version was approved: what only the one before it wrote is free. */
export async function reclaimSync(tx: Transaction, id: string): Promise<void> {
  const sync = await tx.sync.findUniqueOrThrow({ where: { id }, include: withRunning });
  if (sync.kind === "record") await reclaim(tx, sync);
}

/** After a destination moved to another account, what its record syncs write are other objects. */
export async function reclaimFields(tx: Transaction, destinationId: string): Promise<void> {
  const where = { destinationId, kind: "record", endedAt: null } as const;
  for (const sync of await tx.sync.findMany({ where, include: withRunning })) await reclaim(tx, sync);
}

type Running = Prisma.SyncGetPayload<{ include: typeof withRunning }>;

async function reclaim(tx: Transaction, { approvedVersion, versions, ...sync }: Running): Promise<void> {
  const { id: syncId, workspaceId, destination, objectId, objectName } = sync;
  const terms = [approvedVersion, ...versions].flatMap((one) => storedRecord(one?.record ?? null) ?? []);
  const object = { id: objectId, name: objectName };
  await claimFields(tx, { workspaceId, syncId, destination, object, terms });
}
