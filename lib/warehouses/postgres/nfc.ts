import { sql } from "kysely";
import { UNKNOWN_TO_WAREHOUSES } from "@/lib/core/identity/steps/compose";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { letting } from "./letting";

/**
 * Newer versions of Postgres know that characters combine which others take for letters; those characters are taken for
 * letters everywhere, and what lies between them is normalised.
 */
export function nfc(expression: Fragment): Fragment {
  const parts = `[${UNKNOWN_TO_WAREHOUSES}]|[^${UNKNOWN_TO_WAREHOUSES}]+`;
  return letting("composed", expression, (text) => {
    const joined = sql`(SELECT string_agg(normalize(part[1], NFC), '' ORDER BY at) FROM regexp_matches(${text}, ${parts}, 'g') WITH ORDINALITY AS parts (part, at))`;
    return sql`CASE WHEN octet_length(${text}) = char_length(${text}) THEN ${text} WHEN ${text} ~ ${`[${UNKNOWN_TO_WAREHOUSES}]`} THEN ${joined} ELSE normalize(${text}, NFC) END`;
  });
}
