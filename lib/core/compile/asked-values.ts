import {
  foldCondition,
  foldTest,
  foldValue,
  type ValueKind,
  type ValueKinds,
} from "@/lib/core/segment/kinds";
import type { Condition, MeasureScope, Operand, Test, Value, ValueCondition } from "@/lib/core/segment/types";

/** Whether the condition is answered by the row, and the rows to-one relations lead to, alone. */
export function readsRowOnly(condition: Condition): boolean {
  return foldCondition<boolean>(condition, {
    all: ({ all }) => all.every(readsRowOnly),
    any: ({ any }) => any.every(readsRowOnly),
    not: ({ not }) => readsRowOnly(not),
    audience: ({ where, limit }) => where !== undefined && !limit && readsRowOnly(where),
    value: (node) => !looksBeyond(node.is) && valuesOf(node).every(isOfRow),
    every: () => false,
    list: () => false,
    sequence: () => false,
    rank: () => false,
  });
}

/** The measures a comparison makes of the row's relations; those inside other measures are about other rows. */
export function measuresOf(condition: ValueCondition): MeasureScope[] {
  return valuesOf(condition).flatMap(measuresIn);
}

function valuesOf({ value, is }: ValueCondition): Value[] {
  return [value, ...operandsOf(is).filter((operand) => typeof operand === "object")];
}

function isOfRow(value: Value): boolean {
  return foldValue(value, IS_OF_ROW);
}

function measuresIn(value: Value): MeasureScope[] {
  return foldValue(value, MEASURES_IN);
}

/** Written once: values are looked at far more often than tables are worth making. */
type Table<R> = { [K in ValueKind]: (node: ValueKinds[K]) => R };

function everyMeasure<R>(of: (measure: MeasureScope) => R) {
  return { count: of, count_distinct: of, sum: of, avg: of, min: of, max: of, first: of, last: of };
}

function scopeOf({ of, where, during, at }: MeasureScope): MeasureScope {
  return { of, ...(where && { where }), ...(during && { during }), ...(at && { at }) };
}

function operandsOf(test: Test): Operand[] {
  return foldTest<Operand[]>(test, {
    eq: (node) => [node.eq],
    not_eq: (node) => [node.not_eq],
    in: () => [],
    not_in: () => [],
    gt: (node) => [node.gt],
    gte: (node) => [node.gte],
    lt: (node) => [node.lt],
    lte: (node) => [node.lte],
    between: (node) => [...node.between],
    contains: (node) => [node.contains],
    not_contains: (node) => [node.not_contains],
    starts_with: (node) => [node.starts_with],
    ends_with: (node) => [node.ends_with],
    known: () => [],
    during: () => [],
    anniversary: () => [],
  });
}

/** A window that begins at another value reads more than the one tested. */
function looksBeyond(test: Test): boolean {
  const window = "during" in test ? test.during : "anniversary" in test ? test.anniversary : {};
  return "after" in window;
}

const IS_OF_ROW: Table<boolean> = {
  column: () => true,
  since: ({ since }) => isOfRow(since),
  part: ({ of }) => isOfRow(of),
  trunc: ({ of }) => isOfRow(of),
  difference: ({ difference }) => difference.every(isOfRow),
  ...everyMeasure(() => false),
  trait: () => false,
  outer: () => false,
};

const MEASURES_IN: Table<MeasureScope[]> = {
  ...everyMeasure((measure) => [scopeOf(measure)]),
  // What comes first or last is looked for in a set of its own.
  first: () => [],
  last: () => [],
  since: ({ since }) => measuresIn(since),
  part: ({ of }) => measuresIn(of),
  trunc: ({ of }) => measuresIn(of),
  difference: ({ difference }) => difference.flatMap(measuresIn),
  column: () => [],
  trait: () => [],
  outer: () => [],
};
