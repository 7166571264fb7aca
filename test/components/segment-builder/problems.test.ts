import { describe, expect, it } from "vitest";
import { problemsByRow } from "@/components/segment-builder/problems";
import type { Condition } from "@/lib/core/segment/types";

const leaf: Condition = { value: { column: "country" }, is: { in: [] } };
const where: Condition = {
  all: [
    leaf,
    { not: { any: [leaf] } },
    { value: { count: true, of: "orders", where: { all: [leaf] } }, is: { gte: 1 } },
    { not: leaf },
  ],
};
const at = (path: string) => ({ code: "X", path, message: path });

describe("a problem", () => {
  it("stands at the innermost row that contains its place", () => {
    const problems = [
      "where.all[0].is.in",
      "where.all[1].not.any[0].is",
      "where.all[2].value.where.all[0].value.column",
      "where.all[2].is",
      "where.all[3].not.is",
      "entity",
    ].map(at);
    expect(Object.fromEntries(problemsByRow(where, problems))).toEqual({
      "where.all[0]": [problems[0]],
      "where.all[1].not.any[0]": [problems[1]],
      "where.all[2].value.where.all[0]": [problems[2]],
      "where.all[2]": [problems[3]],
      "where.all[3]": [problems[4]],
      "": [problems[5]],
    });
  });

  it("stands in the rows of steps, of who is ranked, and of values beside a test", () => {
    const whole: Condition = { all: [leaf] };
    const deep: Condition = {
      all: [
        { sequence: { anchor: "any", steps: [{ of: "visits", where: whole }, { of: "orders" }] } },
        {
          rank: {
            by: { sum: { column: "total" }, of: "orders", where: whole },
            order: "desc",
            top: 5,
            among: whole,
          },
        },
        {
          value: { max: { count: true, of: "items", where: whole }, of: "orders" },
          is: { gte: { count: true, of: "visits", where: whole } },
        },
        { value: { column: "due" }, is: { during: { last: 1, unit: "day" } } },
      ],
    };
    const rows = [
      "where.all[0].sequence.steps[0].where.all[0]",
      "where.all[1].rank.by.where.all[0]",
      "where.all[1].rank.among.all[0]",
      "where.all[2].value.max.where.all[0]",
      "where.all[2].is.gte.where.all[0]",
    ];
    const problems = rows.map((row) => at(`${row}.is.in`));
    expect([...problemsByRow(deep, problems).keys()]).toEqual(rows);
    expect([...problemsByRow(deep, [at("where.all[0].sequence.steps[1].of")]).keys()]).toEqual([
      "where.all[0]",
    ]);
  });
});
