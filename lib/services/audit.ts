import { auditHash, CHAIN_START } from "@/lib/core/audit/chain";
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
 * Adds to the workspace's chain inside the transaction that makes the change. Writers of one workspace wait for each
 * other here until they commit, so write it last.
 */
export async function appendAudit(
  tx: Transaction,
  workspaceId: string,
  by: AuditActor,
  entry: AuditEntry,
): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`audit:${workspaceId}`}, 0))`;
  const last = await tx.auditEvent.findFirst({ where: { workspaceId }, orderBy: { sequence: "desc" } });
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
}
