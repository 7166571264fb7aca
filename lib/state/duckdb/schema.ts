import type { LedgerScope } from "@/lib/core/ports/state-store";
import type { Session } from "./session";

/**
 * `ledger` has a row for every distinct identifier of an object, `holder` one for every person behind it.
 * `possible`: the platform may have it, because it was sent and no removal was acknowledged since.
 * `former`: no longer theirs, but the platform may still know that person by it.
 * `plan_row` keeps what its ledger row was when planned, `plan_batch` whether a call for it was ever begun.
 * The columns added since the first files were written get what is true, or safe, of those.
 * No keys or indexes: every step is set-based, and DuckDB's indexes cost memory and forbid update chains.
 */
const TABLES = `
CREATE TABLE IF NOT EXISTS scope (id INTEGER, endpoint VARCHAR, account VARCHAR, object VARCHAR, epoch INTEGER);
CREATE TABLE IF NOT EXISTS ledger (
  id BIGINT, scope INTEGER, kind VARCHAR, value VARCHAR, state VARCHAR, possible BOOLEAN,
  sent_at TIMESTAMP, changed_at TIMESTAMP, refusals INTEGER, retry_at TIMESTAMP);
CREATE TABLE IF NOT EXISTS holder (identifier BIGINT, key VARCHAR, former BOOLEAN);
ALTER TABLE holder ADD COLUMN IF NOT EXISTS former BOOLEAN DEFAULT false;
CREATE TABLE IF NOT EXISTS plan (run VARCHAR, lane VARCHAR, summary VARCHAR, scope INTEGER);
CREATE TABLE IF NOT EXISTS plan_batch (number INTEGER, operation VARCHAR, kind VARCHAR, row_count INTEGER, folded BOOLEAN, begun BOOLEAN);
CREATE TABLE IF NOT EXISTS plan_row (batch INTEGER, position INTEGER, identifier BIGINT, value VARCHAR, state VARCHAR, possible BOOLEAN);
ALTER TABLE plan ADD COLUMN IF NOT EXISTS scope INTEGER;
ALTER TABLE plan ADD COLUMN IF NOT EXISTS frozen_at VARCHAR;
ALTER TABLE ledger ADD COLUMN IF NOT EXISTS reason VARCHAR;
ALTER TABLE plan_batch ADD COLUMN IF NOT EXISTS begun BOOLEAN DEFAULT true;
ALTER TABLE plan_row ADD COLUMN IF NOT EXISTS state VARCHAR;
ALTER TABLE plan_row ADD COLUMN IF NOT EXISTS possible BOOLEAN;
CREATE TEMP TABLE wanted (key VARCHAR, kind VARCHAR, value VARCHAR);
CREATE TEMP TABLE eligible (key VARCHAR);
`;

export async function prepareTables(session: Session): Promise<void> {
  for (const statement of TABLES.split(";")) {
    if (statement.trim()) await session.run(statement);
  }
}

/** The number a scope's rows carry; an unknown scope gets one. */
export async function scopeId(session: Session, scope: LedgerScope): Promise<number> {
  const found = await findScope(session, scope);
  if (found !== null) return found;
  const { id } = await session.one<{ id: number }>("SELECT coalesce(max(id), 0) + 1 AS id FROM scope");
  await session.run("INSERT INTO scope VALUES ($id, $endpoint, $account, $object, $epoch)", { id, ...scope });
  return id;
}

/** The scope behind a number its rows carry. */
export async function scopeOf(session: Session, id: number | null): Promise<LedgerScope | null> {
  const scopes = await session.rows<LedgerScope>(
    "SELECT endpoint, account, object, epoch FROM scope WHERE id = $id",
    { id },
  );
  return scopes[0] ?? null;
}

export async function findScope(session: Session, scope: LedgerScope): Promise<number | null> {
  const rows = await session.rows<{ id: number }>(
    `SELECT id FROM scope
     WHERE endpoint = $endpoint AND account = $account AND object = $object AND epoch = $epoch`,
    { ...scope },
  );
  return rows[0]?.id ?? null;
}
