import { canonicalJson } from "@/lib/core/canonical";
import { foldCondition, foldTest } from "../kinds";
import type { Condition, MeasureScope, Operand, Test, Value, Window } from "../types";

/** The values of the row that decide the condition, each once: what is compared, and with what where that is a value too. */
export function askedValues(condition: Condition): Value[] {
  const values = foldCondition<Value[]>(condition, {
    all: () => [],
    any: () => [],
    not: () => [],
    value: ({ value, is }) => [value, ...testValues(is)],
    every: ({ every, where, must }) => {
      const rows = { of: every, ...(where && { where }) };
      const broken: Condition = { not: must };
      return [count(rows), count({ of: every, where: where ? { all: [where, broken] } : broken })];
    },
    audience: () => [],
    list: ({ key }) => [key],
    sequence: ({ sequence: { steps, during } }) =>
      steps.map(({ of, where, at }, index) =>
        count({
          of,
          ...(where && { where }),
          ...(index === 0 && during && { during, ...(at && { at }) }),
        }),
      ),
    rank: ({ rank }) => [rank.by],
  });
  return [...new Map(values.map((one) => [canonicalJson(one), one])).values()];
}

function count(scope: MeasureScope): Value {
  return { count: true, ...scope };
}

function testValues(test: Test): Value[] {
  const none = () => [];
  const operands = (...given: Operand[]) => given.filter((one): one is Value => typeof one === "object");
  const window = (given: Window) => ("after" in given ? [given.after] : []);
  return foldTest<Value[]>(test, {
    eq: (node) => operands(node.eq),
    not_eq: (node) => operands(node.not_eq),
    in: none,
    not_in: none,
    gt: (node) => operands(node.gt),
    gte: (node) => operands(node.gte),
    lt: (node) => operands(node.lt),
    lte: (node) => operands(node.lte),
    between: (node) => operands(...node.between),
    contains: (node) => operands(node.contains),
    not_contains: (node) => operands(node.not_contains),
    starts_with: (node) => operands(node.starts_with),
    ends_with: (node) => operands(node.ends_with),
    known: none,
    during: (node) => window(node.during),
    anniversary: (node) => window(node.anniversary),
  });
}
