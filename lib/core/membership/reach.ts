import { sql } from "kysely";
import { toSqlQuery } from "@/lib/core/compile/member-query";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import { HELD_BACK, type HeldBack, type Waterfall } from "./types";
import { type WantedInput, wantedRows } from "./wanted";

/** The wanted state as counts: `reason` (NULL: they may go) and `people`. Nobody's key or identifier is read out. */
export function compileReach(input: WantedInput): SqlQuery {
  const { rows } = wantedRows(input);
  const reason = sql.id("reason");
  return toSqlQuery(
    sql`SELECT ${reason}, COUNT(*) AS ${sql.id("people")}\nFROM (${rows}) AS ${sql.id("wanted")}\nGROUP BY ${reason}`,
    input.dialect,
  );
}

/** What `compileReach` answered, as the waterfall of a run has it before there are identifiers. */
export function readReach(
  rows: readonly Readonly<Record<string, unknown>>[],
): Omit<Waterfall, "asOf" | "identifiers"> {
  const people = (reason: HeldBack | null) =>
    Number(rows.find((row) => (row.reason ?? null) === reason)?.people ?? 0);
  const heldBack = Object.fromEntries(HELD_BACK.map((reason) => [reason, people(reason)])) as Record<
    HeldBack,
    number
  >;
  const eligible = people(null);
  return { members: Object.values(heldBack).reduce((sum, one) => sum + one, eligible), heldBack, eligible };
}
