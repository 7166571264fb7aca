import { NotFound } from "@/lib/core/errors";
import type { Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { withShares } from "../audience/share";
import { lockRow } from "../lock";

export const withChangeSet = {
  sync: { include: { destination: true, audience: { include: withShares } } },
  audienceVersion: { include: { audience: true } },
  fromAudienceVersion: { include: { audience: { select: { slug: true } } } },
  syncVersion: true,
  catalogVersion: true,
  policyVersion: true,
  requestedBy: true,
  decidedBy: true,
  standingApproval: { select: { id: true, name: true } },
  comments: { orderBy: { createdAt: "asc" }, include: { author: true } },
} satisfies Prisma.ChangeSetInclude;

export type LoadedChangeSet = Prisma.ChangeSetGetPayload<{ include: typeof withChangeSet }>;

/** The change set with everything it speaks of, if it is in this workspace. */
export async function loadChangeSet(
  db: Pick<Transaction, "changeSet">,
  workspaceId: string,
  id: string,
): Promise<LoadedChangeSet> {
  const found = await db.changeSet.findFirst({ where: { id, workspaceId }, include: withChangeSet });
  if (!found) throw new NotFound("request", id);
  return found;
}

/**
 * The same with its sync, held until the transaction ends, so that two decisions cannot both be the first, and nothing it
 * rests on changes unseen. Whoever holds both takes the sync first.
 */
export async function lockChangeSet(
  tx: Transaction,
  workspaceId: string,
  id: string,
): Promise<LoadedChangeSet> {
  const { syncId } = await loadChangeSet(tx, workspaceId, id);
  await lockRow(tx, "Sync", workspaceId, syncId);
  await lockRow(tx, "ChangeSet", workspaceId, id);
  return loadChangeSet(tx, workspaceId, id);
}
