import { cutBatches } from "@/lib/core/membership/plan";
import type { PlanSummary } from "@/lib/core/membership/types";
import type { FrozenPlan, Lane, PlannedBatch } from "@/lib/core/ports/state-store";
import type { Prepared } from "./planning";
import { scopeOf } from "./scope";
import type { StateSession } from "./session";

export type StoredPlan = {
  number: number;
  run: string;
  scope: number;
  lane: Lane;
  summary: string;
  /** ISO. */
  frozenAt: string;
};

const COLUMNS = `number, run, scope, lane, summary, CAST(frozen_at AS TEXT) AS "frozenAt"`;

/** The only one that can be delivered. */
export async function newestPlan(session: StateSession): Promise<StoredPlan | null> {
  const [plan] = await session.rows<StoredPlan>(`SELECT ${COLUMNS} FROM {plan} ORDER BY number DESC LIMIT 1`);
  return plan ?? null;
}

/** Timestamps are kept in UTC, and printed without saying so. */
export const isoOf = (printed: string) => new Date(`${printed.replace(" ", "T")}Z`).toISOString();

/** A run that planned several times is known by its last plan, unless one it had begun to send before is asked for, from 1. */
export async function findPlan(
  session: StateSession,
  run: string,
  earlier?: number,
): Promise<StoredPlan | null> {
  if (earlier !== undefined) return (await begunBefore(session, run))[earlier - 1] ?? null;
  const [plan] = await session.rows<StoredPlan>(
    `SELECT ${COLUMNS} FROM {plan} WHERE run = $run ORDER BY number DESC LIMIT 1`,
    { run },
  );
  return plan ?? null;
}

function begunBefore(session: StateSession, run: string): Promise<StoredPlan[]> {
  return session.rows<StoredPlan>(
    `SELECT ${COLUMNS} FROM {plan} WHERE run = $run AND number < (SELECT max(l.number) FROM {plan} AS l WHERE l.run = $run)
       AND number IN (SELECT b.plan FROM {plan_batch} AS b WHERE b.begun OR b.folded) ORDER BY number`,
    { run },
  );
}

export async function frozen(session: StateSession, plan: StoredPlan | null): Promise<FrozenPlan | null> {
  if (!plan) return null;
  const batches = await session.rows<PlannedBatch>(
    `SELECT number, operation, kind AS identifier, row_count AS rows, folded FROM {plan_batch}
     WHERE plan = $plan ORDER BY number`,
    { plan: plan.number },
  );
  return {
    run: plan.run,
    scope: await scopeOf(session, plan.scope),
    frozenAt: isoOf(plan.frozenAt),
    lane: plan.lane,
    summary: JSON.parse(plan.summary) as PlanSummary,
    batches,
  };
}

/** Writes down what `diff` left behind, under a number of its own. */
export async function keepPlan(
  session: StateSession,
  run: string,
  { scope, request, groups, isWhole }: Prepared,
  summary: PlanSummary,
): Promise<void> {
  const plan = ((await newestPlan(session))?.number ?? 0) + 1;
  await session.run(
    `INSERT INTO {plan} (number, run, scope, lane, summary, frozen_at)
     VALUES (CAST($plan AS INTEGER), CAST($run AS TEXT), CAST($scope AS INTEGER), CAST($lane AS TEXT), CAST($summary AS TEXT),
       CAST($now AS TIMESTAMP))`,
    { plan, run, scope, lane: request.lane, summary: JSON.stringify(summary), now: request.now },
  );
  const batches = cutBatches(groups, request.batchRows);
  const columns = { number: "INTEGER", operation: "TEXT", identifier: "TEXT", rows: "INTEGER" };
  await session.run(
    `INSERT INTO {plan_batch} (plan, number, operation, kind, row_count, in_flight, begun, folded, refused)
     SELECT CAST($plan AS INTEGER), b.number, b.operation, b.identifier, b.rows, false, false, false, 0
     FROM ${session.dialect.records("$batches", columns)} AS b`,
    { plan, batches: JSON.stringify(batches) },
  );
  const isMixed = new Set(batches.map(({ identifier }) => identifier)).size > 1;
  for (const first of firstOfGroups(batches)) {
    const from = isWhole ? WHOLE : first.operation === "remove" ? LEAVING : request.undo ? COMING : ARRIVING;
    await numberRows(session, { plan, scope, first, from, size: request.batchRows, isMixed });
  }
  if (batches.length > 0) await session.measureTable("{plan_row}");
}

const firstOfGroups = (batches: readonly PlannedBatch[]) =>
  batches.filter(
    (batch, index) =>
      batch.operation !== batches[index - 1]?.operation ||
      batch.identifier !== batches[index - 1]?.identifier,
  );

type Group = {
  plan: number;
  scope: number;
  first: PlannedBatch;
  from: string;
  size: number;
  isMixed: boolean;
};

/** Where the text of a group is. Where everything wanted is new, nothing has to be looked up. */
const WHOLE =
  "SELECT id, kind, value, payload, true AS fresh, false AS again, 'add' AS operation FROM wanted WHERE lead";
const ARRIVING = `
SELECT c.id, c.kind, w.value, w.payload, c.fresh, c.again, c.operation FROM change AS c JOIN wanted AS w ON w.id = c.id WHERE w.lead`;
const LEAVING = `
SELECT c.id, c.kind, l.value, NULL AS payload, c.fresh, c.again, c.operation
FROM change AS c JOIN {ledger} AS l ON l.id = c.id WHERE l.scope = $scope`;
const COMING = `
SELECT c.id, c.kind, l.value, r.payload, c.fresh, c.again, c.operation
FROM change AS c JOIN {ledger} AS l ON l.id = c.id JOIN coming AS r ON r.id = c.id WHERE l.scope = $scope`;

/**
 * Where several kinds are sent they are put in the order of their fingerprints: left as the warehouse gave them, the
 * places of two batches would tell which number belongs to which address. One kind alone needs no order.
 */
async function numberRows(
  session: StateSession,
  { plan, scope, first, from, size, isMixed }: Group,
): Promise<void> {
  await session.run(
    `INSERT INTO {plan_row} (plan, batch, position, id, value, payload, fresh, again)
     SELECT CAST($plan AS INTEGER), CAST($first + (n - 1 - (n - 1) % ${size}) / ${size} AS INTEGER), CAST((n - 1) % ${size} AS INTEGER),
       id, value, CAST(payload AS TEXT), fresh, again
     FROM (SELECT *, row_number() OVER (${isMixed ? "ORDER BY id" : ""}) AS n FROM (${from}) AS known
           WHERE operation = $operation AND kind = $kind) AS numbered`,
    {
      ...(from.includes("$scope") ? { scope } : {}),
      plan,
      first: first.number,
      operation: first.operation,
      kind: first.identifier,
    },
  );
}
