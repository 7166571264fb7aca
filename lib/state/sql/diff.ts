import { planRules, REFRESH_WINDOW } from "@/lib/core/membership/plan";
import type { PlanRequest } from "@/lib/core/ports/state-store";
import type { StateDialect } from "./dialect";
import { MOVED_ON, movesOn } from "./moved-on";
import type { Planning } from "./planning";
import type { StateSession } from "./session";
import { planUndo, resendUndone } from "./undo";

/**
 * Leaves temporary tables behind: `change`, one row for every identifier to send; `remains`, what is left of people
 * who lose an identifier; `owed`, what nobody who may be sent holds, where the lane removes by that. Where the ledger
 * has nothing and everyone wanted is added, nothing is compared or written down: `isWhole`.
 */
export async function diff(session: StateSession, planning: Planning): Promise<{ isWhole: boolean }> {
  const { request, scope } = planning;
  const { adds, removals } = planRules(request.lane, request.mode);
  await session.empty("change");
  await session.empty("owed");
  await session.empty("remains");
  if (request.undo !== undefined) {
    await planUndo(session, planning);
  } else {
    if (removals === "not_eligible") await session.refill("owed", owed(request), { scope });
    if (!(await isUnknown(session, scope))) await compare(session, planning);
    else if (adds && !request.only) return { isWhole: true };
    else if (adds) await session.refill("change", EVERYTHING);
    if (request.only) await keepOnly(session, request.only);
  }
  await addRemains(session, planning);
  return { isWhole: false };
}

/** The ledger has nothing of this object. */
async function isUnknown(session: StateSession, scope: number): Promise<boolean> {
  const { known } = await session.one<{ known: boolean }>(
    "SELECT EXISTS (SELECT 1 FROM {ledger} WHERE scope = $scope) AS known",
    { scope },
  );
  return !known;
}

const EVERYTHING = "SELECT id, kind, 'add', true, false, false, false FROM wanted WHERE lead";

/** Compared are fingerprints alone. */
async function compare(session: StateSession, { scope, request }: Planning): Promise<void> {
  const { adds, removals } = planRules(request.lane, request.mode);
  const waits = !request.insists && removals !== "never";
  const parameters = {
    ...{ scope, ...(adds ? sendParameters(request) : {}) },
    ...(waits && { now: request.now }),
  };
  await session.refill("differing", differing(request, session.dialect), parameters);
  await session.refill(
    "change",
    `SELECT w.id, w.kind, d.operation, d.fresh, d.again, false, d.was_removed
     FROM wanted AS w JOIN differing AS d ON d.id = w.id WHERE w.lead AND d.operation <> 'remove'
     UNION ALL
     SELECT l.id, l.kind, d.operation, false, false, false, false
     FROM {ledger} AS l JOIN differing AS d ON d.id = l.id WHERE l.scope = $scope AND d.operation = 'remove'`,
    { scope },
  );
}

/** What the platform may have of people none of whom may be sent, or, of a mirror, none of whom is known by it any more. */
const owed = ({ lane, mode }: PlanRequest) => `
SELECT l.id FROM {ledger} AS l
WHERE l.scope = $scope AND l.possible AND NOT EXISTS (
  SELECT 1 FROM {holder} AS h JOIN eligible AS e ON e.key = h.key
  WHERE h.scope = $scope AND h.id = l.id AND NOT h.former ${movesOn(lane, mode) ? `AND NOT (${MOVED_ON("h")})` : ""})`;

/**
 * One full outer join. In flight counts as held for a removal and as not held for an add, so whatever became of a
 * lost answer, the next plan puts it right.
 */
function differing(request: PlanRequest, dialect: StateDialect): string {
  const rules = planRules(request.lane, request.mode);
  // Refused more than once, a removal waits for hours.
  const tried = request.insists
    ? ""
    : "AND (l.state <> 'due' OR l.retry_at IS NULL OR l.retry_at <= CAST($now AS TIMESTAMP))";
  const remove = {
    not_wanted: `l.possible ${tried}`,
    not_eligible: `o.id IS NOT NULL ${tried}`,
    never: "false",
  };
  return `
SELECT coalesce(w.id, l.id), CASE WHEN w.id IS NULL THEN 'remove' WHEN ${HELD} AND ${CHANGED} THEN 'update' ELSE 'add' END,
  coalesce(w.id IS NOT NULL AND ${HELD} AND NOT (${CHANGED}), false), coalesce(l.state = 'removed', false), l.id IS NULL
FROM (SELECT id, payload_print FROM wanted WHERE ${rules.adds ? "lead" : "false"}) AS w
FULL OUTER JOIN (SELECT id, state, possible, payload, sent_at, retry_at FROM {ledger} WHERE scope = $scope) AS l ON l.id = w.id
${rules.removals === "not_eligible" ? "LEFT JOIN owed AS o ON o.id = l.id" : ""}
WHERE CASE WHEN w.id IS NULL THEN ${remove[rules.removals]} ELSE ${sendWhen(request, dialect)} END`;
}

const HELD = "coalesce(l.state IN ('held', 'unverified'), false)";
const CHANGED = "l.payload IS DISTINCT FROM w.payload_print";

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
  const { removes } = await session.one<{ removes: number }>(
    "SELECT count(*) AS removes FROM change WHERE operation = 'remove'",
  );
  if (removes === 0) return;
  await session.refill("remains", REMAINS, { scope });
  if (request.undo !== undefined) return resendUndone(session, planning);
  const { rows } = await session.one<{ rows: number }>("SELECT count(*) AS rows FROM remains");
  if (rows === 0 || !planRules(request.lane, request.mode).adds) return;
  await session.run(
    `INSERT INTO change
     SELECT w.id, w.kind, 'add', false, true, true, false
     FROM wanted AS w JOIN remains AS r ON r.id = w.id WHERE w.lead`,
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
