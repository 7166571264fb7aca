import { flyOn } from "./absorb";
import type { StoredPlan } from "./plans";
import type { StateSession } from "./session";

type Smaller = { batch: number; rows: number };

/** Set-based, and a single count where nobody is concerned. */
export async function withhold(
  session: StateSession,
  { number: plan, scope }: StoredPlan,
  { taken, salt }: { taken: readonly number[]; salt: string },
): Promise<Smaller[]> {
  return session.transaction(async () => {
    const numbers = JSON.stringify(taken.map((number) => ({ number })));
    await session.refill("withheld", WITHHELD(session), { plan, scope, numbers });
    const smaller = await session.rows<Smaller>(SMALLER, { plan });
    if (smaller.length === 0) return smaller;
    await flyOn(session, { plan, scope, salt });
    await session.run(
      `DELETE FROM {plan_row} AS r WHERE r.plan = $plan AND EXISTS (
         SELECT 1 FROM withheld AS w WHERE w.batch = r.batch AND w.id = r.id)`,
      { plan },
    );
    await session.run(
      "DELETE FROM {holder} WHERE scope = $scope AND id IN (SELECT id FROM withheld WHERE fresh AND NOT begun)",
      { scope },
    );
    await session.run(RENUMBER, { plan });
    await session.run(
      `UPDATE {plan_batch} AS b SET row_count = s.rows, folded = (s.rows = 0)
       FROM (SELECT w.batch, (SELECT count(*) FROM {plan_row} AS r WHERE r.plan = $plan AND r.batch = w.batch) AS rows
             FROM (SELECT DISTINCT batch FROM withheld) AS w) AS s
       WHERE b.plan = $plan AND b.number = s.batch`,
      { plan },
    );
    return smaller;
  });
}

/** What is to be sent of people none of whom may be, by who holds it now. */
const WITHHELD = ({ dialect }: StateSession) => `
SELECT r.batch, r.id, r.fresh, b.begun FROM {plan_row} AS r
JOIN {plan_batch} AS b ON b.plan = r.plan AND b.number = r.batch
WHERE r.plan = $plan AND b.operation <> 'remove' AND NOT b.folded
  AND b.number NOT IN (SELECT n.number FROM ${dialect.records("$numbers", { number: "INTEGER" })} AS n)
  AND NOT EXISTS (
    SELECT 1 FROM {holder} AS h JOIN eligible AS e ON e.key = h.key
    WHERE h.scope = $scope AND h.id = r.id AND NOT h.former)`;

const SMALLER = `
SELECT b.number AS batch, b.row_count - count(*) AS rows
FROM withheld AS w JOIN {plan_batch} AS b ON b.plan = $plan AND b.number = w.batch
GROUP BY b.number, b.row_count ORDER BY b.number`;

const RENUMBER = `
UPDATE {plan_row} AS r SET position = n.position
FROM (SELECT batch, id, CAST(row_number() OVER (PARTITION BY batch ORDER BY position) - 1 AS INTEGER) AS position
      FROM {plan_row} WHERE plan = $plan AND batch IN (SELECT batch FROM withheld)) AS n
WHERE r.plan = $plan AND r.batch = n.batch AND r.id = n.id`;
