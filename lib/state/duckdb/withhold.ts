import type { Session } from "./session";

type Smaller = { batch: number; rows: number };

/** Set-based, and a single count where nobody is concerned. */
export async function withhold(session: Session, taken: readonly number[]): Promise<Smaller[]> {
  return session.transaction(async () => {
    await session.run(WITHHELD, { taken: JSON.stringify(taken) });
    const smaller = await session.rows<Smaller>(SMALLER);
    if (smaller.length === 0) return smaller;
    await session.run(
      "DELETE FROM plan_row WHERE (batch, identifier) IN (SELECT (batch, identifier) FROM withheld)",
    );
    await session.run(RENUMBER);
    await session.run(
      `UPDATE plan_batch SET row_count = s.rows, folded = s.rows = 0
       FROM (SELECT b.number, count(r.batch) AS rows FROM plan_batch b LEFT JOIN plan_row r ON r.batch = b.number
             WHERE b.number IN (SELECT batch FROM withheld) GROUP BY b.number) s
       WHERE plan_batch.number = s.number`,
    );
    return smaller;
  });
}

/** Adds and updates none of whose present holders may be sent, but for what the platform has taken in already. */
const WITHHELD = `
CREATE OR REPLACE TEMP TABLE withheld AS
SELECT r.batch, r.identifier FROM plan_row r
JOIN plan_batch b ON b.number = r.batch AND b.operation <> 'remove' AND NOT b.folded
  AND b.number NOT IN (SELECT unnest(from_json($taken, '["INTEGER"]')))
ANTI JOIN (SELECT DISTINCT h.identifier FROM holder h JOIN eligible e ON e.key = h.key WHERE NOT h.former) kept
  ON kept.identifier = r.identifier`;

const SMALLER = `
SELECT b.number AS batch, b.row_count - count(*) AS rows FROM withheld w JOIN plan_batch b ON b.number = w.batch
GROUP BY b.number, b.row_count ORDER BY b.number`;

const RENUMBER = `
UPDATE plan_row SET position = n.position
FROM (SELECT batch, identifier, CAST(row_number() OVER (PARTITION BY batch ORDER BY position) - 1 AS INTEGER) AS position
      FROM plan_row WHERE batch IN (SELECT batch FROM withheld)) n
WHERE plan_row.batch = n.batch AND plan_row.identifier = n.identifier`;
