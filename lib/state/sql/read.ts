import { createHash } from "node:crypto";
import type { LedgerCounts, LedgerState } from "@/lib/core/membership/types";
import type { LedgerScope, Parked } from "@/lib/core/ports/state-store";
import { isoOf, newestPlan } from "./plans";
import { findScope } from "./scope";
import type { StateSession } from "./session";

const NOTHING: LedgerCounts = { due: 0, in_flight: 0, held: 0, unverified: 0, refused: 0, removed: 0 };

/** The ledger's states, with the open batches of the newest plan laid over them. */
export async function counts(session: StateSession, ledgerScope: LedgerScope): Promise<LedgerCounts> {
  const scope = (await findScope(session, ledgerScope)) ?? -1;
  const rows = await session.rows<{ state: LedgerState; identifiers: number }>(
    "SELECT state, count(*) AS identifiers FROM {ledger} WHERE scope = $scope GROUP BY state",
    { scope },
  );
  const counted = { ...NOTHING, ...Object.fromEntries(rows.map((row) => [row.state, row.identifiers])) };
  const plan = await newestPlan(session);
  if (plan?.scope !== scope) return counted;
  const open = await session.rows<{ state: LedgerState; was: LedgerState | null; identifiers: number }>(
    OPEN,
    {
      scope,
      plan: plan.number,
    },
  );
  for (const { state, was, identifiers } of open) {
    counted[state] += identifiers;
    if (was) counted[was] -= identifiers;
  }
  return counted;
}

const OPEN = `
SELECT CASE WHEN b.in_flight THEN 'in_flight' WHEN b.operation = 'remove' THEN l.state ELSE 'due' END AS state,
  l.state AS was, count(*) AS identifiers
FROM {plan_row} AS r JOIN {plan_batch} AS b ON b.plan = r.plan AND b.number = r.batch
LEFT JOIN {ledger} AS l ON l.scope = $scope AND l.id = r.id
WHERE r.plan = $plan AND NOT b.folded AND b.plan = $plan
GROUP BY 1, 2`;

export async function parked(session: StateSession, scope: LedgerScope): Promise<Parked[]> {
  const rows = await session.rows<Parked>(
    `SELECT coalesce(reason, 'refused') AS reason, count(*) AS rows, CAST(min(retry_at) AS TEXT) AS "retryAt"
     FROM {ledger} WHERE scope = $scope AND state = 'refused' GROUP BY 1 ORDER BY 2 DESC, 1`,
    { scope: (await findScope(session, scope)) ?? -1 },
  );
  return rows.map((row) => ({ ...row, retryAt: isoOf(row.retryAt) }));
}

export async function waitingRemovals(
  session: StateSession,
  scope: LedgerScope,
  now: string,
): Promise<number> {
  const { rows } = await session.one<{ rows: number }>(
    `SELECT count(*) AS rows FROM {ledger}
     WHERE scope = $scope AND state = 'due' AND possible AND retry_at > CAST($now AS TIMESTAMP)`,
    { scope: (await findScope(session, scope)) ?? -1, now },
  );
  return rows;
}

export async function digest(
  session: StateSession,
  ledgerScope: LedgerScope,
): Promise<Record<string, { count: number; sha256: string }>> {
  const scope = (await findScope(session, ledgerScope)) ?? -1;
  const held = "scope = $scope AND state IN ('held', 'unverified')";
  const kinds = await session.rows<{ kind: string }>(
    `SELECT DISTINCT kind FROM {ledger} WHERE ${held} ORDER BY kind`,
    { scope },
  );
  const digests: Record<string, { count: number; sha256: string }> = {};
  for (const { kind } of kinds) {
    const hash = createHash("sha256");
    let count = 0;
    const values = session.stream(
      `SELECT value FROM {ledger} WHERE ${held} AND kind = $kind ORDER BY ${session.dialect.bytewise("value")}`,
      { scope, kind },
    );
    for await (const chunk of values) {
      count += chunk.length;
      hash.update(`${chunk.join("\n")}\n`);
    }
    digests[kind] = { count, sha256: hash.digest("hex") };
  }
  return digests;
}
