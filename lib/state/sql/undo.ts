import { CoterieError } from "@/lib/core/errors";
import type { Planning } from "./planning";
import { findPlan } from "./plans";
import type { StateSession } from "./session";

/**
 * Fills `change` with the inverse of a kept plan, as far as the ledger still stands where that plan left it: what it
 * brought goes, and what it took away comes back where someone who held it then may be sent.
 */
export async function planUndo(session: StateSession, { scope, request, salt }: Planning): Promise<void> {
  const past = await findPlan(session, request.undo ?? "");
  if (past?.scope !== scope) throw notKept();
  await session.empty("owed");
  await session.refill("change", INVERSE, { scope, plan: past.number });
  await session.run(`INSERT INTO change ${sentAgain(session, RETURNING, "false")}`, {
    scope,
    salt,
    plan: past.number,
  });
}

/** What is left of people who lose an identifier by the undo. */
export async function resendUndone(session: StateSession, { scope, salt }: Planning): Promise<void> {
  await session.run(`INSERT INTO change ${sentAgain(session, "SELECT id FROM remains", "true")}`, {
    scope,
    salt,
  });
}

const INVERSE = `
SELECT l.id, l.kind, l.value, NULL, 'remove', false, false, false, false
FROM {plan_row} AS r JOIN {plan_batch} AS b ON b.plan = r.plan AND b.number = r.batch
JOIN {ledger} AS l ON l.scope = $scope AND l.id = r.id
WHERE r.plan = $plan AND b.operation = 'add' AND NOT r.again AND l.possible`;

const RETURNING = `
SELECT l.id FROM {plan_row} AS r JOIN {plan_batch} AS b ON b.plan = r.plan AND b.number = r.batch
JOIN {ledger} AS l ON l.scope = $scope AND l.id = r.id
WHERE r.plan = $plan AND b.operation = 'remove' AND l.state = 'removed'`;

/**
 * Those of some identifiers that someone who may be sent holds, with what last went beside them. Of that the ledger has
 * a fingerprint only: where no kept plan has the text itself, the identifier is not sent, since what belongs beside it
 * may be a refusal of consent.
 */
function sentAgain({ dialect }: StateSession, ids: string, resend: string): string {
  const print = dialect.fingerprint("CAST($salt AS TEXT) || ' ' || s.payload");
  return `
SELECT l.id, l.kind, l.value, p.payload, 'add', false, ${resend}, ${resend}, NOT ${resend}
FROM {ledger} AS l
JOIN (${ids}) AS again ON again.id = l.id
JOIN (SELECT DISTINCT h.id FROM {holder} AS h JOIN eligible AS e ON e.key = h.key
      WHERE h.scope = $scope AND NOT h.former) AS kept ON kept.id = l.id
LEFT JOIN (SELECT DISTINCT s.id, s.payload, ${print} AS payload_print FROM {plan_row} AS s WHERE s.payload IS NOT NULL) AS p
  ON p.id = l.id AND p.payload_print = l.payload
WHERE l.scope = $scope AND (l.payload IS NULL OR p.id IS NOT NULL)`;
}

function notKept(): CoterieError {
  return new CoterieError({
    code: "PLAN_NOT_KEPT",
    message: "The plan of that run is not kept any more, so it cannot be undone.",
    fix: "Run the sync again instead: it brings the platform to what is wanted now.",
    remedy: "fix_input",
  });
}
