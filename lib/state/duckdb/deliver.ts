import { REFUSAL_BACKOFF } from "@/lib/core/membership/plan";
import type { JournalAnswer, Settlement } from "@/lib/core/ports/state-store";
import type { Session } from "./session";

export async function markInFlight(session: Session, batches: readonly number[], now: string): Promise<void> {
  await session.run(
    `UPDATE ledger SET state = 'in_flight', possible = true, sent_at = CAST($now AS TIMESTAMP), changed_at = CAST($now AS TIMESTAMP)
     WHERE id IN (SELECT identifier FROM plan_row WHERE batch IN (SELECT ${NUMBERS}))`,
    { now, numbers: JSON.stringify(batches) },
  );
}

export async function begin(session: Session, batch: number): Promise<void> {
  await session.run("UPDATE plan_batch SET begun = true WHERE number = $batch AND NOT begun", { batch });
}

export async function putBack(session: Session): Promise<void> {
  await session.run(
    `UPDATE ledger SET state = r.state, possible = r.possible
     FROM plan_row r JOIN plan_batch b ON b.number = r.batch
     WHERE ledger.id = r.identifier AND ledger.state = 'in_flight' AND NOT b.begun AND NOT b.folded`,
  );
}

export async function batchRows(session: Session, batch: number): Promise<string[]> {
  return session.texts("SELECT value FROM plan_row WHERE batch = $batch ORDER BY position", { batch });
}

export async function fold(
  session: Session,
  answers: readonly JournalAnswer[],
  options: { unverified: boolean; now: string },
): Promise<{ folded: number }> {
  return session.transaction(async () => {
    await session.run(
      `CREATE OR REPLACE TEMP TABLE answered AS SELECT number, operation FROM plan_batch
       WHERE NOT folded AND number IN (SELECT ${NUMBERS})`,
      { numbers: JSON.stringify(answers.map((answer) => answer.batch)) },
    );
    await session.run(ANSWERS, { refused: JSON.stringify(refusals(answers)) });
    await session.run(FOLD, {
      held: options.unverified ? "unverified" : "held",
      now: options.now,
      first: REFUSAL_BACKOFF.firstDays,
      longest: REFUSAL_BACKOFF.longestDays,
    });
    await session.run(
      `UPDATE holder SET former = true
       WHERE identifier IN (SELECT identifier FROM answer WHERE operation = 'remove' AND NOT refused)`,
    );
    await session.run("UPDATE plan_batch SET folded = true WHERE number IN (SELECT number FROM answered)");
    return session.one<{ folded: number }>("SELECT count(*) AS folded FROM answered");
  });
}

export async function settlement(session: Session): Promise<Settlement> {
  return session.one<Settlement>(
    `SELECT count(*) AS planned,
       count(*) FILTER (CASE WHEN b.operation = 'add' THEN l.state IN ('held', 'unverified') ELSE l.state = 'removed' END) AS done,
       count(*) FILTER (l.state = 'refused') AS refused,
       count(*) FILTER (l.state = 'due' OR (b.operation = 'remove' AND l.state IN ('held', 'unverified'))) AS due,
       count(*) FILTER (l.state = 'in_flight') AS "inFlight"
     FROM plan_row r JOIN plan_batch b ON b.number = r.batch LEFT JOIN ledger l ON l.id = r.identifier`,
  );
}

const NUMBERS = `unnest(from_json($numbers, '["INTEGER"]'))`;

const refusals = (answers: readonly JournalAnswer[]) =>
  answers.flatMap(({ batch, refusedRows }) =>
    refusedRows.map(({ row, reason, permanent = false }) => ({ batch, position: row, reason, permanent })),
  );

const ANSWERS = `
CREATE OR REPLACE TEMP TABLE answer AS
SELECT r.identifier, a.operation, x.position IS NOT NULL AS refused, x.reason, coalesce(x.permanent, false) AS permanent
FROM plan_row r JOIN answered a ON a.number = r.batch
LEFT JOIN (SELECT unnest(from_json($refused, '[{"batch":"INTEGER","position":"INTEGER","reason":"VARCHAR","permanent":"BOOLEAN"}]'), recursive := true)) x
  ON x.batch = r.batch AND x.position = r.position`;

/** A removal the platform refused is still owed: due, and possibly there. */
const FOLD = `
UPDATE ledger SET
  state = CASE WHEN answer.operation = 'add' AND answer.refused THEN 'refused' WHEN answer.operation = 'add' THEN $held
               WHEN answer.refused THEN 'due' ELSE 'removed' END,
  possible = (answer.operation = 'add') <> answer.refused,
  changed_at = CAST($now AS TIMESTAMP),
  refusals = CASE WHEN answer.operation = 'remove' THEN refusals WHEN answer.refused THEN refusals + 1 ELSE 0 END,
  reason = answer.reason,
  retry_at = CASE WHEN answer.operation = 'add' AND answer.refused
    THEN CAST($now AS TIMESTAMP) + to_days(CAST(CASE WHEN answer.permanent THEN $longest ELSE least($longest, $first * pow(2, refusals)) END AS INTEGER)) END
FROM answer WHERE ledger.id = answer.identifier`;
