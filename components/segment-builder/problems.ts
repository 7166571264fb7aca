import type { Problem } from "@/lib/core/errors";
import { isWithin } from "@/lib/core/segment/edit/path";
import { foldCondition, foldValue } from "@/lib/core/segment/kinds";
import type { Condition, MeasureValue, Test, Value, Window } from "@/lib/core/segment/types";
import { keyOf, measured, measureOf } from "./measures";

export type ProblemsByRow = ReadonlyMap<string, readonly Problem[]>;
export const NO_PROBLEMS: ProblemsByRow = new Map();

/** Each problem at the innermost row that contains its place; what belongs to no row stands under "". */
export function problemsByRow(where: Condition, problems: readonly Problem[]): ProblemsByRow {
  if (problems.length === 0) return NO_PROBLEMS;
  const rows = rowPaths(where, "where").sort((left, right) => right.length - left.length);
  const byRow = new Map<string, Problem[]>();
  for (const problem of problems) {
    const row = rows.find((path) => isWithin(problem.path, path)) ?? "";
    byRow.set(row, [...(byRow.get(row) ?? []), problem]);
  }
  return byRow;
}

/** Places of all rows the builder shows; what a negation holds is shown in its row. */
function rowPaths(condition: Condition, path: string): string[] {
  const leaf = () => [path];
  const list = (children: readonly Condition[], name: string) => [
    path,
    ...children.flatMap((child, index) => rowPaths(child, `${path}.${name}[${index}]`)),
  ];
  return foldCondition<string[]>(condition, {
    all: (node) => list(node.all, "all"),
    any: (node) => list(node.any, "any"),
    not: (node) => [path, ...rowPaths(node.not, `${path}.not`).slice(1)],
    value: (node) => [
      path,
      ...rowsOfValue(node.value, `${path}.value`),
      ...rowsOfTest(node.is, `${path}.is`),
    ],
    every: (node) => [
      path,
      ...(node.where ? rowPaths(node.where, `${path}.where`) : []),
      ...rowPaths(node.must, `${path}.must`),
    ],
    audience: leaf,
    list: (node) => [path, ...rowsOfValue(node.key, `${path}.key`)],
    sequence: ({ sequence }) => [
      path,
      ...sequence.steps.flatMap(({ where }, index) => {
        const at = `${path}.sequence.steps[${index}].where`;
        return where ? rowPaths(where, at) : [];
      }),
    ],
    rank: ({ rank }) => [
      path,
      ...rowsOfValue(rank.by, `${path}.rank.by`),
      ...(rank.among ? rowPaths(rank.among, `${path}.rank.among`) : []),
    ],
  });
}

function rowsOfTest(test: Test, path: string): string[] {
  return Object.entries(test).flatMap(([key, operand]) => {
    if (key === "during" || key === "anniversary") return rowsOfWindow(operand as Window, `${path}.${key}`);
    const operands: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
    return operands.flatMap((one, index) => {
      const at = Array.isArray(operand) ? `${path}.${key}[${index}]` : `${path}.${key}`;
      return typeof one === "object" && one !== null ? rowsOfValue(one as Value, at) : [];
    });
  });
}

/** A window after another value holds that; others hold none, though `last` and `next` are keys of theirs too. */
function rowsOfWindow(window: Window, path: string): string[] {
  return "after" in window ? rowsOfValue(window.after, `${path}.after`) : [];
}

function rowsOfValue(value: Value, path: string): string[] {
  const none = () => [];
  const measure = (node: MeasureValue) => {
    const inner = measured(node);
    return [
      ...(node.where ? rowPaths(node.where, `${path}.where`) : []),
      ...(inner ? rowsOfValue(inner, `${path}.${keyOf(measureOf(node))}`) : []),
      ...(node.during ? rowsOfWindow(node.during, `${path}.during`) : []),
    ];
  };
  return foldValue<string[]>(value, {
    column: none,
    trait: none,
    count: measure,
    count_distinct: measure,
    sum: measure,
    avg: measure,
    min: measure,
    max: measure,
    first: measure,
    last: measure,
    since: (node) => rowsOfValue(node.since, `${path}.since`),
    part: (node) => rowsOfValue(node.of, `${path}.of`),
    trunc: (node) => rowsOfValue(node.of, `${path}.of`),
    outer: (node) => rowsOfValue(node.outer, `${path}.outer`),
    difference: (node) =>
      node.difference.flatMap((one, index) => rowsOfValue(one, `${path}.difference[${index}]`)),
  });
}
