import { cutBatches, planRules } from "@/lib/core/membership/plan";
import type { PlanSummary } from "@/lib/core/membership/types";
import { groups, type Planning } from "./planning";
import type { Parameters, StateSession } from "./session";

/** Counts the plan that `diff` left behind; must run before holders follow it. */
export async function summarise(session: StateSession, planning: Planning): Promise<PlanSummary> {
  const counted = await session.one<Omit<PlanSummary, "calls" | "people">>(
    `SELECT count(*) FILTER (WHERE operation = 'add') AS adds, count(*) FILTER (WHERE operation = 'update') AS updates,
       count(*) FILTER (WHERE operation = 'remove') AS removes, count(*) FILTER (WHERE resend) AS resends,
       count(*) FILTER (WHERE again AND NOT resend) AS refreshes FROM change`,
  );
  const people = await countPeople(session, planning);
  const calls = cutBatches(await groups(session), planning.request.batchRows).length;
  return { ...counted, calls, people };
}

/** People count as there when the platform may have any identifier of theirs. */
async function countPeople(session: StateSession, planning: Planning): Promise<PlanSummary["people"]> {
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
