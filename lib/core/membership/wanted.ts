import { sql } from "kysely";
import { type ResolvedColumn, resolveColumn, resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import type { Catalog, ColumnType, PiiTag } from "@/lib/core/catalog/types";
import { memberQuery, type Selection, toSqlQuery } from "@/lib/core/compile/member-query";
import { mappableFields } from "@/lib/core/destination/capability";
import { identifiersInTurn } from "@/lib/core/identity/in-turn";
import { identifierSql } from "@/lib/core/identity/normalise";
import {
  decideMapping,
  type PolicyInForce,
  type SentIdentifier,
  sentAttributes,
  sentIdentifiers,
} from "@/lib/core/policy/decide";
import type { Policy, Suppression } from "@/lib/core/policy/types";
import type { SetDefinition } from "@/lib/core/ports/destination";
import type { Dialect, Fragment, SqlQuery } from "@/lib/core/ports/warehouse";
import type { Condition, Segment } from "@/lib/core/segment/types";
import { payloadSql } from "./payload";
import type { Mapping } from "./types";

type Eligibility = { catalog: Catalog; entity: string; policy: Policy; dialect: Dialect; asOf: string };

export type WantedInput = {
  catalog: Catalog;
  segment: Segment;
  inForce: PolicyInForce;
  mapping: Mapping;
  definition: Pick<SetDefinition, "label" | "fields" | "identifiers"> &
    Partial<Pick<SetDefinition, "attributes">>;
  /** What stands for attributes that are not mapped. */
  unmapped?: Readonly<Record<string, string>>;
  dialect: Dialect;
  /** ISO instant, UTC. */
  asOf: string;
};

/**
 * The wanted state of a sync: one row a member of the segment, with the columns `key`, `reason` and one for each
 * identifier kind that is sent (ids in `kinds`).
 *
 * Someone kept back has a reason (`no_consent`, `suppressed`, `no_identifier`, the first that applies), no key and no
 * identifiers, so nothing about them leaves the warehouse but that they were counted. The values of everyone else are
 * normalised and hashed by the query itself; the cells of an identifier of several fields are joined by "|".
 */
export function compileWanted(input: WantedInput): Wanted & { query: SqlQuery } {
  const { rows, ...wanted } = wantedRows(input);
  return { query: toSqlQuery(rows, input.dialect), ...wanted };
}

/** The identifier kinds that are columns, and whether there is one more, `payload`: what travels beside them. */
export type Wanted = { kinds: string[]; hasPayload: boolean };

/** What stands for an attribute that is mapped and not known of someone; no platform takes it for a yes. */
const UNKNOWN_ATTRIBUTE = "UNKNOWN";

/** The same, to be put in parentheses and selected from. */
export function wantedRows(input: WantedInput): Wanted & { rows: Fragment } {
  const { catalog, segment, mapping, definition, dialect, unmapped = {} } = input;
  const entity = segment.entity;
  const decisions = decideMapping({ inForce: input.inForce, mapping, definition, catalog, entity });
  const sent = sentIdentifiers(decisions, definition);
  const attributes = sentAttributes(decisions, definition);
  const known = (definition.attributes ?? []).map(({ id }) => id);
  const said = known.filter((id) => id in mapping.fields || id in unmapped);
  const fields = [...new Set([...sent.flatMap((one) => [...one.filled]), ...attributes])];
  const judged = judgedMembers(
    { catalog, entity, policy: input.inForce.policy, dialect, asOf: input.asOf },
    segment.where,
    { ...rawFields(input, fields), ...countryField(input) },
  );
  const { rows, cell } = cellsOf(judged, fields, input);
  const columns = sent.map((one) => sql`${identifierOf(one, cell)} AS ${sql.id(one.kind.id)}`);
  // What is mapped and not known, or not let go by the policy, is said to be unknown: left out, it would pass for never asked.
  const unknown = dialect.literal(UNKNOWN_ATTRIBUTE, TEXT);
  const told = (id: string) => {
    if (attributes.includes(id)) return sql`COALESCE(${cell(id)}, ${unknown})`;
    return id in mapping.fields ? unknown : dialect.literal(unmapped[id]!, TEXT);
  };
  const beside = payloadColumn(said, told, dialect);
  const identified = sql`SELECT ${sql.join([KEY, REASON, ...columns, ...beside])} FROM (${rows}) AS ${sql.id("judged")}`;
  const kinds = sent.map((one) => one.kind.id);
  const hasPayload = said.length > 0;
  return { rows: withoutTheUnreachable(identified, kinds, hasPayload), kinds, hasPayload };
}

/** Text column `key`: everyone of the entity the policy lets go, in the audience or not. */
export function compileEligible(input: Eligibility): SqlQuery {
  const judged = judgedMembers(input, undefined, {});
  const query = sql`SELECT ${KEY} FROM (${judged}) AS ${sql.id("judged")} WHERE ${REASON} IS NULL`;
  return toSqlQuery(query, input.dialect);
}

/** Every name is quoted: warehouses read bare ones in capitals or as words of their own. */
export const KEY = sql`${sql.id("key")}`;
export const REASON = sql`${sql.id("reason")}`;
export const PAYLOAD = sql`${sql.id("payload")}`;
const COUNTRY = "country of the number";
const rawName = (field: string) => `raw ${field}`;

/** Members with `key`, `reason` (NULL: may go) and whatever else is asked of them. */
export function judgedMembers(
  { catalog, entity, policy, dialect, asOf }: Eligibility,
  where: Condition | undefined,
  more: Record<string, Selection>,
): Fragment {
  const lists = policy.suppression[entity] ?? [];
  const members = memberQuery({
    catalog,
    entity,
    dialect,
    asOf,
    where,
    select: {
      key: { key: true },
      consented: consentOf(policy, entity),
      ...Object.fromEntries(
        lists.map((list, at) => [`listed ${at}`, listedValue(list, entity, catalog, dialect)]),
      ),
      ...more,
    },
  });
  const suppressed = lists.map((_list, at) => sql`${sql.id(`list${at}`, "value")} IS NOT NULL`);
  const joins = lists.map((list, at) => suppressionJoin(list, at, entity, catalog, dialect));
  const reason = sql`CASE WHEN NOT COALESCE(${sql.id("consented")}, FALSE) THEN 'no_consent' ${
    suppressed.length > 0 ? sql`WHEN ${sql.join(suppressed, sql` OR `)} THEN 'suppressed'` : sql``
  } END`;
  const kept = ["key", ...Object.keys(more)].map((name) => sql`${sql.id("members", name)}`);
  return sql`SELECT ${sql.join(kept)}, ${reason} AS ${REASON} FROM (${members}) AS ${sql.id("members")} ${sql.join(joins, sql` `)}`;
}

/** An entity the policy does not speak of has no consent. */
function consentOf(policy: Policy, entity: string): Selection {
  const rule = policy.consent[entity];
  if (rule === undefined) return { fragment: () => sql`FALSE` };
  return rule === "not_required" ? { fragment: () => sql`TRUE` } : { condition: rule };
}

function listedValue(list: Suppression, entity: string, catalog: Catalog, dialect: Dialect): Selection {
  const { member } = columnsOf(list, entity, catalog);
  const tags = tagsOf(list, entity, catalog);
  return { fragment: (column) => comparable(column(list.memberColumn), member, tags, dialect) };
}

function suppressionJoin(
  list: Suppression,
  at: number,
  entity: string,
  catalog: Catalog,
  dialect: Dialect,
): Fragment {
  const { listed } = columnsOf(list, entity, catalog);
  const source = dialect.source(resolved(resolveEntity(catalog, list.entity)));
  const tags = tagsOf(list, entity, catalog);
  const stored = dialect.column(sql`${sql.id("listed", listed.column.name)}`, listed.column.type);
  const value = comparable(stored, listed, tags, dialect);
  const alias = `list${at}`;
  const on = sql`${sql.id(alias, "value")} = ${sql.id("members", `listed ${at}`)}`;
  return sql`LEFT JOIN (SELECT DISTINCT ${value} AS ${sql.id("value")} FROM ${source} AS ${sql.id("listed")}) AS ${sql.id(alias)} ON ${on}`;
}

function columnsOf(list: Suppression, entity: string, catalog: Catalog) {
  return {
    member: resolved(resolveColumn(catalog, entity, list.memberColumn)),
    listed: resolved(resolveColumn(catalog, list.entity, list.column)),
  };
}

/** What either side is tagged: a list is often less well described than the people in it. */
function tagsOf(list: Suppression, entity: string, catalog: Catalog): ReadonlySet<PiiTag | null> {
  return new Set(Object.values(columnsOf(list, entity, catalog)).map(({ column }) => column.pii));
}

/**
 * People write an address in any case and with stray spaces, and a number with any signs; a request to be left alone must
 * still find them, so both sides are made alike.
 */
function comparable(
  value: Fragment,
  { column }: ResolvedColumn,
  tags: ReadonlySet<PiiTag | null>,
  dialect: Dialect,
): Fragment {
  const text = dialect.text(value, column.type);
  if (tags.has("email")) return dialect.lower(dialect.replaceAll(text, "\\s", ""));
  if (tags.has("phone")) return dialect.replaceAll(dialect.replaceAll(text, "[^0-9]", ""), "^0+", "");
  return text;
}

function rawFields(
  { catalog, segment, mapping, dialect }: WantedInput,
  fields: string[],
): Record<string, Selection> {
  return Object.fromEntries(
    fields.map((field) => {
      const path = mapping.fields[field]!.column;
      const { type } = resolved(resolveColumn(catalog, segment.entity, path)).column;
      return [rawName(field), { fragment: (column) => dialect.text(column(path), type) } satisfies Selection];
    }),
  );
}

const TEXT: ColumnType = { kind: "text" };

/** Nothing where no country is known of anybody. */
function countryField({ mapping, dialect }: WantedInput): Record<string, Selection> {
  const fallback = mapping.defaultCountry ? dialect.literal(mapping.defaultCountry, TEXT) : null;
  const { country } = mapping;
  if (!country) return fallback ? { [COUNTRY]: { fragment: () => fallback } } : {};
  const fragment = (column: (path: string) => Fragment) => {
    // A blank cell says no more than an empty one.
    const raw = column(country.column);
    const own = sql`CASE WHEN ${dialect.matches(raw, "[^\\s]")} THEN ${raw} END`;
    return fallback ? sql`COALESCE(${own}, ${fallback})` : own;
  };
  return { [COUNTRY]: { fragment } };
}

/** The rows to read the fields' cells from, and what each cell is there. */
function cellsOf(
  judged: Fragment,
  fields: readonly string[],
  input: WantedInput,
): { rows: Fragment; cell: (field: string) => Fragment } {
  const { definition, dialect } = input;
  const normaliserOf = (id: string) => mappableFields(definition).find((one) => one.id === id)!.normaliser;
  const country = COUNTRY in countryField(input) ? COUNTRY : null;
  const { inTurn } = dialect;
  if (inTurn) {
    const cells = fields.map((id) => ({
      into: id,
      normaliser: normaliserOf(id),
      value: rawName(id),
      country,
    }));
    // Nothing is made of the cells of who is kept back.
    const raw = fields.map(
      (id) => sql`CASE WHEN ${REASON} IS NULL THEN ${sql.id(rawName(id))} END AS ${sql.id(rawName(id))}`,
    );
    const columns = [KEY, REASON, ...(country ? [sql`${sql.id(country)}`] : []), ...raw];
    const allowed = sql`SELECT ${sql.join(columns)} FROM (${judged}) AS ${sql.id("members")}`;
    const rows = identifiersInTurn(allowed, {
      keep: ["key", "reason"],
      cells,
      dialect: { ...dialect, inTurn },
    });
    return { rows, cell: (id) => sql`${sql.id(id)}` };
  }
  const inputs = (id: string) => ({
    value: sql`${sql.id(rawName(id))}`,
    ...(country && { country: sql`${sql.id(country)}` }),
  });
  return { rows: judged, cell: (id) => identifierSql(normaliserOf(id), inputs(id), dialect) };
}

/** NULL where the person is kept back or a required cell is unknown; an unknown optional cell is empty. */
function identifierOf({ kind, filled }: SentIdentifier, cell: (field: string) => Fragment): Fragment {
  const cells = kind.fields.map((id) => {
    if (!filled.has(id)) return sql`''`;
    return kind.required.includes(id) ? cell(id) : sql`COALESCE(${cell(id)}, '')`;
  });
  return sql`CASE WHEN ${REASON} IS NULL THEN ${sql.join(cells, sql` || '|' || `)} END`;
}

/** Nothing travels beside the identifiers of who is kept back. */
function payloadColumn(
  attributes: readonly string[],
  cell: (field: string) => Fragment,
  dialect: Dialect,
): Fragment[] {
  if (attributes.length === 0) return [];
  return [sql`CASE WHEN ${REASON} IS NULL THEN ${payloadSql(attributes, cell, dialect)} END AS ${PAYLOAD}`];
}

export function withoutTheUnreachable(identified: Fragment, kinds: string[], hasPayload: boolean): Fragment {
  const columns = kinds.map((kind) => sql`${sql.id(kind)}`);
  const reachable = columns.length > 0 ? sql`COALESCE(${sql.join(columns)}) IS NOT NULL` : sql`FALSE`;
  const key = sql`CASE WHEN ${reachable} THEN ${KEY} END AS ${KEY}`;
  const reason = sql`CASE WHEN ${REASON} IS NULL AND NOT (${reachable}) THEN 'no_identifier' ELSE ${REASON} END AS ${REASON}`;
  const payload = hasPayload ? [sql`CASE WHEN ${reachable} THEN ${PAYLOAD} END AS ${PAYLOAD}`] : [];
  return sql`SELECT ${sql.join([key, reason, ...columns, ...payload])} FROM (${identified}) AS ${sql.id("identified")}`;
}
