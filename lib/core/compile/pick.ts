import { sql } from "kysely";
import { resolved, resolvePath, resolveTime } from "@/lib/core/catalog/resolve";
import type { Fragment } from "@/lib/core/ports/warehouse";
import { insideReach } from "@/lib/core/segment/reach";
import type { Condition, MeasureScope, Pick, Test, Value } from "@/lib/core/segment/types";
import { compileAggregate } from "./measure";
import type { EdgePlan, MeasureJoin } from "./plan";
import { filled, type Quantity } from "./quantity";
import { keysOf, planRelated } from "./related";
import { renderRelated } from "./render";
import { line, list, relationKeys } from "./render-parts";
import {
  answeredBy,
  columnOf,
  columnQuantity,
  joinOnce,
  orderedKey,
  type RelatedScope,
  type Scope,
} from "./scope";
import { settledValue } from "./settle";
import { rowsAsked } from "./sharing";

/** The value on the first or last such row that says when it happened; ties go to the lower key, else the lower value. */
export function compilePick(
  scope: Scope,
  measure: MeasureScope,
  pick: Pick,
  of: Value,
  only?: Test,
): Quantity {
  const { context } = scope;
  if (isItsOwnTime(scope, measure, of)) {
    return compileAggregate(scope, measure, pick === "first" ? "min" : "max", of);
  }
  const reach = insideReach(measure, of);
  const meaning = JSON.stringify([pick, rowsAsked(measure), measure.at ?? null, of, only ?? null]);
  const create = (): RelatedScope => {
    const { related, end } = planRelated(scope, measure, { depth: 2, reach });
    related.edge = planEdge(scope, end, measure, pick, reach);
    if (only) keepWhoHas(scope, related.edge, measure, { value: of, is: only }, reach);
    const value = settledValue(end, of);
    const join: MeasureJoin = {
      kind: "measure",
      alias: context.alias("r"),
      keys: keysOf(scope, related.hops, reach),
      related,
      asked: measure,
      aggregates: [{ alias: "v1", call: "value", argument: filled(value), meaning: "value", only: null }],
      order: ties(end, value),
    };
    return { join, end };
  };
  const { join, end } = joinOnce(scope, scope.measures, meaning, create, (created) => created.join);
  answeredBy(scope, join);
  return { expression: columnOf(join.alias, "v1"), type: settledValue(end, of).type };
}

/**
 * The value of whoever has a row that meets the test, unknown for the others: the first row cannot meet what no row meets, and
 * finding who has one is far cheaper than finding everyone's first. Null where it is not so simple.
 */
export function compilePickToMeet(scope: Scope, value: Value, test: Test): Quantity | null {
  const isRare = ("eq" in test && typeof test.eq !== "object") || "in" in test;
  if (!isRare || !("first" in value || "last" in value)) return null;
  const [pick, of]: [Pick, Value] = "first" in value ? ["first", value.first] : ["last", value.last];
  if (!("column" in of) || scope.sharing.repeated.has(JSON.stringify(value))) return null;
  return compilePick(scope, value, pick, of, test);
}

function keepWhoHas(
  scope: Scope,
  edge: EdgePlan,
  { of, where, during, at }: MeasureScope,
  meets: Condition,
  reach: number,
): void {
  const { related } = edge;
  const [key, ...more] = relationKeys(related);
  if (!key || more.length > 0) return;
  const depth = related.end.depth - scope.rows.depth + 2;
  const rows = {
    of,
    where: where ? { all: [where, meets] } : meets,
    ...(during && { during }),
    ...(at && { at }),
  };
  const { related: meeting } = planRelated(scope, rows, { depth, reach });
  const from = renderRelated(scope.context.dialect, meeting);
  const select = sql`${line(meeting.end.depth)}SELECT ${list(relationKeys(meeting))}${from}`;
  related.filters.push(sql`${key} IN (${select}${line(meeting.end.depth - 1)})`);
  edge.whoHas = meets;
}

function planEdge(scope: Scope, end: Scope, measure: MeasureScope, pick: Pick, reach: number): EdgePlan {
  const { context } = scope;
  const time = resolved(resolveTime(context.catalog, end.rows.entity.name, measure.at));
  const same = planRelated(scope, measure, { depth: 3, reach });
  const argument = columnQuantity(same.end, time).expression;
  const call = pick === "first" ? "min" : "max";
  return {
    alias: context.alias("e"),
    related: same.related,
    time: { alias: "v1", call, argument, meaning: "time", only: null },
    at: columnQuantity(end, time).expression,
  };
}

/** When the first such row happened is the earliest time of them: no row need be ranked. */
function isItsOwnTime(scope: Scope, measure: MeasureScope, of: Value): boolean {
  if (!("column" in of)) return false;
  const { end } = resolved(resolvePath(scope.context.catalog, scope.rows.entity.name, measure.of));
  return of.column === (measure.at ?? end.timeColumn);
}

function ties(end: Scope, value: Quantity): Fragment[] {
  const { dialect } = end.context;
  const keys = end.rows.entity.key.map((name) => orderedKey(end, name));
  return [...keys, dialect.bytewise(filled(value), value.type)].map(dialect.unknownLast);
}
