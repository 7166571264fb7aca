import { sql } from "kysely";
import { type Hop, type ResolvedColumn, resolveColumn, resolved } from "@/lib/core/catalog/resolve";
import type { Catalog, ColumnType, Entity } from "@/lib/core/catalog/types";
import type { Dialect, Fragment } from "@/lib/core/ports/warehouse";
import type { Clock } from "@/lib/core/segment/time/window-bounds";
import type { Condition, Value } from "@/lib/core/segment/types";
import type { Use } from "./logic";
import type { Answering, Join, KeySetJoin, MeasureJoin, RowsPlan, ToOneJoin } from "./plan";
import { INSTANT, type Quantity } from "./quantity";
import { NOTHING_SHARED, type Sharing } from "./sharing";

/** What one compilation holds from top to bottom. */
export type Context = {
  catalog: Catalog;
  dialect: Dialect;
  clock: Clock;
  /** A table alias no other part of the query has. */
  alias(prefix: string): string;
  /** Conditions and values contain each other: the two compilers reach one another through here. */
  condition(scope: Scope, condition: Condition, use: Use): Fragment;
  conjuncts(scope: Scope, condition: Condition): Fragment[];
  value(scope: Scope, value: Value): Quantity;
};

/** The row a condition speaks of: where its columns are, and where its joins go. */
export type Scope = {
  context: Context;
  rows: RowsPlan;
  /** Joins by what they mean, so that the same question is joined once. */
  toOne: Map<string, ToOneJoin>;
  measures: Map<string, RelatedScope>;
  keySets: Map<string, KeySetJoin>;
  /** What its conditions have in common; set before the first of them is compiled. */
  sharing: Sharing;
  /** The condition that is being compiled. */
  asking: Condition | null;
  /** How the row was reached from one outside; null at the top. */
  reached: Reached | null;
  /** The row outside, in the same FROM; null where nothing looks at it. */
  outer: Scope | null;
  /** Some of the rows may be read in place of all of them, where that answers one of the ANDed conditions. */
  mayReadLess: boolean;
};

export type Reached = { from: Scope; hops: readonly Hop[]; mayRepeat: boolean };

/** A measure's join, and the scope of the rows it is about. */
export type RelatedScope = { join: MeasureJoin; end: Scope };

export function createScope(
  context: Context,
  entity: Entity,
  alias: string,
  depth: number,
  reached: Reached | null = null,
): Scope {
  const rows: RowsPlan = { entity, alias, joins: [], lookups: [], source: null, answers: new Map(), depth };
  return {
    context,
    rows,
    toOne: new Map(),
    measures: new Map(),
    keySets: new Map(),
    sharing: NOTHING_SHARED,
    asking: null,
    reached,
    outer: null,
    mayReadLess: false,
  };
}

/** The value found under the meaning, else the new one, whose join is added to the scope's rows. */
export function joinOnce<J>(
  scope: Scope,
  known: Map<string, J>,
  meaning: string,
  create: () => J,
  join: (created: J) => Join,
): J {
  const before = known.get(meaning);
  if (before) return before;
  const created = create();
  known.set(meaning, created);
  scope.rows.joins.push(join(created));
  return created;
}

/** Whatever is put together meanwhile answers the condition. */
export function asking<R>(scope: Scope, condition: Condition, compile: () => R): R {
  const before = scope.asking;
  scope.asking = condition;
  const compiled = compile();
  scope.asking = before;
  return compiled;
}

/** Notes what answers the condition that is being compiled. */
export function answeredBy<A extends Answering>({ asking, rows }: Scope, answering: A): A {
  if (asking) rows.answers.set(asking, (rows.answers.get(asking) ?? new Set()).add(answering));
  return answering;
}

export function columnOf(alias: string, column: string): Fragment {
  return sql.id(alias, column);
}

/** A column of the row, or of a row to-one relations lead to, with times made instants. */
export function columnQuantity(scope: Scope, found: ResolvedColumn): Quantity {
  const expression = readColumn(scope, found);
  const { type } = found.column;
  if (type.kind !== "timestamp" || type.zone === null) return { expression, type };
  return { expression: scope.context.dialect.instant(expression, type), type: INSTANT };
}

/** The column as a value of its type, joining the to-one rows on the way. */
export function readColumn(scope: Scope, { hops, column }: ResolvedColumn): Fragment {
  return scope.context.dialect.column(columnOf(followToOne(scope, hops), column.name), column.type);
}

/** A key's column of the scope's row, as it is put in order. */
export function orderedKey({ context, rows }: Scope, name: string): Fragment {
  const type = rows.entity.columns[name]?.type ?? TEXT;
  return context.dialect.bytewise(context.dialect.column(columnOf(rows.alias, name), type), type);
}

const TEXT: ColumnType = { kind: "text" };

export function findColumn(scope: Scope, path: string): ResolvedColumn {
  return resolved(resolveColumn(scope.context.catalog, scope.rows.entity.name, path));
}

/** Alias of the row at the end of to-one hops. */
function followToOne(scope: Scope, hops: readonly Hop[]): string {
  let alias = scope.rows.alias;
  for (const hop of hops) {
    const parent = alias;
    const meaning = JSON.stringify([parent, hop.relation.name]);
    const create = (): ToOneJoin => ({ kind: "to_one", alias: scope.context.alias("o"), parent, hop });
    alias = joinOnce(scope, scope.toOne, meaning, create, (join) => join).alias;
  }
  return alias;
}
