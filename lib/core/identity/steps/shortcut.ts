import { sql } from "kysely";
import type { NormaliserStep } from "../types";
import { runSql, runText } from "./run";

/**
 * In SQL the short steps first, and all of them only for the rows where those say nothing (a later argument of COALESCE
 * is computed for no other row). The value is named twice, so it must be a column.
 */
export function withShortcut(
  short: readonly NormaliserStep[],
  all: readonly NormaliserStep[],
): NormaliserStep {
  return {
    text: (value, context) => runText(all, value, context),
    sql: (value, context) => sql`coalesce(${runSql(short, value, context)}, ${runSql(all, value, context)})`,
  };
}
