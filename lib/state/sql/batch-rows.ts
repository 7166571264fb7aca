import type { PlannedRow } from "@/lib/core/ports/state-store";
import type { StoredPlan } from "./plans";
import type { StateSession } from "./session";

/** Control characters that stand between fields and between rows; hardly any value has one. */
const FIELD = "\u001e";
const ROW = "\u001f";

type Text = { text: string | null; rows: number };

/**
 * One text for the whole batch, which a driver reads several times faster than rows. Rows come as they lie, each with
 * its place: sorting them would cost more than everything else.
 */
export async function batchRows(
  session: StateSession,
  plan: StoredPlan | null,
  batch: number,
): Promise<PlannedRow[]> {
  if (!plan) return [];
  const parameters = { plan: plan.number, batch };
  const found = await session.one<Text>(AS_TEXT, parameters);
  return placed(found) ?? (await rowsOneByOne(session, parameters));
}

const AS_TEXT = `
SELECT string_agg(concat(position, chr(30), value, chr(30), payload), chr(31)) AS text, count(*) AS rows
FROM {plan_row} WHERE plan = $plan AND batch = $batch`;

/** Null where a value has one of the signs that stand between. A payload is canonical JSON, so it is neither empty nor has any. */
function placed({ text, rows: count }: Text): PlannedRow[] | null {
  if (text === null) return [];
  const pieces = text.split(ROW);
  if (pieces.length !== count) return null;
  const rows = new Array<PlannedRow>(count);
  for (const piece of pieces) {
    const first = piece.indexOf(FIELD);
    const second = piece.indexOf(FIELD, first + 1);
    if (piece.includes(FIELD, second + 1)) return null;
    rows[Number(piece.slice(0, first))] = {
      value: piece.slice(first + 1, second),
      payload: second + 1 === piece.length ? null : piece.slice(second + 1),
    };
  }
  return rows;
}

function rowsOneByOne(
  session: StateSession,
  parameters: { plan: number; batch: number },
): Promise<PlannedRow[]> {
  return session.rows<PlannedRow>(
    "SELECT value, payload FROM {plan_row} WHERE plan = $plan AND batch = $batch ORDER BY position",
    parameters,
  );
}
