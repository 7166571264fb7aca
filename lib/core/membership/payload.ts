import { sql } from "kysely";
import type { Dialect, Fragment } from "@/lib/core/ports/warehouse";

/** What can stand between quotes in JSON as it is; attributes are codes, and one that is not counts as unknown. */
const PLAIN = '^[^"\\\\[:cntrl:]]*$';

/**
 * Canonical JSON of a member's attributes, by name: {"AD_PERSONALIZATION":"GRANTED"}. Unknown ones are empty texts, so that
 * among people who share an identifier the one of whom less is known comes first.
 */
export function payloadSql(
  attributes: readonly string[],
  cell: (attribute: string) => Fragment,
  dialect: Pick<Dialect, "matches">,
): Fragment {
  const members = [...attributes].sort().map((id, at) => {
    const value = cell(id);
    const known = sql`CASE WHEN ${dialect.matches(value, PLAIN)} THEN ${value} ELSE '' END`;
    return sql`${sql.lit(`${at === 0 ? "{" : ","}"${id}":"`)} || ${known} || '"'`;
  });
  return sql`${sql.join(members, sql` || `)} || '}'`;
}
