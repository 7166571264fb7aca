import { REFUSAL_BACKOFF, REMOVAL_BACKOFF } from "@/lib/core/membership/plan";
import type { JournalAnswer, Settlement } from "@/lib/core/ports/state-store";
import type { StoredPlan } from "./plans";
import type { Parameters, StateSession } from "./session";

export async function markInFlight(
  session: StateSession,
  { number: plan }: StoredPlan,
  batches: readonly number[],
  now: string,
): Promise<void> {
  await session.run(
    `UPDATE {plan_batch} SET in_flight = true, sent_at = CAST($now AS TIMESTAMP)
     WHERE plan = $plan AND NOT folded AND ${among(session)}`,
    { plan, now, numbers: numbersOf(batches) },
  );
}

export async function begin(
  session: StateSession,
  { number: plan }: StoredPlan,
  batch: number,
): Promise<void> {
  await session.run(
    "UPDATE {plan_batch} SET begun = true WHERE plan = $plan AND number = $batch AND NOT begun",
    {
      plan,
      batch,
    },
  );
}

export async function putBack(session: StateSession, { number: plan }: StoredPlan): Promise<void> {
  await session.run(
    "UPDATE {plan_batch} SET in_flight = false WHERE plan = $plan AND in_flight AND NOT begun AND NOT folded",
    { plan },
  );
}

export type FoldOptions = { unverified: boolean; now: string; salt: string };

export async function fold(
  session: StateSession,
  plan: StoredPlan,
  answers: readonly JournalAnswer[],
  options: FoldOptions,
): Promise<{ folded: number }> {
  return session.transaction(async () => {
    const open = await session.rows<{ number: number }>(
      `SELECT number FROM {plan_batch} WHERE plan = $plan AND NOT folded AND ${among(session)}`,
      { plan: plan.number, numbers: numbersOf(answers.map(({ batch }) => batch)) },
    );
    if (open.length === 0) return { folded: 0 };
    const taken = new Set(open.map(({ number }) => number));
    const refusals = refusalsOf(answers.filter(({ batch }) => taken.has(batch)));
    await session.refill("refused_row", REFUSED_ROWS(session), { refused: JSON.stringify(refusals) });
    await takeIn(session, plan, [...taken], options);
    await session.measureTable("{ledger}");
    await session.run(
      `UPDATE {plan_batch} SET folded = true, in_flight = false,
         refused = (SELECT count(*) FROM refused_row AS x WHERE x.batch = number)
       WHERE plan = $plan AND ${among(session)}`,
      { plan: plan.number, numbers: numbersOf([...taken]) },
    );
    return { folded: taken.size };
  });
}

/** One statement for what the ledger knows, one for what it hears of for the first time. */
async function takeIn(
  session: StateSession,
  { number: plan, scope }: StoredPlan,
  numbers: readonly number[],
  { unverified, now, salt }: FoldOptions,
): Promise<void> {
  const parameters: Parameters = {
    plan,
    scope,
    salt,
    numbers: numbersOf(numbers),
    held: unverified ? "unverified" : "held",
    now,
  };
  const answers = ANSWERS(session);
  await session.run(
    `UPDATE {ledger} AS l SET state = ${STATE}, possible = CASE WHEN a.operation = 'remove' THEN a.refused ELSE l.possible OR a.possible END,
       payload = CASE WHEN a.operation = 'remove' THEN l.payload ELSE a.payload_print END,
       sent_at = a.sent_at, changed_at = CAST($now AS TIMESTAMP), reason = a.reason,
       refusals = CASE WHEN a.refused THEN ${BEFORE} + 1 WHEN a.operation = 'remove' AND l.state <> 'due' THEN l.refusals ELSE 0 END,
       retry_at = ${retryAt(BEFORE)}
     FROM (${answers} AND NOT r.fresh) AS a WHERE l.scope = $scope AND l.id = a.id`,
    parameters,
  );
  await session.run(
    `INSERT INTO {ledger} (scope, id, kind, value, state, possible, payload, sent_at, changed_at, refusals, retry_at, reason)
     SELECT CAST($scope AS INTEGER), a.id, a.kind, a.value, ${STATE}, a.possible, a.payload_print, a.sent_at, CAST($now AS TIMESTAMP),
       CASE WHEN a.refused THEN 1 ELSE 0 END, ${retryAt("0")}, a.reason
     FROM (${answers} AND r.fresh) AS a`,
    parameters,
  );
}

/** A removal the platform refused is still owed: due, and possibly there. */
const STATE = `CASE WHEN NOT a.refused THEN CASE WHEN a.operation = 'remove' THEN 'removed' ELSE CAST($held AS TEXT) END
  WHEN a.operation = 'remove' THEN 'due' ELSE 'refused' END`;

/** Refusals in a row of the same: those of a removal say nothing of an addition. */
const BEFORE = `CASE WHEN l.state = CASE WHEN a.operation = 'remove' THEN 'refused' ELSE 'due' END THEN 0 ELSE l.refusals END`;

const { firstDays, longestDays } = REFUSAL_BACKOFF;
const { firstHours, longestHours } = REMOVAL_BACKOFF;
const retryAt = (
  before: string,
) => `CASE WHEN NOT a.refused OR (a.operation = 'remove' AND ${before} = 0) THEN NULL
  WHEN a.operation = 'remove' THEN CAST($now AS TIMESTAMP) + INTERVAL '1 hour' * CAST(
    least(${longestHours}, ${firstHours} * power(2, least(${before} - 1, 10))) AS INTEGER)
  ELSE CAST($now AS TIMESTAMP) + INTERVAL '1 day' * CAST(
    CASE WHEN a.permanent THEN ${longestDays} ELSE least(${longestDays}, ${firstDays} * power(2, least(${before}, 10))) END AS INTEGER) END`;

const ANSWERS = ({ dialect }: StateSession) => `
SELECT r.id, b.kind, r.value, b.operation, b.sent_at, x.batch IS NOT NULL AS refused, x.reason, coalesce(x.permanent, false) AS permanent, coalesce(x.in_doubt, true) AS possible,
  ${dialect.fingerprint("CAST($salt AS TEXT) || ' ' || r.payload")} AS payload_print
FROM {plan_row} AS r JOIN {plan_batch} AS b ON b.plan = r.plan AND b.number = r.batch
LEFT JOIN refused_row AS x ON x.batch = r.batch AND x.position = r.position
WHERE r.plan = $plan AND b.number IN (SELECT n.number FROM ${dialect.records("$numbers", { number: "INTEGER" })} AS n)`;

const REFUSED_ROWS = ({ dialect }: StateSession) => {
  const columns = {
    batch: "INTEGER",
    row: "INTEGER",
    reason: "TEXT",
    permanent: "BOOLEAN",
    inDoubt: "BOOLEAN",
  };
  return `SELECT f.batch, f."row", f.reason, f.permanent, f."inDoubt" FROM ${dialect.records("$refused", columns)} AS f`;
};

/** Of someone it knows nothing of, the platform has nothing, whatever became of an earlier call. */
const refusalsOf = (answers: readonly JournalAnswer[]) =>
  answers.flatMap(({ batch, refusedRows, inDoubt = false }) =>
    refusedRows.map(({ row, reason, permanent = false, unknown = false }) => ({
      ...{ batch, row, reason, permanent },
      inDoubt: inDoubt && !unknown,
    })),
  );

/** Told from the batches alone: no row has to be looked at. */
export async function settlement(session: StateSession, plan: StoredPlan | null): Promise<Settlement> {
  return session.one<Settlement>(
    `SELECT CAST(coalesce(sum(row_count), 0) AS BIGINT) AS planned,
       CAST(coalesce(sum(CASE WHEN folded THEN row_count - refused ELSE 0 END), 0) AS BIGINT) AS done,
       CAST(coalesce(sum(CASE WHEN folded AND operation <> 'remove' THEN refused ELSE 0 END), 0) AS BIGINT) AS refused,
       CAST(coalesce(sum(CASE WHEN NOT folded AND NOT in_flight THEN row_count
                              WHEN folded AND operation = 'remove' THEN refused ELSE 0 END), 0) AS BIGINT) AS due,
       CAST(coalesce(sum(CASE WHEN NOT folded AND in_flight THEN row_count ELSE 0 END), 0) AS BIGINT) AS "inFlight"
     FROM {plan_batch} WHERE plan = $plan`,
    { plan: plan?.number ?? -1 },
  );
}

const among = ({ dialect }: StateSession) =>
  `number IN (SELECT n.number FROM ${dialect.records("$numbers", { number: "INTEGER" })} AS n)`;

const numbersOf = (numbers: readonly number[]) => JSON.stringify(numbers.map((number) => ({ number })));
