import path from "node:path";
import { describe, expect, it } from "vitest";
import { explainMembers } from "@/lib/core/compile/members";
import type { Outline } from "@/lib/core/compile/plan";
import type { Condition, MeasureScope, Test, Value } from "@/lib/core/segment/types";
import { dialect as duckdb } from "@/lib/warehouses/duckdb/dialect";
import { dialect as postgres } from "@/lib/warehouses/postgres/dialect";
import { shop } from "@/test/factories/shop";

const is = (value: Value, test: Test): Condition => ({ value, is: test });
const days = (last: number) => ({ last, unit: "day" as const });
const some = (scope: MeasureScope): Condition => is({ count: true, ...scope }, { gte: 1 });
const status = (eq: string): Condition => is({ column: "status" }, { eq });

const where: Condition = {
  all: [
    is({ column: "country" }, { in: ["DE", "FR"] }),
    some({ of: "orders", during: days(7) }),
    is({ sum: { column: "total" }, of: "orders", during: days(365) }, { gt: "500" }),
    { not: is({ count: true, of: "orders", during: days(90) }, { gte: 5 }) },
    is({ count: true, of: "orders", where: status("open") }, { gte: 2 }),
    { every: "orders", where: status("open"), must: is({ column: "total" }, { gte: "50" }) },
    {
      any: [
        some({ of: "visits" }),
        is({ column: "account.plan" }, { eq: "pro" }),
        some({ of: "orders.items", where: is({ column: "product.category" }, { eq: "Bikes" }) }),
      ],
    },
    is({ count: true, of: "visits", where: is({ column: "page" }, { eq: "/bye" }) }, { eq: 0 }),
    is({ first: { column: "status" }, of: "orders" }, { eq: "paid" }),
    {
      sequence: {
        anchor: "first",
        during: { from: "2024-01-01T00:00:00Z", to: "2024-02-01T00:00:00Z" },
        steps: [
          { of: "orders", where: status("paid") },
          { of: "visits", within: 7, unit: "day" },
          { of: "orders", where: status("open"), none: true },
        ],
      },
    },
    {
      rank: {
        by: { column: "credit" },
        order: "desc",
        percent: 10,
        among: is({ column: "score" }, { gt: 1 }),
      },
    },
    { audience: "big", where: is({ column: "credit" }, { gt: "9" }), limit: { top: 100 } },
  ],
};

describe("the plan of a segment", () => {
  it.each([duckdb, postgres])("names what answers each condition on $id", async (dialect) => {
    const segment = { version: 1 as const, entity: "customers", where };
    const { outline } = explainMembers({ segment, catalog: shop, dialect, asOf: "2024-07-01T12:00:00Z" });
    const file = path.join(import.meta.dirname, "golden", dialect.id, "plan.txt");
    await expect(print(outline())).toMatchFileSnapshot(file);
  });
});

function print({ text, parts }: Outline, depth = 0): string {
  return `${"  ".repeat(depth)}${text}\n${parts.map((part) => print(part, depth + 1)).join("")}`;
}
