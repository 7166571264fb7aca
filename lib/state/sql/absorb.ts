import { newestPlan } from "./plans";
import type { StateSession } from "./session";

type Open = { plan: number; scope: number; salt: string };

/**
 * Before a new plan takes its place, the ledger learns what the last one leaves open: what is in flight stays so, since
 * the platform may have it; of what was never begun nothing is left but what the ledger says.
 */
export async function absorb(session: StateSession, salt: string): Promise<void> {
  const newest = await newestPlan(session);
  if (!newest) return;
  const { number: plan, scope } = newest;
  const { flying, grounded } = await session.one<{ flying: number; grounded: number }>(
    `SELECT count(*) FILTER (WHERE in_flight) AS flying, count(*) FILTER (WHERE NOT in_flight) AS grounded
     FROM {plan_batch} WHERE plan = $plan AND NOT folded`,
    { plan },
  );
  if (flying > 0) await keepInFlight(session, { plan, scope, salt }, "b.in_flight");
  if (grounded > 0) await session.run(PERHAPS_GONE, { plan, scope });
  if (grounded > 0) await session.run(NEVER_SENT, { plan, scope });
}

/** Rows of people withheld whose call was begun before: the platform may have them all the same. */
export async function flyOn(session: StateSession, open: Open): Promise<void> {
  await keepInFlight(
    session,
    open,
    "b.begun AND EXISTS (SELECT 1 FROM withheld AS x WHERE x.batch = r.batch AND x.id = r.id)",
  );
}

async function keepInFlight(
  session: StateSession,
  { plan, scope, salt }: Open,
  which: string,
): Promise<void> {
  await session.run(
    `UPDATE {ledger} AS l SET state = 'in_flight', possible = true, sent_at = o.sent_at, changed_at = o.sent_at
     FROM (SELECT r.id, b.sent_at ${OPEN} AND ${which} AND NOT r.fresh) AS o
     WHERE l.scope = $scope AND l.id = o.id`,
    { plan, scope },
  );
  const print = session.dialect.fingerprint("CAST($salt AS TEXT) || ' ' || r.payload");
  await session.run(
    `INSERT INTO {ledger} (scope, id, kind, value, state, possible, payload, sent_at, changed_at, refusals)
     SELECT CAST($scope AS INTEGER), r.id, b.kind, r.value, 'in_flight', true, ${print}, b.sent_at, b.sent_at, 0
     ${OPEN} AND ${which} AND r.fresh`,
    { plan, scope, salt },
  );
}

const OPEN = `FROM {plan_row} AS r JOIN {plan_batch} AS b ON b.plan = r.plan AND b.number = r.batch
WHERE r.plan = $plan AND NOT b.folded`;

/**
 * Platforms match people: whoever was about to lose several identifiers, and lost one of them, lost the others with it. So of
 * those that were not begun nobody can say any more whether the platform has them.
 */
const PERHAPS_GONE = `
UPDATE {ledger} AS l SET state = 'due'
WHERE l.scope = $scope AND l.state IN ('held', 'unverified')
  AND l.id IN (SELECT r.id ${OPEN} AND b.operation = 'remove' AND NOT b.in_flight)
  AND l.id IN (SELECT h.id FROM {holder} AS h WHERE h.scope = $scope AND h.key IN (
    SELECT p.key FROM {holder} AS p JOIN {plan_row} AS g ON g.id = p.id AND g.plan = $plan
    JOIN {plan_batch} AS s ON s.plan = g.plan AND s.number = g.batch
    WHERE p.scope = $scope AND s.operation = 'remove' AND (s.begun OR s.folded)))`;

const NEVER_SENT = `
DELETE FROM {holder} WHERE scope = $scope AND id IN (SELECT r.id ${OPEN} AND NOT b.in_flight AND r.fresh)`;
