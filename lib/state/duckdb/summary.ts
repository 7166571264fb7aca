import { cutBatches, planRules } from "@/lib/core/membership/plan";
import type { PlanSummary } from "@/lib/core/membership/types";
import type { PlanRequest } from "@/lib/core/ports/state-store";
import { groups } from "./diff";
import type { Session } from "./session";

/** Counts the plan that `diff` left behind; must run before the ledger follows it. */
export async function summarise(session: Session, scope: number, request: PlanRequest): Promise<PlanSummary> {
  const { adds, removes, resends } = await session.one<Omit<PlanSummary, "calls" | "people">>(
    `SELECT count(*) FILTER (operation = 'add') AS adds, count(*) FILTER (operation = 'remove') AS removes,
       count(*) FILTER (resend) AS resends FROM change`,
  );
  const people = await session.one<PlanSummary["people"]>(peopleSql(request), {
    scope,
    ...(request.lane === "full" ? { now: request.now } : {}),
  });
  const calls = cutBatches(await groups(session), request.batchRows).length;
  return { adds, updates: 0, removes, resends, refreshes: 0, calls, people };
}

/** People count as there when the platform may have any identifier of theirs. */
function peopleSql({ lane, mode }: PlanRequest): string {
  const after = [
    // Someone with nothing but refused identifiers will not arrive by this plan.
    lane === "full" &&
      `SELECT DISTINCT w.key FROM wanted w ANTI JOIN (
         SELECT kind, value FROM ledger WHERE scope = $scope AND state = 'refused' AND retry_at > CAST($now AS TIMESTAMP)
       ) r ON r.kind = w.kind AND r.value = w.value`,
    planRules(lane, mode).removals === "not_eligible" &&
      "SELECT b.key FROM before b JOIN eligible e ON e.key = b.key",
  ].filter(Boolean);
  return `
WITH before AS (
  SELECT DISTINCT h.key FROM holder h JOIN ledger l ON l.id = h.identifier WHERE l.scope = $scope AND l.possible AND NOT h.former),
after AS (${after.join(" UNION ")})
SELECT count(*) FILTER (b.key IS NULL) AS enter, count(*) FILTER (a.key IS NULL) AS leave,
  count(*) FILTER (a.key IS NOT NULL AND b.key IS NOT NULL) AS stay
FROM before b FULL OUTER JOIN after a ON a.key = b.key`;
}
