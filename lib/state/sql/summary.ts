import { cutBatches, planRules } from "@/lib/core/membership/plan";
import type { PlanSummary } from "@/lib/core/membership/types";
import type { PlanOperation } from "@/lib/core/ports/state-store";
import type { CountedGroup, Planning, Prepared } from "./planning";
import type { Parameters, StateSession } from "./session";

/** Counts the plan that `diff` left behind; must run before holders follow it. */
export async function summarise(session: StateSession, planning: Prepared): Promise<PlanSummary> {
  const { groups, request } = planning;
  const total = (of: (group: CountedGroup) => number) => groups.reduce((sum, group) => sum + of(group), 0);
  const rows = (sent: PlanOperation) => total(({ operation, rows }) => (operation === sent ? rows : 0));
  return {
    adds: rows("add"),
    updates: rows("update"),
    removes: rows("remove"),
    resends: total(({ resends }) => resends),
    refreshes: total(({ refreshes }) => refreshes),
    calls: cutBatches(groups, request.batchRows).length,
    people: await countPeople(session, planning),
  };
}

/** People count as there when the platform may have any identifier of theirs. */
async function countPeople(session: StateSession, planning: Planning): Promise<PlanSummary["people"]> {
  const { lane, mode, undo, only } = planning.request;
  const isPlainMirror = lane === "full" && mode === "mirror" && undo === undefined && only === undefined;
  if (!isPlainMirror || (await hasWaiting(session, planning))) return countEveryone(session, planning);
  if (!(await hasAnyone(session, planning.scope))) {
    return { enter: planning.wantedPeople, leave: 0, stay: 0 };
  }
  const moved = await countMoved(session, planning.scope);
  return { ...moved, stay: planning.wantedPeople - moved.enter };
}

/**
 * Nobody comes or goes whose identifiers neither change hands nor are added or removed. They are put down first: a database
 * that does not know how few they are looks everyone else up.
 */
async function countMoved(
  session: StateSession,
  scope: number,
): Promise<Omit<PlanSummary["people"], "stay">> {
  await session.refill("touched", TOUCHED, { scope });
  const { anyone } = await session.one<{ anyone: boolean }>(
    "SELECT EXISTS (SELECT 1 FROM touched) AS anyone",
  );
  return anyone ? session.one(MOVED, { scope }) : { enter: 0, leave: 0 };
}

const TOUCHED = `
SELECT key FROM holding
UNION
SELECT h.key FROM {holder} AS h JOIN change AS c ON c.id = h.id
WHERE h.scope = $scope AND NOT h.former AND (c.operation = 'remove' OR (c.operation = 'add' AND NOT c.again))`;

const MOVED = `
WITH before AS (
  SELECT DISTINCT t.key FROM touched AS t JOIN {holder} AS h ON h.key = t.key JOIN {ledger} AS l ON l.scope = h.scope AND l.id = h.id
  WHERE h.scope = $scope AND NOT h.former AND l.possible),
after AS (SELECT DISTINCT t.key FROM touched AS t JOIN wanted AS w ON w.key = t.key)
SELECT count(*) FILTER (WHERE b.key IS NULL) AS enter, count(*) FILTER (WHERE a.key IS NULL) AS leave
FROM before AS b FULL OUTER JOIN after AS a ON a.key = b.key`;

async function hasAnyone(session: StateSession, scope: number): Promise<boolean> {
  const { known } = await session.one<{ known: boolean }>(
    "SELECT EXISTS (SELECT 1 FROM {ledger} WHERE scope = $scope AND possible) AS known",
    { scope },
  );
  return known;
}

/** Someone may have nothing but what the platform refused. */
async function hasWaiting(session: StateSession, { scope, request }: Planning): Promise<boolean> {
  const { waiting } = await session.one<{ waiting: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM {ledger} WHERE scope = $scope AND state = 'refused' AND NOT possible
       AND retry_at > CAST($now AS TIMESTAMP)) AS waiting`,
    { scope, now: request.now },
  );
  return waiting;
}

async function countEveryone(session: StateSession, planning: Planning): Promise<PlanSummary["people"]> {
  const { scope, request } = planning;
  const after = afterwards(planning);
  const parameters: Parameters = after.includes("$now") ? { scope, now: request.now } : { scope };
  return session.one<PlanSummary["people"]>(
    `WITH before AS (
       SELECT DISTINCT h.key FROM {holder} AS h JOIN {ledger} AS l ON l.scope = h.scope AND l.id = h.id
       WHERE h.scope = $scope AND l.possible AND NOT h.former),
     after AS (${after})
     SELECT count(*) FILTER (WHERE b.key IS NULL) AS enter, count(*) FILTER (WHERE a.key IS NULL) AS leave,
       count(*) FILTER (WHERE a.key IS NOT NULL AND b.key IS NOT NULL) AS stay
     FROM before AS b FULL OUTER JOIN after AS a ON a.key = b.key`,
    parameters,
  );
}

/** Keys of whom the platform will have when the plan is through. */
function afterwards({ request }: Planning): string {
  if (request.undo !== undefined) return UNDONE;
  const { adds, removals } = planRules(request.lane, request.mode);
  const parts = [
    adds && arriving(request.only !== undefined),
    removals === "not_eligible" && "SELECT b.key FROM before AS b JOIN eligible AS e ON e.key = b.key",
    removals === "never" && "SELECT b.key FROM before AS b",
  ].filter(Boolean);
  return parts.join(" UNION ");
}

/** Someone with nothing but refused identifiers will not arrive by this plan; nor will who is not in this step of a first run. */
function arriving(isStep: boolean): string {
  const step = `JOIN (SELECT id FROM change UNION SELECT id FROM {ledger} WHERE scope = $scope AND possible) AS s ON s.id = w.id`;
  return `SELECT DISTINCT w.key FROM wanted AS w ${isStep ? step : ""}
    LEFT JOIN (
      SELECT l.id FROM {ledger} AS l LEFT JOIN change AS c ON c.id = l.id
      WHERE l.scope = $scope AND l.state = 'refused' AND NOT l.possible AND l.retry_at > CAST($now AS TIMESTAMP) AND c.id IS NULL
    ) AS waiting ON waiting.id = w.id
    WHERE waiting.id IS NULL`;
}

const UNDONE = `
SELECT h.key FROM {holder} AS h JOIN {ledger} AS l ON l.scope = h.scope AND l.id = h.id
WHERE h.scope = $scope AND l.possible AND NOT h.former
  AND NOT EXISTS (SELECT 1 FROM change AS c WHERE c.id = l.id AND c.operation = 'remove')
UNION
SELECT h.key FROM {holder} AS h JOIN eligible AS e ON e.key = h.key JOIN change AS c ON c.id = h.id AND c.operation = 'add'
WHERE h.scope = $scope AND NOT h.former`;
