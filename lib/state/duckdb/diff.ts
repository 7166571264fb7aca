import { type PlanGroup, planRules } from "@/lib/core/membership/plan";
import type { PlanRequest } from "@/lib/core/ports/state-store";
import type { Session } from "./session";

/**
 * Leaves two temporary tables behind: `change`, one row for every identifier to send (`fresh`: the ledger has not
 * heard of it; `state` and `possible`: what the ledger says of it until it is sent), and `remains`, what is left of people who lose an identifier.
 */
export async function diff(session: Session, scope: number, request: PlanRequest): Promise<void> {
  const rules = planRules(request.lane, request.mode);
  if (rules.removals === "not_eligible") await session.run(OWED, { scope });
  const { base } = await session.one<{ base: number }>("SELECT coalesce(max(id), 0) AS base FROM ledger");
  await session.run(changes(rules), { scope, base, ...(rules.adds ? { now: request.now } : {}) });
  await session.run(REMAINS, { scope });
  if (rules.adds) await session.run(RESENDS);
}

export async function groups(session: Session): Promise<PlanGroup[]> {
  return session.rows<PlanGroup>(
    "SELECT operation, kind AS identifier, count(*) AS rows FROM change GROUP BY operation, kind",
  );
}

/** What the platform may have of people none of whom may be sent. */
const OWED = `
CREATE OR REPLACE TEMP TABLE owed AS
SELECT l.id FROM ledger l
ANTI JOIN (SELECT DISTINCT h.identifier FROM holder h JOIN eligible e ON e.key = h.key WHERE NOT h.former) kept ON kept.identifier = l.id
WHERE l.scope = $scope AND l.possible`;

/**
 * One full outer join. In flight counts as held for a removal and as not held for an add, so whatever became of a
 * lost answer, the next plan puts it right.
 */
function changes({ adds, removals }: ReturnType<typeof planRules>): string {
  const wanted = adds
    ? "SELECT DISTINCT kind, value FROM wanted"
    : "SELECT kind, value FROM wanted WHERE false";
  const add = adds
    ? `l.id IS NULL OR l.state IN ('due', 'in_flight', 'removed')
       OR (l.state = 'refused' AND l.retry_at <= CAST($now AS TIMESTAMP))`
    : "false";
  const remove = removals === "not_wanted" ? "l.possible" : "l.id IN (SELECT id FROM owed)";
  return `
CREATE OR REPLACE TEMP TABLE change AS
SELECT coalesce(l.id, $base + row_number() OVER ()) AS id, l.id IS NULL AS fresh,
  coalesce(w.kind, l.kind) AS kind, coalesce(w.value, l.value) AS value,
  CASE WHEN w.value IS NULL THEN 'remove' ELSE 'add' END AS operation, false AS resend,
  CASE WHEN w.value IS NULL THEN l.state ELSE 'due' END AS state, coalesce(l.possible, false) AS possible
FROM (${wanted}) w
FULL OUTER JOIN (SELECT * FROM ledger WHERE scope = $scope) l ON l.kind = w.kind AND l.value = w.value
WHERE CASE WHEN w.value IS NULL THEN ${remove} ELSE ${add} END`;
}

/**
 * Platforms match people, not strings: removing one identifier takes the person out, and with them every other
 * identifier of theirs that stays held, by them or by someone who shares it. Former holders count: the platform
 * does not forget what it once knew a person by.
 */
const REMAINS = `
CREATE OR REPLACE TEMP TABLE remains AS
WITH parted AS (
  SELECT DISTINCT h.key FROM change c JOIN holder h ON h.identifier = c.id WHERE c.operation = 'remove')
SELECT l.id, l.kind, l.value FROM ledger l
ANTI JOIN change c ON c.id = l.id
WHERE l.scope = $scope AND l.state IN ('held', 'unverified') AND (
  l.id IN (SELECT h.identifier FROM holder h JOIN parted p ON p.key = h.key)
  OR (l.kind, l.value) IN (SELECT (w.kind, w.value) FROM wanted w JOIN parted p ON p.key = w.key))`;

const RESENDS = `
INSERT INTO change SELECT r.id, false, r.kind, r.value, 'add', true, 'due', true FROM remains r
SEMI JOIN wanted w ON w.kind = r.kind AND w.value = r.value`;
