import { createHash } from "node:crypto";
import type { LedgerCounts, LedgerState } from "@/lib/core/membership/types";
import type { LedgerScope, Parked } from "@/lib/core/ports/state-store";
import { findScope } from "./schema";
import type { Session } from "./session";

const NOTHING: LedgerCounts = { due: 0, in_flight: 0, held: 0, unverified: 0, refused: 0, removed: 0 };

export async function counts(session: Session, scope: LedgerScope): Promise<LedgerCounts> {
  const rows = await session.rows<{ state: LedgerState; identifiers: number }>(
    "SELECT state, count(*) AS identifiers FROM ledger WHERE scope = $scope GROUP BY state",
    { scope: (await findScope(session, scope)) ?? -1 },
  );
  return { ...NOTHING, ...Object.fromEntries(rows.map((row) => [row.state, row.identifiers])) };
}

export async function parked(session: Session, scope: LedgerScope): Promise<Parked[]> {
  return session.rows<Parked>(
    `SELECT coalesce(reason, 'refused') AS reason, count(*) AS rows,
       strftime(min(retry_at), '%Y-%m-%dT%H:%M:%S.000Z') AS "retryAt"
     FROM ledger WHERE scope = $scope AND state = 'refused' GROUP BY 1 ORDER BY 2 DESC, 1`,
    { scope: (await findScope(session, scope)) ?? -1 },
  );
}

export async function digest(
  session: Session,
  ledgerScope: LedgerScope,
): Promise<Record<string, { count: number; sha256: string }>> {
  const scope = (await findScope(session, ledgerScope)) ?? -1;
  const held = "scope = $scope AND state IN ('held', 'unverified')";
  const kinds = await session.texts(`SELECT DISTINCT kind FROM ledger WHERE ${held} ORDER BY kind`, {
    scope,
  });
  const digests: Record<string, { count: number; sha256: string }> = {};
  for (const kind of kinds) {
    const hash = createHash("sha256");
    let count = 0;
    const values = session.stream(`SELECT value FROM ledger WHERE ${held} AND kind = $kind ORDER BY value`, {
      scope,
      kind,
    });
    for await (const chunk of values) {
      count += chunk.length;
      hash.update(`${chunk.join("\n")}\n`);
    }
    digests[kind] = { count, sha256: hash.digest("hex") };
  }
  return digests;
}
