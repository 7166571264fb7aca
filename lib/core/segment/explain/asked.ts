import { canonicalJson } from "@/lib/core/canonical";
import { foldCondition } from "../kinds";
import { testValues } from "../test-values";
import type { Condition, MeasureScope, Value } from "../types";

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
