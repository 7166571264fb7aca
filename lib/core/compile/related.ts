import { resolved, resolvePath, resolveTime } from "@/lib/core/catalog/resolve";
import type { MeasureScope } from "@/lib/core/segment/types";
import type { MeasureJoin, RelatedPlan } from "./plan";
import { columnQuantity, createScope, joinOnce, type RelatedScope, type Scope } from "./scope";
import { inWindow } from "./window";

/** The rows a measure is about, joined to the scope's row once however many measures ask about the same rows. */
export function joinRelated(scope: Scope, measure: MeasureScope): RelatedScope {
  const create = (): RelatedScope => {
    const { related, end } = planRelated(scope, measure);
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
  return joinOnce(scope, scope.measures, meaningOf(measure), create, ({ join }) => join);
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
  const filters = [];
  if (measure.during) {
    const at = columnQuantity(end, resolved(resolveTime(context.catalog, entity.name, measure.at)));
    filters.push(inWindow(context, at, measure.during));
  }
  if (measure.where) filters.push(...context.conjuncts(end, measure.where));
  return { related: { hops, aliases, end: end.rows, filters, mayRepeat, edge: null }, end };
}

/** Two measures with this in common are about the same rows. `at` matters to windows only. */
export function meaningOf({ of, where, during, at }: MeasureScope): string {
  return JSON.stringify([of, where ?? null, during ?? null, during ? (at ?? null) : null]);
}
