import { OPEN_CHANGE_SETS } from "@/lib/core/approval/status";
import { isVoid, type Sealed } from "@/lib/core/approval/void";
import type { Transaction } from "@/lib/db/client";
import type { ChangeSet } from "@/lib/db/generated/client";
import { enqueue } from "@/lib/db/queue";
import { storedBound } from "@/lib/db/stored";
import { type AuditActor, appendAudit } from "../audit";
import { lockRow } from "../lock";
import type { Step } from "../service";
import { bindNow } from "./binding";

type Where = { id?: string; destinationId?: string };

/**
 * After a shared thing changed (catalog, policy, account): marks void every approval and every open request of the
 * workspace that no longer says what would be read and sent.
 */
export async function recheckApprovals({ tx, actor }: Step, where: Where): Promise<void> {
  const { workspaceId } = actor;
  const syncs = await tx.sync.findMany({
    where: { workspaceId, endedAt: null, ...where },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  for (const { id } of syncs) {
    // Waits for a decision under way, which saw the world before this change, and then sees what it decided.
    await lockRow(tx, "Sync", workspaceId, id);
    await recheckSync(tx, id, actor);
    await recheckOpenChangeSets(tx, id, actor);
  }
}

/** Whether a sync's approval still holds; if not it is marked void, in this transaction. Null when nothing was approved. */
export async function recheckSync(
  tx: Transaction,
  syncId: string,
  by: AuditActor,
): Promise<{ valid: boolean; reason: string | null } | null> {
  const sync = await tx.sync.findUniqueOrThrow({
    where: { id: syncId },
    include: {
      destination: true,
      approvedChangeSet: true,
      approvedVersion: true,
      approvedAudienceVersion: { include: { audience: { select: { slug: true } } } },
    },
  });
  const { approvedChangeSet, approvedVersion: syncVersion, approvedAudienceVersion: audienceVersion } = sync;
  if (!approvedChangeSet || !syncVersion || !audienceVersion) return null;
  if (sync.voidReason !== null) return { valid: false, reason: sync.voidReason };
  const { bound } = await bindNow(tx, { sync, syncVersion, audienceVersion });
  const validity = isVoid(sealed(approvedChangeSet), bound);
  if (!validity.isVoid) return { valid: true, reason: null };
  await tx.sync.update({ where: { id: syncId }, data: { voidReason: validity.reason } });
  // From now on only what is owed to people who withdrew leaves, and it leaves at once.
  await enqueue("privacy-sweep", { syncId }, { singletonKey: syncId, tx });
  await appendAudit(tx, sync.workspaceId, by, {
    action: "sync.void",
    subject: `sync:${syncId}`,
    before: { approvedHash: sync.approvedHash },
    after: { voidReason: validity.reason },
  });
  return { valid: false, reason: validity.reason };
}

async function recheckOpenChangeSets(tx: Transaction, syncId: string, by: AuditActor): Promise<void> {
  const open = await tx.changeSet.findMany({
    where: { syncId, status: { in: [...OPEN_CHANGE_SETS] } },
    include: {
      sync: { include: { destination: true } },
      audienceVersion: { include: { audience: { select: { slug: true } } } },
      syncVersion: true,
    },
  });
  for (const changeSet of open) await voidIfChanged(tx, changeSet, by);
}

function sealed({ boundTo, hash }: Pick<ChangeSet, "boundTo" | "hash">): Sealed {
  return { bound: storedBound(boundTo), hash };
}

type Open = ChangeSet & Parameters<typeof bindNow>[1];

/** Marks a request void when what it asks for is no longer what would be read and sent; says why. */
export async function voidIfChanged(
  tx: Transaction,
  changeSet: Open,
  by: AuditActor,
): Promise<string | null> {
  const { bound } = await bindNow(tx, changeSet);
  const validity = isVoid(sealed(changeSet), bound);
  if (!validity.isVoid) return null;
  await tx.changeSet.update({
    where: { id: changeSet.id },
    data: { status: "void", decisionReason: validity.reason, decidedAt: new Date() },
  });
  await appendAudit(tx, changeSet.workspaceId, by, {
    action: "change_set.void",
    subject: `change_set:${changeSet.id}`,
    before: { status: changeSet.status },
    after: { status: "void" },
    reason: validity.reason,
  });
  return validity.reason;
}
