import { sql } from "kysely";
import type { Selection } from "@/lib/core/compile/member-query";
import { memberQuery, toSqlQuery } from "@/lib/core/compile/member-query";
import { decideRecord, writtenFields } from "@/lib/core/policy/decide-record";
import type { Fragment, SqlQuery } from "@/lib/core/ports/warehouse";
import { fieldsJson, type Member } from "@/lib/core/record/json";
import { valueKind } from "@/lib/core/record/kind";
import { type MappedRow, mappedRows, type RecordTerms, tagsOf } from "@/lib/core/record/types";
import { castValue, type Making, makeValue } from "@/lib/core/record/value";
import type { Segment } from "@/lib/core/segment/types";
import {
  judgedMembers,
  KEY,
  PAYLOAD,
  REASON,
  type Wanted,
  type WantedInput,
  withoutTheUnreachable,
} from "./wanted";

export type WantedRecordsInput = Pick<WantedInput, "catalog" | "segment" | "inForce" | "dialect" | "asOf"> & {
  terms: RecordTerms;
  /** The destination's. */
  label: string;
};

/**
 * The wanted state of a record sync: one row a member, with `key`, `reason`, what its record is found by (a column named
 * after the key's field) and `payload`, the fields as JSON. Someone kept back is only counted, and a field the policy does
 * not let go is left out, as in a set.
 */
export function compileWantedRecords(input: WantedRecordsInput): Wanted & { query: SqlQuery } {
  const { rows, ...wanted } = wantedRecordRows(input);
  return { query: toSqlQuery(rows, input.dialect), ...wanted };
}

/** The same, to be put in parentheses and selected from. */
function wantedRecordRows(input: WantedRecordsInput): Wanted & { rows: Fragment } {
  const { catalog, segment, inForce, terms, dialect, asOf } = input;
  const { entity, where } = segment;
  const allowed = writtenFields({ inForce, terms, catalog, entity });
  const rows = mappedRows(terms.mapping).filter(({ field }) => allowed.has(field));
  const key = rows.find(({ role }) => role === "key");
  const fields = rows.filter(({ role }) => role !== "key");
  const making = (column: Making["column"]): Making => ({ catalog, entity, dialect, column });
  const judged = judgedMembers({ catalog, entity, policy: inForce.policy, dialect, asOf }, where, {
    ...(key && {
      [FOUND_BY]: { fragment: (column) => keyText(key, terms, making(column)) } satisfies Selection,
    }),
    [PAYLOAD_RAW]: {
      fragment: (column) =>
        fieldsJson(
          fields.map((row) => memberOf(row, terms, making(column))),
          dialect,
        ),
    },
  });
  const mayGo = (name: string) => sql`CASE WHEN ${REASON} IS NULL THEN ${sql.id(name)} END`;
  const kinds = key ? [key.field] : [];
  const columns = kinds.map((kind) => sql`${mayGo(FOUND_BY)} AS ${sql.id(kind)}`);
  const told = sql`SELECT ${sql.join([KEY, REASON, ...columns, sql`${mayGo(PAYLOAD_RAW)} AS ${PAYLOAD}`])} FROM (${judged}) AS ${sql.id("judged")}`;
  return { rows: withoutTheUnreachable(told, kinds, true), kinds, hasPayload: true };
}

/** A field of a sample; `personal`: it stands there masked, and nothing of it is read. */
export type SampledField = { field: string; personal: boolean };

/** The first of those who may go: the fields that hold nothing personal as text, by the names `c0`, `c1`, … in their order. */
export function compileRecordSample(
  input: WantedRecordsInput,
  size: number,
): { query: SqlQuery; fields: SampledField[] } {
  const { catalog, segment, inForce, terms, dialect, asOf, label } = input;
  const { entity, where } = segment;
  const decisions = decideRecord({ inForce, terms, catalog, entity, label }).filter(({ allowed }) => allowed);
  const fields = decisions.map(({ field, pii }) => ({ field, personal: pii !== null }));
  const rows = mappedRows(terms.mapping);
  const cells = fields.flatMap(({ field, personal }, at): [string, Selection][] => {
    const row = personal ? undefined : rows.find((one) => one.field === field);
    if (!row) return [];
    return [
      [`c${at}`, { fragment: (column) => memberOf(row, terms, { catalog, entity, dialect, column }).text }],
    ];
  });
  const judged = judgedMembers(
    { catalog, entity, policy: inForce.policy, dialect, asOf },
    where,
    Object.fromEntries(cells),
  );
  const names = [KEY, ...cells.map(([name]) => sql.id(name))];
  const query = sql`SELECT ${sql.join(names)} FROM (${judged}) AS ${sql.id("judged")} WHERE ${REASON} IS NULL ORDER BY ${KEY} LIMIT ${sql.lit(Math.trunc(size))}`;
  return { query: toSqlQuery(query, dialect), fields };
}

/**
 * Text column `key`: everyone in the audience, whatever the policy says of them. Who is one of them keeps their record though
 * they lost their consent: that means not to write, and never to delete.
 */
export function compileMembers({
  catalog,
  segment: { entity, where },
  dialect,
  asOf,
}: Pick<WantedRecordsInput, "catalog" | "dialect" | "asOf"> & { segment: Segment }): SqlQuery {
  const rows = memberQuery({ catalog, entity, dialect, asOf, where, select: { key: { key: true } } });
  return toSqlQuery(sql`SELECT ${KEY} FROM (${rows}) AS ${sql.id("members")}`, dialect);
}

const FOUND_BY = "found by";
const PAYLOAD_RAW = "fields";

/** Without blanks around it; addresses are one whatever their case. */
function keyText(row: MappedRow, terms: RecordTerms, making: Making): Fragment {
  const { dialect } = making;
  const { text } = makeValue(row.from, making);
  const trimmed = dialect.replaceAll(text, "^\\s+|\\s+$", "");
  const isAddress = tagsOf(terms.known[row.field]).includes("email");
  return known(isAddress ? dialect.lower(trimmed) : trimmed, making);
}

function memberOf({ field, from, nulls }: MappedRow, { known: fields }: RecordTerms, making: Making): Member {
  const { type } = fields[field]!;
  const value = makeValue(from, making);
  const fitting = type === "datetime" ? castValue(value, "datetime", making.dialect) : value;
  const kind = valueKind(type);
  const text = fitting.kind === "text" ? known(fitting.text, making) : fitting.text;
  return { field, kind, text, nulls };
}

/** A blank text says no more than none. */
function known(text: Fragment, { dialect }: Making): Fragment {
  return sql`CASE WHEN ${dialect.matches(text, "[^\\s]")} THEN ${text} END`;
}
