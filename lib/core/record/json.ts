import { sql } from "kysely";
import type { Dialect, Fragment } from "@/lib/core/ports/warehouse";
import type { ValueKind } from "./kind";
import type { FieldRow } from "./types";

export type Member = { field: string; kind: ValueKind; text: Fragment; nulls: FieldRow["nulls"] };

/**
 * One row's fields as JSON, by name: {"city":"Ulm","orders":3}. An unknown value is null where it empties the field, and not
 * there where it leaves it.
 */
export function fieldsJson(members: readonly Member[], dialect: Dialect): Fragment {
  if (members.length === 0) return sql`'{}'`;
  const ordered = [...members].sort((a, b) => (a.field < b.field ? -1 : 1));
  const parts = ordered.map(({ field, kind, text, nulls }) => {
    const name = sql.lit(`,${JSON.stringify(field)}:`);
    const known = sql`${name} || ${jsonOf(kind, text, dialect)}`;
    return sql`COALESCE(${known}, ${nulls === "clear" ? sql`${name} || 'null'` : sql`''`})`;
  });
  const all = sql`(${sql.join(parts, sql` || `)})`;
  return sql`('{' || ${dialect.replaceAll(all, "^,", "")} || '}')`;
}

/**
 * A number that JavaScript would round is written as text, exact. Very small and very large ones are printed with an exponent, which
 * JSON has too; they come from doubles, which JavaScript's numbers are.
 */
const EXACT =
  "^-?(0|[1-9][0-9]{0,8})([.][0-9]{1,6})?$|^-?[1-9][0-9]{9,14}$|^-?[0-9]([.][0-9]+)?e[+-]?[0-9]{1,3}$";
const ROUNDED = "^-?[0-9]*[.]?[0-9]+$";

function jsonOf(kind: ValueKind, text: Fragment, dialect: Dialect): Fragment {
  if (kind === "boolean") return text;
  if (kind === "number") {
    const quoted = sql`WHEN ${dialect.matches(text, ROUNDED)} THEN '"' || ${text} || '"'`;
    return sql`CASE WHEN ${dialect.matches(text, EXACT)} THEN ${text} ${quoted} END`;
  }
  if (kind === "date" || kind === "datetime") return sql`'"' || ${text} || '"'`;
  return sql`'"' || ${escaped(text, dialect)} || '"'`;
}

/** Most texts need nothing, so one look decides. */
function escaped(text: Fragment, dialect: Dialect): Fragment {
  const steps: [pattern: string, replacement: string][] = [
    ['(["\\\\])', "\\\\\\1"],
    ["\\n", "\\\\n"],
    ["\\r", "\\\\r"],
    ["\\t", "\\\\t"],
    ["[\\x00-\\x1f]", ""],
  ];
  const all = steps.reduce((value, [pattern, by]) => dialect.replaceAll(value, pattern, by), text);
  return sql`CASE WHEN ${dialect.matches(text, '["\\\\\\x00-\\x1f]')} THEN ${all} ELSE ${text} END`;
}
