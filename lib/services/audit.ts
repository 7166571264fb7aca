import { auditHash, CHAIN_START, type ChainLink } from "@/lib/core/audit/chain";
import type { Transaction } from "@/lib/db/client";
import { toJson } from "@/lib/db/stored";

/** What happened. `before` and `after` hold ids, names and counts, never values of people. */
export type AuditEntry = {
  /** "audience.save_version" */
  action: string;
  /** "audience:<id>" */
  subject: string;
  before?: object | null;
  after?: object | null;
  reason?: string | null;
};

/** A person, or the product itself in a job. */
export type AuditActor = { userId: string; name: string } | { userId: null; name: string };

export const COTERIE: AuditActor = { userId: null, name: "Coterie" };

/**
 * Adds to the workspace's chain inside the transaction that makes the change, and moves its anchor there. Writers of one
 * workspace wait for each other here until they commit, so write it last.
 */
export async function appendAudit(
  tx: Transaction,
  workspaceId: string,
  by: AuditActor,
  entry: AuditEntry,
): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`audit:${workspaceId}`}, 0))`;
  const last = await endOf(tx, workspaceId);
  const at = new Date();
  const { action, subject } = entry;
  const before = entry.before ? toJson(entry.before) : undefined;
  const after = entry.after ? toJson(entry.after) : undefined;
  const reason = entry.reason ?? null;
  const sequence = (last?.sequence ?? 0) + 1;
  const previousHash = last?.hash ?? CHAIN_START;
  const record = { workspaceId, sequence, actorId: by.userId, actor: by.name, action, subject, reason };
  const hash = auditHash(
    { ...record, at: at.toISOString(), before: before ?? null, after: after ?? null },
    previousHash,
  );
  await tx.auditEvent.create({ data: { ...record, at, before, after, previousHash, hash } });
  await tx.auditAnchor.upsert({
    where: { workspaceId },
    create: { workspaceId, sequence, hash, at },
    update: { sequence, hash, at },
  });
}

/** By the anchor: after events were cut off, the next one must not close the gap. */
async function endOf(tx: Transaction, workspaceId: string): Promise<ChainLink | null> {
  const anchor = await tx.auditAnchor.findUnique({ where: { workspaceId } });
  return anchor ?? (await tx.auditEvent.findFirst({ where: { workspaceId }, orderBy: { sequence: "desc" } }));
}
