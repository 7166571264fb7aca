import { CoterieError } from "@/lib/core/errors";
import type { Planning } from "./planning";
import type { Parameters, StateSession } from "./session";

/**
 * Fills `change` with the inverse of the kept plans of a run, as far as the ledger still stands where they left it: what
 * it brought goes, and what it took away comes back where someone who held it then may be sent. A run that was stopped on
 * its way has several, and of each only what was sent.
 */
export async function planUndo(session: StateSession, { scope, request, salt }: Planning): Promise<void> {
  const run = request.undo ?? "";
  const kept = await session.rows("SELECT number FROM {plan} WHERE run = $run AND scope = $scope", {
    run,
    scope,
  });
  if (kept.length === 0) throw notKept();
  await session.empty("coming");
  await session.refill("change", INVERSE, { scope, run });
  await sendAgain(session, RETURNING, "false", { scope, salt, run });
}

/** What is left of people who lose an identifier by the undo. */
export async function resendUndone(session: StateSession, { scope, salt }: Planning): Promise<void> {
  await sendAgain(session, "SELECT id FROM remains", "true", { scope, salt });
}

const SENT = `
FROM {plan} AS p JOIN {plan_batch} AS b ON b.plan = p.number
JOIN {plan_row} AS r ON r.plan = b.plan AND r.batch = b.number
JOIN {ledger} AS l ON l.scope = p.scope AND l.id = r.id
WHERE p.run = $run AND p.scope = $scope AND (b.begun OR b.folded)`;

const INVERSE = `
SELECT DISTINCT l.id, l.kind, 'remove', false, false, false, false ${SENT}
  AND b.operation = 'add' AND NOT r.again AND l.possible`;

const RETURNING = `SELECT DISTINCT l.id ${SENT} AND b.operation = 'remove' AND l.state = 'removed'`;

/**
 * Brings back those of some identifiers that someone who may be sent holds, with what last went beside them. Of that the ledger has
 * a fingerprint only: where no kept plan has the text itself, the identifier is not sent, since what belongs beside it
 * may be a refusal of consent.
 */
async function sendAgain(
  session: StateSession,
  ids: string,
  resend: "true" | "false",
  parameters: Parameters,
): Promise<void> {
  const print = session.dialect.fingerprint("CAST($salt AS TEXT) || ' ' || s.payload");
  await session.run(
    `INSERT INTO coming
SELECT l.id, l.kind, p.payload, ${resend}
FROM {ledger} AS l
JOIN (${ids}) AS again ON again.id = l.id
JOIN (SELECT DISTINCT h.id FROM {holder} AS h JOIN eligible AS e ON e.key = h.key
      WHERE h.scope = $scope AND NOT h.former) AS kept ON kept.id = l.id
LEFT JOIN (SELECT DISTINCT s.id, s.payload, ${print} AS payload_print FROM {plan_row} AS s WHERE s.payload IS NOT NULL) AS p
  ON p.id = l.id AND p.payload_print = l.payload
WHERE l.scope = $scope AND (l.payload IS NULL OR p.id IS NOT NULL)`,
    parameters,
  );
  await session.run(
    `INSERT INTO change
     SELECT id, kind, 'add', false, resend, resend, NOT resend FROM coming WHERE resend = ${resend}`,
  );
}

function notKept(): CoterieError {
  return new CoterieError({
    code: "PLAN_NOT_KEPT",
    message: "The plan of that run is not kept any more, so it cannot be undone.",
    fix: "Run the sync again instead: it brings the platform to what is wanted now.",
    remedy: "fix_input",
  });
}
