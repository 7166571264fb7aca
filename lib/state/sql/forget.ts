import type { Planning } from "./planning";
import type { StateSession } from "./session";

/** What was never sent and is no longer wanted, and history past its time. */
export async function forget(
  session: StateSession,
  { scope, request, retention }: Planning,
  knowsWanted: boolean,
): Promise<void> {
  const unwanted = `OR (l.state IN ('due', 'refused') AND NOT EXISTS (SELECT 1 FROM wanted AS w WHERE w.id = l.id))`;
  await session.refill(
    "forgotten",
    `SELECT l.id FROM {ledger} AS l
     WHERE l.scope = $scope AND NOT l.possible AND l.state IN ('removed', 'due', 'refused') AND (
       (l.state = 'removed' AND l.changed_at < CAST($now AS TIMESTAMP) - INTERVAL '1 day' * CAST($days AS INTEGER)
         AND NOT EXISTS (SELECT 1 FROM change AS c WHERE c.id = l.id))
       ${knowsWanted ? unwanted : ""})`,
    { scope, now: request.now, days: retention.historyDays },
  );
  const { rows } = await session.one<{ rows: number }>("SELECT count(*) AS rows FROM forgotten");
  if (rows === 0) return;
  for (const table of ["ledger", "holder"]) {
    await session.run(`DELETE FROM {${table}} WHERE scope = $scope AND id IN (SELECT id FROM forgotten)`, {
      scope,
    });
  }
}

/** Past plans whose time is over, with their rows; the newest stays. */
export async function forgetPlans(
  session: StateSession,
  { now, days }: { now: string; days: number },
): Promise<void> {
  const over = await session.rows<{ number: number }>(
    `SELECT number FROM {plan} WHERE number < (SELECT max(number) FROM {plan})
       AND frozen_at < CAST($now AS TIMESTAMP) - INTERVAL '1 day' * CAST($days AS INTEGER)`,
    { now, days },
  );
  for (const { number } of over) {
    for (const table of ["plan_row", "plan_batch"]) {
      await session.run(`DELETE FROM {${table}} WHERE plan = $number`, { number });
    }
    await session.run("DELETE FROM {plan} WHERE number = $number", { number });
  }
}
