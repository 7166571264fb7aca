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
});
