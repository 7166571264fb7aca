import { hashOf } from "@/lib/core/canonical";

/** One event as it is hashed. `at`: ISO text in UTC, milliseconds. */
export type AuditRecord = {
  workspaceId: string;
  sequence: number;
  at: string;
  actorId: string | null;
  actor: string;
  action: string;
  subject: string;
  before: unknown;
  after: unknown;
  reason: string | null;
};
export type ChainedRecord = AuditRecord & { previousHash: string; hash: string };

/** What the first event of a workspace follows. */
export const CHAIN_START = "0".repeat(64);

/** Each hash covers the one before it, so no event can be changed, added or taken out unseen. */
export function auditHash(record: AuditRecord, previousHash: string): string {
  return hashOf({ ...pick(record), previousHash });
}

/** Where the chain stands after a link that was already checked. */
export type ChainLink = { sequence: number; hash: string };

export const FIRST_LINK: ChainLink = { sequence: 0, hash: CHAIN_START };

/** The next link, or null where the record does not follow the one before or is not what was hashed. */
export function followLink(last: ChainLink, record: ChainedRecord): ChainLink | null {
  const follows = record.sequence === last.sequence + 1 && record.previousHash === last.hash;
  if (!follows || record.hash !== auditHash(record, record.previousHash)) return null;
  return { sequence: record.sequence, hash: record.hash };
}

/** Only what is hashed: a record may carry more members. */
function pick(record: AuditRecord): AuditRecord {
  const { workspaceId, sequence, at, actorId, actor, action, subject, before, after, reason } = record;
  return { workspaceId, sequence, at, actorId, actor, action, subject, before, after, reason };
}
