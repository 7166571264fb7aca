import { resolved, resolvePath, resolveTime } from "@/lib/core/catalog/resolve";
import type { Fragment } from "@/lib/core/ports/warehouse";
import type { MeasureScope, Window } from "@/lib/core/segment/types";
import type { MeasureJoin, RelatedPlan } from "./plan";
import { columnQuantity, createScope, joinOnce, type RelatedScope, type Scope } from "./scope";
import { findSharing, rowsAsked } from "./sharing";
import { inWindow } from "./window";

/** A measure's join, and which of its rows the measure is about: those in its window where the set is of a wider one. */
export type JoinedMeasure = RelatedScope & { within: { meaning: string; condition: Fragment } | null };

/** The rows a measure is about, joined to the scope's row once however many measures ask about the same rows or some of them. */
export function joinRelated(scope: Scope, measure: MeasureScope): JoinedMeasure {
  const base = scope.sharing.sets.get(rowsAsked(measure)) ?? measure;
  const create = (): RelatedScope => {
    const { related, end } = planRelated(scope, base);
    const join: MeasureJoin = {
      kind: "measure",
      alias: scope.context.alias("r"),
      parent: scope.rows.alias,
      related,
      aggregates: [],
      order: null,
    };
    return { join, end };
  };
  const joined = joinOnce(scope, scope.measures, rowsAsked(base), create, ({ join }) => join);
  const isNarrower = measure.during && rowsAsked(base) !== rowsAsked(measure);
  if (!isNarrower) return { ...joined, within: null };
  const condition = happened(joined.end, measure, measure.during!);
  return { ...joined, within: { meaning: JSON.stringify([measure.during, measure.at]), condition } };
}

/** Whether the row of the scope happened in the window. */
function happened(end: Scope, { at }: MeasureScope, during: Window): Fragment {
  const { catalog } = end.context;
  const time = columnQuantity(end, resolved(resolveTime(catalog, end.rows.entity.name, at)));
  return inWindow(end.context, time, during);
}

/** The rows at the end of the measure's path, its `where` and `during` pushed inside, so many SELECTs deeper. */
export function planRelated(
  scope: Scope,
  measure: MeasureScope,
  depth = 1,
): { related: RelatedPlan; end: Scope } {
  const { context, rows } = scope;
  const {
    hops,
    end: entity,
    mayRepeat,
  } = resolved(resolvePath(context.catalog, rows.entity.name, measure.of));
  const aliases = hops.map(() => context.alias("t"));
  const end = createScope(
    context,
    entity,
    aliases.at(-1)!,
    rows.depth + (mayRepeat ? Math.max(depth, 2) : depth),
  );
  const sharing = findSharing(measure.where, [], context.dialect, context.clock);
  end.sharing = measure.during ? { ...sharing, isNarrowed: true } : sharing;
  const filters = [];
  if (measure.during) filters.push(happened(end, measure, measure.during));
  if (measure.where) filters.push(...context.conjuncts(end, measure.where));
  return { related: { hops, aliases, end: end.rows, filters, mayRepeat, edge: null }, end };
}
