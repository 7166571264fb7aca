import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";
import type { Condition, EveryCondition, MeasureScope } from "@/lib/core/segment/types";
import { askAmong, type Wanted } from "./among";
import { asksForRows } from "./asks-for-rows";
import { and, type Use } from "./logic";
import { begins, compileEvery, compileExistence } from "./measure";
import { planRelated } from "./related";
import { type SelectedKey, selectKey } from "./render";
import { line } from "./render-parts";
import type { Scope } from "./scope";
import { rowsAsked } from "./sharing";

/** Whether there are such rows, or none: looked up among them where that is best here, else told by what is joined. */
export function compileRows(scope: Scope, measure: MeasureScope, wanted: Wanted, use: Use): Fragment {
  const told =
    (isShared(scope, measure) ? null : lookUp(scope, measure, wanted, use)) ??
    compileExistence(scope, measure, wanted, use);
  const known = wanted === "none" ? begins(scope, measure) : null;
  return known ? and([known, told]) : told;
}

/** An `every`: told by the set that counts its rows anyway, else met where there is no row that breaks it. */
export function compileEveryRow(scope: Scope, node: EveryCondition, use: Use): Fragment {
  if (scope.sharing.everys.has(JSON.stringify(node))) return compileEvery(scope, node);
  const { every, where, must } = node;
  const broken: Condition = { not: must };
  return compileRows(scope, { of: every, where: where ? { all: [where, broken] } : broken }, "none", use);
}

/** Several conditions that each ask for some rows are one question among all of those rows; the others are still to be asked. */
export function uniteRows(
  scope: Scope,
  conditions: readonly Condition[],
  use: Use,
): { united: Fragment[]; others: readonly Condition[] } {
  const asked = conditions.flatMap((condition) => {
    const measure = someRows(scope, condition);
    return measure ? [{ condition, measure }] : [];
  });
  const isWhole = asked.length === conditions.length;
  const nothing = { united: [], others: conditions };
  if (asked.length < 2 || !scope.context.dialect.looksUpInPlace) return nothing;
  const plans = asked.map(({ measure }) => planRelated(scope, measure).related);
  const sets = plans.map((related) => selectKey(scope, related));
  const [first] = sets;
  if (!first || !sets.every((set): set is SelectedKey => set?.name === first.name)) return nothing;
  const union = sql.join(
    sets.map(({ select }) => select),
    sql`${line(scope.rows.depth + 1)}UNION ALL`,
  );
  const among = askAmong(scope, first.key, union, "some", isWhole || use === "value" ? use : "filter", {
    among: plans,
  });
  if (!among) return nothing;
  const isAsked = new Set(asked.map(({ condition }) => condition));
  return { united: [among], others: conditions.filter((condition) => !isAsked.has(condition)) };
}

function someRows(scope: Scope, condition: Condition): MeasureScope | null {
  if (!("value" in condition)) return null;
  const rows = asksForRows(condition);
  return rows?.wanted === "some" && !isShared(scope, rows.measure) ? rows.measure : null;
}

/** A set that is joined anyway tells whether it has rows. */
function isShared(scope: Scope, measure: MeasureScope): boolean {
  return scope.sharing.sets.has(rowsAsked(measure));
}

function lookUp(scope: Scope, measure: MeasureScope, wanted: Wanted, use: Use): Fragment | null {
  const isSemiJoin = use === "conjunct" && wanted === "some";
  if (!isSemiJoin && !scope.context.dialect.looksUpInPlace) return null;
  const { related } = planRelated(scope, measure);
  const set = selectKey(scope, related);
  return set && askAmong(scope, set.key, set.select, wanted, use, { among: [related] });
}
