import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";
import type { Condition, Limit } from "@/lib/core/segment/types";
import type { KeySet } from "./key-set";
import { literalQuantity } from "./literal";
import { outlineRows } from "./outline";
import { type KeySetOutline, type Outline, type RowsPlan, relationColumn } from "./plan";
import { filled, INTEGER } from "./quantity";
import { renderRows, renderWhere } from "./render";
import { line, list } from "./render-parts";
import { type Context, columnOf, createScope, findColumn, orderedKey, readColumn, type Scope } from "./scope";
import { settledValue } from "./settle";
import { saltedDigest, textOf } from "./share";
import { findSharing } from "./sharing";

/**
 * The keys of the rows a limit keeps of those that meet the condition: a cap takes the first places of every value of a
 * column, the top the first places of what the cap left.
 */
export function planLimit(scope: Scope, where: Condition, limit: Limit): KeySet {
  const { rows } = scope;
  const { select, outline } = selectSome(scope, where, limit, { depth: rows.depth + 1 });
  return {
    isOfTheseRows: true,
    keys: rows.entity.key.map((name) => columnOf(rows.alias, name)),
    select: () => select,
    outline,
  };
}

/** `but`: what else the rows must meet. */
type Place = { depth: number; but?: (one: Scope) => readonly Fragment[] };

/** The keys of the rows that are kept, as `k1`. */
export function selectSome(
  scope: Scope,
  where: Condition,
  limit: Limit,
  { depth: outermost, but }: Place,
): { select: Fragment; outline: KeySetOutline } {
  const { context } = scope;
  const steps = stepsOf(limit);
  const ordered = orderedRows(scope, where, limit, { depth: outermost + 2 * steps.length, but });
  const select = steps.reduceRight<Fragment>((inner, step, index) => {
    const depth = outermost + 2 * index;
    return keep(context, step, { inner, terms: ordered.terms, depth, isLast: index === 0 });
  }, ordered.select);
  return { select, outline: () => outlineLimit(ordered.plan, where, limit, context) };
}

/** The keys of all rows that meet the condition, as `k1`. */
export function selectAll(
  scope: Scope,
  where: Condition,
  place: Place,
): { select: Fragment; outline: KeySetOutline } {
  const { context } = scope;
  const { one, filters } = rowsThatMeet(scope, where, place);
  const from = sql`${renderRows(context.dialect, one.rows)}${renderWhere(filters, place.depth)}`;
  return {
    select: sql`${line(place.depth)}SELECT ${keyOf(one)} AS ${sql.id(KEY)}${from}`,
    outline: () => [{ text: one.rows.entity.name, parts: outlineRows(one.rows, where, context) }],
  };
}

function rowsThatMeet(scope: Scope, where: Condition, { depth, but }: Place) {
  const { context } = scope;
  const one = createScope(context, scope.rows.entity, context.alias("c"), depth);
  one.sharing = findSharing(where, [], context.dialect, context.clock);
  return { one, filters: [...context.conjuncts(one, where), ...(but?.(one) ?? [])] };
}

function outlineLimit(rows: RowsPlan, where: Condition, { top, per }: Limit, context: Context): Outline[] {
  const most = [
    ...(per ? [`at most ${per.at_most} for each ${per.column}`] : []),
    ...(top === undefined ? [] : [`the first ${top}`]),
  ];
  return [
    { text: `${rows.entity.name} in order, ${most.join(", ")}`, parts: outlineRows(rows, where, context) },
  ];
}

/** Outermost first. */
type Step = { partition: readonly string[]; atMost: number };

function stepsOf({ top, per }: Limit): Step[] {
  return [
    ...(top === undefined ? [] : [{ partition: [], atMost: top }]),
    ...(per ? [{ partition: GROUP, atMost: per.at_most }] : []),
  ];
}

/** What rows are put in order by, under the name it has further out. */
type Term = { alias: string; expression: Fragment; direction: "ASC" | "DESC" };

const KEY = relationColumn(0);
const GROUP = ["g1", "g2"];

/** The rows, with their key, what puts them in order and the value the cap counts by. */
function orderedRows(scope: Scope, where: Condition, limit: Limit, place: Place) {
  const { context } = scope;
  const { depth } = place;
  const { one, filters } = rowsThatMeet(scope, where, place);
  const terms = termsOf(one, limit, filters);
  const columns = [
    sql`${keyOf(one)} AS ${sql.id(KEY)}`,
    ...terms.map(({ expression, alias }) => sql`${expression} AS ${sql.id(alias)}`),
    ...groupOf(one, limit).map((group, index) => sql`${group} AS ${sql.id(GROUP[index]!)}`),
  ];
  const from = sql`${renderRows(context.dialect, one.rows)}${renderWhere(filters, depth)}`;
  return { select: sql`${line(depth)}SELECT ${list(columns)}${from}`, terms, plan: one.rows };
}

/** By the value, of which unknown ones are left out, else by chance; ties go to the lower key. */
function termsOf(one: Scope, { by, order, salt = "" }: Limit, filters: Fragment[]): Term[] {
  const { dialect } = one.context;
  const [name] = one.rows.entity.key;
  const key: Term = { alias: "o2", expression: orderedKey(one, name!), direction: "ASC" };
  if (!by) {
    const digest = dialect.bytewise(saltedDigest(one, salt, textOf(one, name!)), { kind: "text" });
    return [{ alias: "o1", expression: digest, direction: "ASC" }, key];
  }
  const value = settledValue(one, by);
  if (value.whenAbsent === undefined || value.asked) filters.push(sql`${filled(value)} IS NOT NULL`);
  const expression = dialect.bytewise(filled(value), value.type);
  return [{ alias: "o1", expression, direction: order === "desc" ? "DESC" : "ASC" }, key];
}

/** An unknown value is nobody else's: such a row is alone in its group. */
function groupOf(one: Scope, { per }: Limit): Fragment[] {
  if (!per) return [];
  const value = readColumn(one, findColumn(one, per.column));
  return [value, sql`CASE WHEN ${value} IS NULL THEN ${keyOf(one)} END`];
}

function keyOf({ rows }: Scope): Fragment {
  return columnOf(rows.alias, rows.entity.key[0]!);
}

/** The first rows of each group; the outermost step gives keys alone, the others what the next one orders by. */
function keep(
  context: Context,
  { partition, atMost }: Step,
  {
    inner,
    terms,
    depth,
    isLast,
  }: { inner: Fragment; terms: readonly Term[]; depth: number; isLast: boolean },
): Fragment {
  const order = list(terms.map(({ alias, direction }) => sql`${sql.id(alias)} ${sql.raw(direction)}`));
  const groups =
    partition.length === 0 ? sql`` : sql`PARTITION BY ${list(partition.map((name) => sql.id(name)))} `;
  const kept = list([KEY, ...(isLast ? [] : terms.map(({ alias }) => alias))].map((name) => sql.id(name)));
  const place = sql`ROW_NUMBER() OVER (${groups}ORDER BY ${order}) AS ${sql.id("place")}`;
  const placed = sql`${line(depth + 1)}SELECT ${kept}, ${place}${line(depth + 1)}FROM (${inner}${line(depth + 1)}) AS ${sql.id("l")}`;
  const most = literalQuantity(context, atMost, INTEGER).expression;
  return sql`${line(depth)}SELECT ${kept}${line(depth)}FROM (${placed}${line(depth)}) AS ${sql.id("p")}${line(depth)}WHERE ${sql.id("place")} <= ${most}`;
}
