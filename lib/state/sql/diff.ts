import { planRules, REFRESH_WINDOW } from "@/lib/core/membership/plan";
import type { PlanRequest } from "@/lib/core/ports/state-store";
import type { StateDialect } from "./dialect";
import type { Planning } from "./planning";
import type { StateSession } from "./session";
import { planUndo, resendUndone } from "./undo";

/**
 * Leaves temporary tables behind: `change`, one row for every identifier to send; `remains`, what is left of people
 * who lose an identifier; `owed`, what nobody who may be sent holds, where the lane removes by that.
 */
export async function diff(session: StateSession, planning: Planning): Promise<void> {
  const { request, scope } = planning;
  if (request.undo !== undefined) {
    await planUndo(session, planning);
  } else {
    const { removals, adds } = planRules(request.lane, request.mode);
    await session.empty("owed");
    if (removals === "not_eligible") await session.refill("owed", OWED, { scope });
    await session.refill("change", changes(planning, session.dialect), {
      scope,
      ...(adds ? sendParameters(request) : {}),
    });
    if (request.only) await keepOnly(session, request.only);
  }
  await addRemains(session, planning);
}

/** What the platform may have of people none of whom may be sent. */
const OWED = `
SELECT l.id FROM {ledger} AS l
WHERE l.scope = $scope AND l.possible AND NOT EXISTS (
  SELECT 1 FROM {holder} AS h JOIN eligible AS e ON e.key = h.key
  WHERE h.scope = $scope AND h.id = l.id AND NOT h.former)`;

/**
 * One full outer join. In flight counts as held for a removal and as not held for an add, so whatever became of a
 * lost answer, the next plan puts it right.
 */
function changes({ request, isShared }: Planning, dialect: StateDialect): string {
  const rules = planRules(request.lane, request.mode);
  const remove = { not_wanted: "l.possible", not_eligible: "o.id IS NOT NULL", never: "false" };
  return `
SELECT coalesce(w.id, l.id), coalesce(w.kind, l.kind), coalesce(w.value, l.value), w.payload,
  CASE WHEN w.id IS NULL THEN 'remove' WHEN ${HELD} AND ${CHANGED} THEN 'update' ELSE 'add' END,
  l.id IS NULL, coalesce(w.id IS NOT NULL AND ${HELD} AND NOT (${CHANGED}), false), false, coalesce(l.state = 'removed', false)
FROM (${wanted(rules.adds, isShared, dialect)}) AS w
FULL OUTER JOIN (SELECT * FROM {ledger} WHERE scope = $scope) AS l ON l.id = w.id
${rules.removals === "not_eligible" ? "LEFT JOIN owed AS o ON o.id = l.id" : ""}
WHERE CASE WHEN w.id IS NULL THEN ${remove[rules.removals]} ELSE ${sendWhen(request, dialect)} END`;
}

const HELD = "coalesce(l.state IN ('held', 'unverified'), false)";
const CHANGED = "l.payload IS DISTINCT FROM w.payload_print";

/** Of those who share an identifier, the smallest payload: what is denied goes before what is granted. */
function wanted(adds: boolean, isShared: boolean, { bytewise }: StateDialect): string {
  const all = "SELECT id, kind, value, payload, payload_print FROM wanted";
  if (!adds) return `${all} WHERE false`;
  if (!isShared) return all;
  return `SELECT id, kind, value, payload, payload_print FROM (
    SELECT *, row_number() OVER (PARTITION BY id ORDER BY ${bytewise("payload")} NULLS LAST) AS place FROM wanted) AS one
    WHERE place = 1`;
}

function sendWhen(request: PlanRequest, { share }: StateDialect): string {
  const { adds, updates } = planRules(request.lane, request.mode);
  if (!adds) return "false";
  const again = [
    CHANGED,
    request.resync && "true",
    request.refresh &&
      `l.sent_at <= CAST($now AS TIMESTAMP) - INTERVAL '1 second'
         * CAST($lifetime * (${REFRESH_WINDOW.from} + ${REFRESH_WINDOW.to - REFRESH_WINDOW.from} * ${share("l.id")}) AS INTEGER)`,
  ].filter(Boolean);
  return `l.id IS NULL OR l.state IN ('due', 'in_flight', 'removed')
    OR (l.state = 'refused' AND (l.retry_at <= CAST($now AS TIMESTAMP) OR ${CHANGED}))
    ${updates ? `OR (${HELD} AND (${again.join(" OR ")}))` : ""}`;
}

function sendParameters({ now, refresh }: PlanRequest): Record<string, string | number> {
  return refresh ? { now, lifetime: Math.round(refresh.lifetimeDays * 86_400) } : { now };
}

/** By fingerprint, so that a repeat takes the same ones. */
async function keepOnly(session: StateSession, { rows, keys }: NonNullable<PlanRequest["only"]>) {
  if (keys) {
    await session.run(
      `DELETE FROM change WHERE operation = 'add' AND id NOT IN (
         SELECT w.id FROM wanted AS w JOIN ${session.dialect.records("$keys", { key: "TEXT" })} AS k ON k.key = w.key)`,
      { keys: JSON.stringify(keys.map((key) => ({ key }))) },
    );
  }
  await session.run(
    `DELETE FROM change WHERE operation = 'add' AND id NOT IN (
       SELECT id FROM change WHERE operation = 'add' ORDER BY id LIMIT ${Math.max(0, Math.trunc(rows))})`,
  );
}

/**
 * Platforms match people, not strings: removing one identifier takes the person out, and with them every other
 * identifier of theirs that stays held, by them or by someone who shares it. Former holders count: the platform
 * does not forget what it once knew a person by.
 */
async function addRemains(session: StateSession, planning: Planning): Promise<void> {
  const { scope, request } = planning;
  await session.empty("remains");
  const { removes } = await session.one<{ removes: number }>(
    "SELECT count(*) AS removes FROM change WHERE operation = 'remove'",
  );
  if (removes === 0) return;
  await session.refill("remains", REMAINS, { scope });
  if (request.undo !== undefined) return resendUndone(session, planning);
  if (!planRules(request.lane, request.mode).adds) return;
  await session.run(
    `INSERT INTO change
     SELECT w.id, w.kind, w.value, w.payload, 'add', false, true, true, false
     FROM (${wanted(true, true, session.dialect)}) AS w JOIN remains AS r ON r.id = w.id`,
  );
}

const REMAINS = `
WITH parted AS (
  SELECT DISTINCT h.key FROM change AS c JOIN {holder} AS h ON h.scope = $scope AND h.id = c.id WHERE c.operation = 'remove'),
known AS (
  SELECT h.id FROM {holder} AS h JOIN parted AS p ON p.key = h.key WHERE h.scope = $scope
  UNION SELECT w.id FROM wanted AS w JOIN parted AS p ON p.key = w.key)
SELECT l.id FROM {ledger} AS l JOIN known AS k ON k.id = l.id LEFT JOIN change AS c ON c.id = l.id
WHERE l.scope = $scope AND l.state IN ('held', 'unverified') AND c.id IS NULL`;
