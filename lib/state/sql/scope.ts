import type { LedgerScope } from "@/lib/core/ports/state-store";
import type { StateSession } from "./session";

/** The number a scope's rows carry; an unknown scope gets one. */
export async function scopeId(session: StateSession, scope: LedgerScope): Promise<number> {
  const found = await findScope(session, scope);
  if (found !== null) return found;
  const { id } = await session.one<{ id: number }>("SELECT coalesce(max(id), 0) + 1 AS id FROM {scope}");
  await session.run(
    `INSERT INTO {scope} (id, endpoint, account, object, epoch)
     VALUES (CAST($id AS INTEGER), CAST($endpoint AS TEXT), CAST($account AS TEXT), CAST($object AS TEXT), CAST($epoch AS INTEGER))`,
    { id, ...scope },
  );
  return id;
}

/** The scope behind a number its rows carry. */
export async function scopeOf(session: StateSession, id: number): Promise<LedgerScope | null> {
  const [scope] = await session.rows<LedgerScope>(
    "SELECT endpoint, account, object, epoch FROM {scope} WHERE id = $id",
    { id },
  );
  return scope ?? null;
}

export async function findScope(session: StateSession, scope: LedgerScope): Promise<number | null> {
  const [row] = await session.rows<{ id: number }>(
    `SELECT id FROM {scope}
     WHERE endpoint = $endpoint AND account = $account AND object = $object AND epoch = $epoch`,
    { ...scope },
  );
  return row?.id ?? null;
}
