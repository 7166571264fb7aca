import type { Problem } from "@/lib/core/errors";
import { isWithin } from "@/lib/core/segment/edit/path";
import { foldCondition, foldValue } from "@/lib/core/segment/kinds";
import type { Condition, MeasureScope, Value } from "@/lib/core/segment/types";

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
    value: (node) => [path, ...rowsOfValue(node.value, `${path}.value`)],
    every: (node) => [
      path,
      ...(node.where ? rowPaths(node.where, `${path}.where`) : []),
      ...rowPaths(node.must, `${path}.must`),
    ],
    audience: leaf,
    list: leaf,
    sequence: leaf,
    rank: leaf,
  });
}

function rowsOfValue(value: Value, path: string): string[] {
  const none = () => [];
  const scoped = (node: MeasureScope) => (node.where ? rowPaths(node.where, `${path}.where`) : []);
  return foldValue<string[]>(value, {
    column: none,
    trait: none,
    count: scoped,
    count_distinct: scoped,
    sum: scoped,
    avg: scoped,
    min: scoped,
    max: scoped,
    first: scoped,
    last: scoped,
    since: none,
    part: none,
    trunc: none,
    outer: none,
    difference: none,
  });
}
