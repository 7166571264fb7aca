import { type Hop, resolved, resolvePath, resolveTime } from "@/lib/core/catalog/resolve";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { insideReach } from "@/lib/core/segment/reach";
import type { MeasureScope, Value, Window } from "@/lib/core/segment/types";
import { keysOutwards, outsideRows, standAgain } from "./outside";
import type { AggregateOnly, MeasureJoin, RelatedPlan } from "./plan";
import {
  answeredBy,
  columnOf,
  columnQuantity,
  createScope,
  joinOnce,
  type RelatedScope,
  type Scope,
} from "./scope";
import { findSharing, rowsAsked } from "./sharing";
import { inWindow, readFrom } from "./window";

/** A measure's join, and which of its rows the measure is about: those in its window where the set is of a wider one. */
export type JoinedMeasure = RelatedScope & { within: Within | null };
type Within = { meaning: string; condition: Fragment; only: AggregateOnly };

/**
 * The rows a measure is about, joined to the scope's row once however many measures ask about the same rows or some of them.
 * `of`: what is asked of each.
 */
export function joinRelated(scope: Scope, measure: MeasureScope, of: Value | null): JoinedMeasure {
  const base = scope.sharing.sets.get(rowsAsked(measure)) ?? measure;
  const reach = insideReach(base, of);
  const create = (): RelatedScope => {
    const { related, end } = planRelated(scope, base, { reach });
    const join: MeasureJoin = {
      kind: "measure",
      alias: scope.context.alias("r"),
      keys: keysOf(scope, related.hops, reach),
      related,
      asked: base,
      aggregates: [],
      order: null,
    };
    return { join, end };
  };
  const meaning = JSON.stringify([rowsAsked(base), reach]);
  const joined = joinOnce(scope, scope.measures, meaning, create, ({ join }) => join);
  answeredBy(scope, joined.join);
  const isNarrower = measure.during && rowsAsked(base) !== rowsAsked(measure);
  if (!isNarrower) return { ...joined, within: null };
  const condition = happened(joined.end, measure, measure.during!);
  const only = { during: measure.during!, ...(measure.at && { at: measure.at }) };
  return { ...joined, within: { meaning: JSON.stringify(only), condition, only } };
}

/** Whether the row of the scope happened in the window. */
function happened(end: Scope, { at }: MeasureScope, during: Window): Fragment {
  const { catalog } = end.context;
  const time = columnQuantity(end, resolved(resolveTime(catalog, end.rows.entity.name, at)));
  return inWindow(end.context, time, during, readFrom(end.outer));
}

/** `depth`: so many SELECTs deeper. `reach`: how many rows outside the rows are looked at. */
type Place = { depth?: number; reach?: number };

/** The rows at the end of the measure's path, its `where` and `during` pushed inside. */
export function planRelated(
  scope: Scope,
  measure: MeasureScope,
  { depth = 1, reach = insideReach(measure) }: Place = {},
): { related: RelatedPlan; end: Scope } {
  const { context, rows } = scope;
  const {
    hops,
    end: entity,
    mayRepeat,
  } = resolved(resolvePath(context.catalog, rows.entity.name, measure.of));
  const aliases = hops.map(() => context.alias("t"));
  const deep = rows.depth + (mayRepeat ? Math.max(depth, 2) : depth);
  const reached = { from: scope, hops, mayRepeat };
  const end = createScope(context, entity, aliases.at(-1)!, deep, reached);
  end.outer = standAgain(scope, reach, deep);
  const sharing = findSharing(measure.where, [], context.dialect, context.clock);
  end.sharing = measure.during ? { ...sharing, isNarrowed: true } : sharing;
  const filters = [];
  if (measure.during) filters.push(happened(end, measure, measure.during));
  if (measure.where) filters.push(...context.conjuncts(end, measure.where));
  const outside = outsideRows(end.outer);
  const related = {
    outside,
    hops,
    aliases,
    end: end.rows,
    filters,
    mayRepeat,
    asked: measure,
    edge: null,
  };
  return { related, end };
}

/** What the rows are found by, on the scope's side: the columns related, or the keys of the rows that stand again. */
export function keysOf(scope: Scope, hops: readonly Hop[], reach: number): Fragment[] {
  if (reach > 0) return keysOutwards(scope, reach);
  return hops[0]!.relation.on.map(([here]) => columnOf(scope.rows.alias, here));
}
