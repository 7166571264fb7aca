import { sql } from "kysely";
import type { ColumnType } from "@/lib/core/catalog/types";
import type { Fragment } from "@/lib/core/ports/warehouse";
import type { EveryCondition, MeasureScope, Value } from "@/lib/core/segment/types";
import type { Wanted } from "./among";
import { twoValued, type Use } from "./logic";
import { type AggregateCall, relationColumn } from "./plan";
import { filled, INTEGER, type Quantity } from "./quantity";
import { type JoinedMeasure, joinRelated } from "./related";
import { columnOf, type Scope } from "./scope";
import { settledValue } from "./settle";

/** Rows, or rows where the counted value is known; 0 over nothing. */
export function compileCount(scope: Scope, measure: MeasureScope, counted: Value | null): Quantity {
  if (counted) return compileAggregate(scope, measure, "known", counted);
  const joined = joinRelated(scope, measure, null);
  return { expression: take(joined, "rows", null, "rows"), type: INTEGER, ...zeroOf(scope, measure) };
}

/** Counts and sums over nothing are 0; averages, lowest and highest are unknown. */
export function compileAggregate(
  scope: Scope,
  measure: MeasureScope,
  call: "known" | "distinct" | "sum" | "avg" | "min" | "max",
  of: Value,
): Quantity {
  const joined = joinRelated(scope, measure, of);
  const inner = settledValue(joined.end, of);
  const { type } = inner;
  const argument = filled(inner);
  const { dialect } = scope.context;
  const added = (call: AggregateCall) => (call === "sum" ? dialect.summand(argument, type) : argument);
  const ordered = call === "min" || call === "max" ? dialect.bytewise(argument, type) : null;
  const column = (call: AggregateCall) => take(joined, call, ordered ?? added(call), JSON.stringify(of));
  switch (call) {
    case "known":
    case "distinct":
      return { expression: column(call), type: INTEGER, ...zeroOf(scope, measure) };
    case "sum":
      return { expression: column("sum"), type: sumType(type), ...zeroOf(scope, measure) };
    case "avg":
      if (type.kind === "double") return { expression: quotient(column("sum"), column("known")), type };
      return { expression: column("sum"), type: sumType(type), over: column("known") };
    default:
      return { expression: column(call), type };
  }
}

/** Doubles divide alike everywhere; multiplying back would miss one average in thirty by its last bit. */
function quotient(sum: Fragment, count: Fragment): Fragment {
  return sql`${sum} / NULLIF(${count}, 0)`;
}

/** Whether there are such rows, or none, of a joined set. */
export function compileExistence(scope: Scope, measure: MeasureScope, wanted: Wanted, use: Use): Fragment {
  const joined = joinRelated(scope, measure, null);
  const key = columnOf(joined.join.alias, relationColumn(0));
  if (!joined.within) return wanted === "some" ? sql`${key} IS NOT NULL` : sql`${key} IS NULL`;
  const count = take(joined, "rows", null, "rows");
  return wanted === "some" ? twoValued(sql`${count} > 0`, use) : noneOf(count);
}

/** Whether every row of a joined set meets what it must: none does not. */
export function compileEvery(scope: Scope, { every, where, must }: EveryCondition): Fragment {
  const joined = joinRelated(scope, { of: every, ...(where && { where }) }, null);
  const condition = scope.context.condition(joined.end, { not: must }, "filter");
  const only = { breaks: must };
  const broken = { ...joined, within: { meaning: JSON.stringify(only), condition, only } };
  return noneOf(take(broken, "rows", null, "rows"));
}

function noneOf(count: Fragment): Fragment {
  return sql`COALESCE(${count}, 0) = 0`;
}

/** Over nothing a count or a sum is 0, unless its window begins after something unknown. */
function zeroOf(scope: Scope, measure: MeasureScope): Pick<Quantity, "whenAbsent" | "asked"> {
  const asked = begins(scope, measure);
  return { whenAbsent: 0, ...(asked && { asked }) };
}

/** Whether it is known where the measure's window begins; null where no window waits for a value. */
export function begins(scope: Scope, { during }: MeasureScope): Fragment | null {
  if (during === undefined || !("after" in during)) return null;
  return sql`${filled(scope.context.value(scope, during.after))} IS NOT NULL`;
}

/** Sums of integers can outgrow 64 bits. */
function sumType(type: ColumnType): ColumnType {
  if (type.kind === "integer") return { kind: "decimal", precision: 38, scale: 0 };
  return type.kind === "decimal" ? { ...type, precision: 38 } : type;
}

/** The joined column that holds the aggregate, asked for once however often it is used. */
function take(
  { join, within }: JoinedMeasure,
  given: AggregateCall,
  over: Fragment | null,
  of: string,
): Fragment {
  const meaning = within ? JSON.stringify([of, within.meaning]) : of;
  const call = within && given === "rows" ? "known" : given;
  const argument = within ? sql`CASE WHEN ${within.condition} THEN ${over ?? sql`1`} END` : over;
  let aggregate = join.aggregates.find((one) => one.call === call && one.meaning === meaning);
  if (!aggregate) {
    aggregate = {
      alias: `v${join.aggregates.length + 1}`,
      call,
      argument,
      meaning,
      only: within?.only ?? null,
    };
    join.aggregates.push(aggregate);
  }
  return columnOf(join.alias, aggregate.alias);
}
