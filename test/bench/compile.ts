import { compileMembers } from "@/lib/core/compile/members";
import type { Condition, Segment } from "@/lib/core/segment/types";
import { dialect } from "@/lib/warehouses/duckdb/dialect";
import { shop } from "@/test/factories/shop";

/** How long a tree of so many conditions takes to become SQL. The aim is a millisecond for fifty. */
const SIZES = [1, 10, 50];
const ROUNDS = 400;

const rows = SIZES.map((size) => {
  const segment: Segment = { version: 1, entity: "customers", where: treeOf(size) };
  const question = { segment, catalog: shop, dialect, asOf: "2024-07-01T12:00:00Z" };
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    compileMembers(question);
    return performance.now() - started;
  });
  const sorted = times.slice(ROUNDS / 2).sort((a, b) => a - b);
  const at = (share: number) => `${sorted[Math.floor(sorted.length * share)]!.toFixed(3)} ms`;
  return { conditions: size, first: `${times[0]!.toFixed(3)} ms`, median: at(0.5), p95: at(0.95) };
});

console.info("Compiling a segment (DuckDB)");
console.table(rows);

/** Attributes, related counts, sums and windows in turn, a nested group at every tenth. */
function treeOf(size: number): Condition {
  const conditions = Array.from({ length: size }, (_, index) => condition(index));
  return { all: conditions };
}

function condition(index: number): Condition {
  const kinds: Condition[] = [
    { value: { column: "country" }, is: { in: ["DE", "FR", `X${index}`] } },
    { value: { count: true, of: "orders", during: { last: index + 1, unit: "day" } }, is: { gte: 1 } },
    { value: { column: "credit" }, is: { between: [index, index + 10] } },
    {
      value: { sum: { column: "total" }, of: "orders", during: { last: index + 1, unit: "month" } },
      is: { gt: "500" },
    },
    { not: { value: { column: "last_name" }, is: { contains: "son", ignore_case: true } } },
    { value: { since: { column: "birthday" }, in: "year" }, is: { gte: 20 + index } },
    {
      any: [
        { value: { column: "account.plan" }, is: { eq: "pro" } },
        { value: { column: "score" }, is: { gt: index } },
      ],
    },
    {
      value: {
        count: true,
        of: "orders.items",
        where: { value: { column: "product.category" }, is: { eq: `Category ${index}` } },
      },
      is: { eq: 0 },
    },
    { every: "orders", must: { value: { column: "total" }, is: { gte: index } } },
    {
      value: { first: { column: "ordered_at" }, of: "orders" },
      is: { during: { calendar: "this", unit: "year" } },
    },
  ];
  return kinds[index % kinds.length]!;
}
