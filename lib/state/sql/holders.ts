import { planRules } from "@/lib/core/membership/plan";
import type { PlanRequest } from "@/lib/core/ports/state-store";
import { MOVED_ON, movesOn } from "./moved-on";
import type { Planning } from "./planning";
import type { StateSession } from "./session";

/**
 * Leaves in `holding` how who holds what differs from what the ledger knows. A mirror's identifiers are held by exactly
 * those who are wanted; in an object that is only added to, others hold them too. What is not in this step of a first
 * run gets no holders yet.
 */
export async function compareHolders(session: StateSession, planning: Planning): Promise<void> {
  const { scope, request } = planning;
  await session.empty("holding");
  if (!(await hasHolders(session, scope))) return;
  const { lane, mode } = request;
  const staysUnwanted = planRules(lane, mode).removals === "not_eligible";
  if (staysUnwanted) await session.run(NOT_THEIRS, { scope });
  if (!request.only && (await holdTheSame(session, scope))) return;
  const gone = movesOn(lane, mode) ? GONE_ON : staysUnwanted ? "" : GONE;
  await session.refill("holding", `${CHANGES(wantedPairs(request))} ${gone}`, { scope });
}

/**
 * Whether nothing is sent nor removed and the same people hold the same. Told by sums of hashes, which take a fraction of
 * a join; that they are the same by chance is once in 2^64.
 */
async function holdTheSame(session: StateSession, scope: number): Promise<boolean> {
  const { changes } = await session.one<{ changes: boolean }>(
    "SELECT EXISTS (SELECT 1 FROM change) AS changes",
  );
  if (changes) return false;
  const print = `count(*) AS rows, coalesce(sum(${session.dialect.hash("id", "key")}), 0) AS print`;
  const { same } = await session.one<{ same: boolean }>(
    `SELECT w.rows = h.rows AND w.print = h.print AS same
     FROM (SELECT ${print} FROM wanted) AS w,
       (SELECT ${print} FROM {holder} WHERE scope = $scope AND NOT former) AS h`,
    { scope },
  );
  return same;
}

/** Who held something when it was removed does not hold it now that it comes back for another; a mirror finds that by itself. */
const NOT_THEIRS = `
UPDATE {holder} AS h SET former = true FROM change AS c
WHERE h.scope = $scope AND h.id = c.id AND c.was_removed AND NOT h.former`;

export async function takeHolders(session: StateSession, { scope, request }: Planning): Promise<void> {
  if (!(await hasHolders(session, scope))) {
    await session.run(
      `INSERT INTO {holder} (scope, id, key, former)
       SELECT CAST($scope AS INTEGER), id, key, false FROM (${wantedPairs(request)}) AS w`,
      { scope },
    );
    return;
  }
  await session.run(
    `UPDATE {holder} AS h SET former = (c.change = 'gone') FROM holding AS c
     WHERE h.scope = $scope AND h.id = c.id AND h.key = c.key AND c.change IN ('gone', 'back')`,
    { scope },
  );
  await session.run(
    `INSERT INTO {holder} (scope, id, key, former)
     SELECT CAST($scope AS INTEGER), id, key, false FROM holding WHERE change = 'new'`,
    { scope },
  );
}

async function hasHolders(session: StateSession, scope: number): Promise<boolean> {
  const { known } = await session.one<{ known: boolean }>(
    "SELECT EXISTS (SELECT 1 FROM {holder} WHERE scope = $scope) AS known",
    { scope },
  );
  return known;
}

function wantedPairs({ only }: PlanRequest): string {
  if (!only) return "SELECT id, key FROM wanted";
  return `SELECT w.id, w.key FROM wanted AS w
    JOIN (SELECT id FROM change UNION SELECT id FROM {ledger} WHERE scope = $scope) AS s ON s.id = w.id`;
}

/** One full outer join of who holds what with who held it. */
const CHANGES = (wanted: string) => `
WITH pair AS (
  SELECT coalesce(w.id, h.id) AS id, coalesce(w.key, h.key) AS key,
    CASE WHEN h.key IS NULL THEN 'new' WHEN w.key IS NULL THEN 'gone' ELSE 'back' END AS change
  FROM (${wanted}) AS w
  FULL OUTER JOIN (SELECT id, key, former FROM {holder} WHERE scope = $scope) AS h ON h.id = w.id AND h.key = w.key
  WHERE h.key IS NULL OR (w.key IS NULL AND NOT h.former) OR (w.key IS NOT NULL AND h.former))
SELECT id, key, change FROM pair WHERE change <> 'gone'`;

/** Only of identifiers that are wanted: what is being removed keeps its holders until it is gone. */
const GONE = `
UNION ALL
SELECT p.id, p.key, p.change FROM pair AS p WHERE p.change = 'gone' AND EXISTS (SELECT 1 FROM wanted AS w WHERE w.id = p.id)`;

/** Of a mirror of records: of those who are wanted by something else now. */
const GONE_ON = `
UNION ALL
SELECT p.id, p.key, p.change FROM pair AS p
WHERE p.change = 'gone' AND ${MOVED_ON("p")} AND NOT EXISTS (SELECT 1 FROM owed AS o WHERE o.id = p.id)`;

/** Someone who may no longer be sent holds nothing; what is being removed keeps its holders until it is gone. */
export async function releaseHolders(session: StateSession, scope: number): Promise<void> {
  await session.run(
    `UPDATE {holder} AS h SET former = true
     WHERE h.scope = $scope AND NOT h.former
       AND NOT EXISTS (SELECT 1 FROM eligible AS e WHERE e.key = h.key)
       AND NOT EXISTS (SELECT 1 FROM owed AS o WHERE o.id = h.id)
       AND EXISTS (SELECT 1 FROM {ledger} AS l WHERE l.scope = $scope AND l.id = h.id AND l.state <> 'removed')`,
    { scope },
  );
}
