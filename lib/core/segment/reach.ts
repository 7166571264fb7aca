import { foldCondition, foldTest, foldValue } from "./kinds";
import type { Condition, MeasureScope, Operand, Test, Value, Window } from "./types";

/**
 * How many rows outside its own row a part of a tree looks at: 0 of most, 1 where it says `outer`, 2 where it says `outer`
 * of `outer`. What stands inside a relation looks out of it first.
 */
export function conditionReach(condition: Condition): number {
  return foldCondition<number>(condition, {
    all: (node) => furthest(node.all.map(conditionReach)),
    any: (node) => furthest(node.any.map(conditionReach)),
    not: (node) => conditionReach(node.not),
    value: (node) => Math.max(valueReach(node.value), testReach(node.is)),
    every: ({ where, must }) => outwards(Math.max(where ? conditionReach(where) : 0, conditionReach(must))),
    // An audience stands on its own, whichever condition names it.
    audience: () => 0,
    list: (node) => valueReach(node.key),
    sequence: ({ sequence: { steps, during } }) =>
      Math.max(windowReach(during), ...steps.map((step) => outwards(insideReach(step)))),
    rank: ({ rank }) => Math.max(valueReach(rank.by), rank.among ? conditionReach(rank.among) : 0),
  });
}

function valueReach(value: Value): number {
  const measure = (scope: MeasureScope, of: Value | null) => outwards(insideReach(scope, of));
  return foldValue<number>(value, {
    column: () => 0,
    trait: () => 0,
    count: (node) => measure(node, node.count === true ? null : node.count),
    count_distinct: (node) => measure(node, node.count_distinct),
    sum: (node) => measure(node, node.sum),
    avg: (node) => measure(node, node.avg),
    min: (node) => measure(node, node.min),
    max: (node) => measure(node, node.max),
    first: (node) => measure(node, node.first),
    last: (node) => measure(node, node.last),
    since: (node) => valueReach(node.since),
    part: (node) => valueReach(node.of),
    trunc: (node) => valueReach(node.of),
    outer: (node) => 1 + valueReach(node.outer),
    difference: (node) => furthest(node.difference.map(valueReach)),
  });
}

/** The same, seen from the rows a measure is about: those outside it come first. Its window reads values out there. */
export function insideReach(
  { where, during }: Pick<MeasureScope, "where" | "during">,
  of: Value | null = null,
): number {
  const isAfter = during !== undefined && "after" in during;
  return Math.max(
    where ? conditionReach(where) : 0,
    of ? valueReach(of) : 0,
    isAfter ? 1 + windowReach(during) : 0,
  );
}

function testReach(test: Test): number {
  const operand = (given: Operand) => (typeof given === "object" ? valueReach(given) : 0);
  return foldTest<number>(test, {
    eq: (node) => operand(node.eq),
    not_eq: (node) => operand(node.not_eq),
    in: () => 0,
    not_in: () => 0,
    gt: (node) => operand(node.gt),
    gte: (node) => operand(node.gte),
    lt: (node) => operand(node.lt),
    lte: (node) => operand(node.lte),
    between: (node) => furthest(node.between.map(operand)),
    contains: (node) => operand(node.contains),
    not_contains: (node) => operand(node.not_contains),
    starts_with: (node) => operand(node.starts_with),
    ends_with: (node) => operand(node.ends_with),
    known: () => 0,
    during: (node) => windowReach(node.during),
    anniversary: (node) => windowReach(node.anniversary),
  });
}

function windowReach(window: Window | undefined): number {
  return window !== undefined && "after" in window ? valueReach(window.after) : 0;
}

function furthest(reaches: readonly number[]): number {
  return Math.max(0, ...reaches);
}

/** Seen from the row a relation is entered from, one row fewer lies outside. */
function outwards(reach: number): number {
  return Math.max(0, reach - 1);
}
