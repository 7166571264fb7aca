import { cutBatches, planRules, RETENTION } from "@/lib/core/membership/plan";
import type { PlanSummary } from "@/lib/core/membership/types";
import type { FrozenPlan, Lane, PlannedBatch, PlanRequest } from "@/lib/core/ports/state-store";
import { diff, groups } from "./diff";
import { scopeId, scopeOf } from "./schema";
import type { Session } from "./session";
import { summarise } from "./summary";

export async function measure(session: Session, request: PlanRequest): Promise<PlanSummary> {
  return session.rehearsal(async () => {
    const scope = await scopeId(session, request.scope);
    await diff(session, scope, request);
    return summarise(session, scope, request);
  });
}

export async function freeze(session: Session, run: string, request: PlanRequest): Promise<FrozenPlan> {
  return session.transaction(async () => {
    const scope = await scopeId(session, request.scope);
    await diff(session, scope, request);
    const summary = await summarise(session, scope, request);
    await keepPlan(session, { run, scope, request, summary });
    await followInLedger(session, scope, request);
    return (await frozenPlan(session))!;
  });
}

export async function frozenPlan(session: Session): Promise<FrozenPlan | null> {
  const plans = await session.rows<{
    run: string;
    lane: Lane;
    summary: string;
    scope: number | null;
    frozenAt: string | null;
  }>('SELECT run, lane, summary, scope, frozen_at AS "frozenAt" FROM plan');
  const plan = plans[0];
  if (!plan) return null;
  const batches = await session.rows<PlannedBatch>(
    `SELECT number, operation, kind AS identifier, row_count AS rows, folded FROM plan_batch ORDER BY number`,
  );
  return {
    run: plan.run,
    scope: await scopeOf(session, plan.scope),
    frozenAt: plan.frozenAt ?? new Date(0).toISOString(),
    lane: plan.lane,
    summary: JSON.parse(plan.summary) as PlanSummary,
    batches,
  };
}

type Planned = { run: string; scope: number; request: PlanRequest; summary: PlanSummary };

async function keepPlan(session: Session, { run, scope, request, summary }: Planned) {
  for (const table of ["plan", "plan_batch", "plan_row"]) await session.run(`DELETE FROM ${table}`);
  await session.run("INSERT INTO plan VALUES ($run, $lane, $summary, $scope, $now)", {
    run,
    scope,
    now: request.now,
    lane: request.lane,
    summary: JSON.stringify(summary),
  });
  const batches = cutBatches(await groups(session), request.batchRows);
  await session.run(
    `INSERT INTO plan_batch SELECT number, operation, identifier, rows, false, false FROM (
       SELECT unnest(from_json($batches,
         '[{"number":"INTEGER","operation":"VARCHAR","identifier":"VARCHAR","rows":"INTEGER"}]'), recursive := true))`,
    { batches: JSON.stringify(batches) },
  );
  for (const first of firstOfGroups(batches)) await numberRows(session, first, request.batchRows);
}

const firstOfGroups = (batches: readonly PlannedBatch[]) =>
  batches.filter(
    (batch, index) =>
      batch.operation !== batches[index - 1]?.operation ||
      batch.identifier !== batches[index - 1]?.identifier,
  );

async function numberRows(session: Session, first: PlannedBatch, size: number): Promise<void> {
  await session.run(
    `INSERT INTO plan_row
     SELECT CAST($first + (n - 1) // $size AS INTEGER), CAST((n - 1) % $size AS INTEGER), id, value, state, possible
     FROM (SELECT *, row_number() OVER (ORDER BY value) AS n FROM change
           WHERE operation = $operation AND kind = $kind)`,
    { first: first.number, size, operation: first.operation, kind: first.identifier },
  );
}

/** The ledger learns what is due and who holds it, so that a plan nobody delivers is not forgotten. */
async function followInLedger(session: Session, scope: number, request: PlanRequest): Promise<void> {
  const now = request.now;
  await session.run(
    `INSERT INTO ledger BY NAME SELECT id, CAST($scope AS INTEGER) AS scope, kind, value, 'due' AS state, false AS possible, CAST($now AS TIMESTAMP) AS changed_at, 0 AS refusals
     FROM change WHERE fresh`,
    { scope, now },
  );
  await session.run(
    `UPDATE ledger SET state = 'due', changed_at = CAST($now AS TIMESTAMP)
     WHERE id IN (SELECT id FROM change WHERE operation = 'add' AND NOT fresh UNION SELECT id FROM remains)`,
    { now },
  );
  const rules = planRules(request.lane, request.mode);
  if (rules.adds) await takeHolders(session, scope, request.mode === "mirror");
  if (rules.removals === "not_eligible") await releaseHolders(session, scope);
  await forget(session, scope, rules.adds, now);
}

/** A mirror's identifiers are held by exactly those who are wanted; in an add-only object others hold them too. */
async function takeHolders(session: Session, scope: number, exactly: boolean): Promise<void> {
  await session.run(
    `CREATE OR REPLACE TEMP TABLE holding AS
     SELECT l.id AS identifier, w.key FROM wanted w
     JOIN ledger l ON l.scope = $scope AND l.kind = w.kind AND l.value = w.value`,
    { scope },
  );
  await session.run(HOLDING_CHANGES);
  await session.run(
    `UPDATE holder SET former = (c.change = 'gone') FROM holding_change c
     WHERE holder.identifier = c.identifier AND holder.key = c.key AND c.change IN (${exactly ? "'gone', 'back'" : "'back'"})`,
  );
  await session.run(
    "INSERT INTO holder SELECT identifier, key, false FROM holding_change WHERE change = 'new'",
  );
  for (const table of ["holding", "holding_change"]) await session.run(`DROP TABLE ${table}`);
}

/** Only of identifiers that are wanted: what is being removed keeps its holders until it is gone. */
const HOLDING_CHANGES = `
CREATE OR REPLACE TEMP TABLE holding_change AS
SELECT coalesce(n.identifier, h.identifier) AS identifier, coalesce(n.key, h.key) AS key,
  CASE WHEN h.key IS NULL THEN 'new' WHEN n.key IS NULL THEN 'gone' ELSE 'back' END AS change
FROM holding n
FULL OUTER JOIN (SELECT * FROM holder WHERE identifier IN (SELECT identifier FROM holding)) h
  ON h.identifier = n.identifier AND h.key = n.key
WHERE h.key IS NULL OR (n.key IS NULL AND NOT h.former) OR (n.key IS NOT NULL AND h.former)`;

/** Someone who may no longer be sent holds nothing; what is being removed keeps its holders until it is gone. */
async function releaseHolders(session: Session, scope: number): Promise<void> {
  await session.run(
    `UPDATE holder SET former = true WHERE NOT former AND key NOT IN (SELECT key FROM eligible)
       AND identifier IN (SELECT id FROM ledger WHERE scope = $scope)
       AND identifier NOT IN (SELECT id FROM owed)`,
    { scope },
  );
}

/** What was never sent and is no longer wanted, and history past its time. */
async function forget(session: Session, scope: number, knowsWanted: boolean, now: string): Promise<void> {
  const unwanted = `state IN ('due', 'refused') AND (kind, value) NOT IN (SELECT (kind, value) FROM wanted)`;
  await session.run(
    `CREATE OR REPLACE TEMP TABLE forgotten AS SELECT id FROM ledger
     WHERE scope = $scope AND NOT possible AND (
       (state = 'removed' AND changed_at < CAST($now AS TIMESTAMP) - to_days(CAST($days AS INTEGER)))
       ${knowsWanted ? `OR (${unwanted})` : ""})`,
    { scope, now, days: RETENTION.historyDays },
  );
  await session.run("DELETE FROM ledger WHERE id IN (SELECT id FROM forgotten)");
  await session.run("DELETE FROM holder WHERE identifier IN (SELECT id FROM forgotten)");
}
