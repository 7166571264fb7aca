import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileMembers } from "@/lib/core/compile/members";
import type { Dialect, SqlQuery } from "@/lib/core/ports/warehouse";
import type { Condition, MeasureScope, Test, Value } from "@/lib/core/segment/types";
import { dialect as bigquery } from "@/lib/warehouses/bigquery/dialect";
import { dialect as duckdb } from "@/lib/warehouses/duckdb/dialect";
import { dialect as postgres } from "@/lib/warehouses/postgres/dialect";
import { heldList, shopWith } from "@/test/factories/traits";
import { zetaQuery, zetaTables } from "@/test/support/zetasql/catalog";
import { zetasqlMissing } from "@/test/support/zetasql/package";
import { type ZetaCatalog, Zetasql } from "@/test/support/zetasql/zetasql";

const is = (value: Value, test: Test): Condition => ({ value, is: test });
const column = (name: string, test: Test): Condition => is({ column: name }, test);
const some = (scope: MeasureScope): Condition => is({ count: true, ...scope }, { gte: 1 });
const all = (...conditions: Condition[]): Condition => ({ all: conditions });
const none = (scope: MeasureScope): Condition => is({ count: true, ...scope }, { eq: 0 });

/** Reviewed like code: each file is what a data team is shown. */
const CASES: Record<string, Condition> = {
  everyone: { all: [] },
  "no-one": { any: [] },
  columns: {
    all: [
      column("country", { in: ["DE", "FR"] }),
      column("credit", { gte: "12.5" }),
      column("birthday", { between: ["1980-01-01", "1989-12-31"] }),
      column("signed_up_at", { during: { calendar: "previous", unit: "month" } }),
      column("is_company", { eq: false }),
      column("email", { known: true }),
    ],
  },
  "not-of-unknown": { not: column("country", { eq: "US" }) },
  "any-of-several": {
    any: [
      column("country", { eq: "DE" }),
      { all: [column("score", { gt: 0.5 }), some({ of: "orders" })] },
      { not: column("city", { not_in: ["Rome", "Paris"] }) },
    ],
  },
  "long-list": { not: column("country", { in: Array.from({ length: 51 }, (_, index) => `C${index}`) }) },
  "text-ignoring-case": {
    all: [
      column("last_name", { contains: "SON", ignore_case: true }),
      column("city", { starts_with: "New " }),
      column("email", { ends_with: ".test" }),
      column("notes", { not_contains: "100%" }),
    ],
  },
  "to-one": { all: [column("account.plan", { eq: "pro" }), column("account.since", { lt: "2020-01-01" })] },
  "some-rows": some({ of: "orders", during: { last: 30, unit: "day" } }),
  "no-rows": none({ of: "orders", during: { last: 90, unit: "day" } }),
  "some-and-no-rows": {
    all: [
      some({ of: "orders", during: { last: 365, unit: "day" } }),
      none({ of: "orders", during: { last: 90, unit: "day" } }),
    ],
  },
  "rows-across-two-relations": some({
    of: "orders.items",
    where: { all: [column("product.category", { eq: "Helmets" }), column("quantity", { gte: 2 })] },
  }),
  "rows-that-may-repeat": is({ count: true, of: "orders.items.product" }, { gte: 3 }),
  "threshold-of-a-count": is({ count: true, of: "orders", during: { last: 365, unit: "day" } }, { gte: 3 }),
  "count-that-may-be-zero": is({ count: true, of: "orders" }, { lt: 3 }),
  "several-measures-of-the-same-rows": {
    all: [
      is({ count: true, of: "orders" }, { between: [2, 10] }),
      is({ sum: { column: "total" }, of: "orders" }, { gt: "500" }),
      is({ max: { column: "total" }, of: "orders" }, { lt: "1000" }),
      is({ count_distinct: { column: "store_id" }, of: "orders" }, { gt: 1 }),
    ],
  },
  "windows-inside-windows": {
    all: [
      some({ of: "orders", during: { last: 7, unit: "day" } }),
      is({ count: true, of: "orders", during: { last: 30, unit: "day" } }, { gte: 2 }),
      is({ sum: { column: "total" }, of: "orders", during: { last: 365, unit: "day" } }, { gt: "500" }),
      {
        not: is({ max: { column: "total" }, of: "orders", during: { last: 90, unit: "day" } }, { gt: "99" }),
      },
    ],
  },
  "every-beside-a-count": {
    all: [
      is({ count: true, of: "orders" }, { gte: 2 }),
      { every: "orders", must: column("total", { gte: "50" }) },
    ],
  },
  "average-multiplied-out": is({ avg: { column: "total" }, of: "orders" }, { gte: "99.99" }),
  "measure-inside-a-measure": is(
    {
      sum: { column: "total" },
      of: "orders",
      where: some({ of: "items", where: column("product.category", { in: ["Bikes", "Gloves"] }) }),
    },
    { gt: "3000" },
  ),
  every: {
    every: "orders",
    where: column("status", { not_eq: "cancelled" }),
    must: column("total", { gte: "1000" }),
  },
  first: is(
    { first: { column: "ordered_at" }, of: "orders" },
    { during: { from: "2024-01-01", to: "2024-03-31" } },
  ),
  "first-of-something-else": is(
    { first: { column: "status" }, of: "orders", during: { last: 365, unit: "day" } },
    { in: ["paid", "open"] },
  ),
  "last-of-rows-without-a-key": is({ last: { column: "page" }, of: "visits" }, { eq: "/checkout" }),
  "whole-years-since": is({ since: { column: "birthday" }, in: "year" }, { between: [40, 49] }),
  "part-of-a-date": is({ part: "month", of: { column: "birthday" } }, { in: [6, 7, 8] }),
  "part-of-a-time": is({ part: "weekday", of: { column: "signed_up_at" } }, { gte: 6 }),
  "rank-among-some": {
    rank: {
      by: { sum: { column: "total" }, of: "orders" },
      order: "desc",
      top: 120,
      among: column("country", { eq: "DE" }),
    },
  },
  "rank-beside-others": {
    all: [
      column("account.plan", { eq: "pro" }),
      { rank: { by: { column: "credit" }, order: "desc", percent: 10 } },
      some({ of: "orders", during: { last: 30, unit: "day" } }),
    ],
  },
  "one-after-another": {
    sequence: {
      anchor: "any",
      steps: [
        { of: "orders", where: column("status", { eq: "open" }) },
        { of: "orders", within: 30, unit: "day", where: column("status", { eq: "paid" }) },
      ],
    },
  },
  "not-first-then-none": {
    not: {
      sequence: {
        anchor: "first",
        during: { last: 90, unit: "day" },
        steps: [{ of: "orders" }, { of: "visits", none: true, within: 1, unit: "month" }],
      },
    },
  },
  "not-in-a-percentile": { not: { rank: { by: { column: "credit" }, order: "desc", percentile: 90 } } },
  "difference-of-numbers": is(
    { difference: [{ column: "credit" }, { sum: { column: "total" }, of: "orders" }] },
    { gt: "12.5" },
  ),
  "difference-in-days": some({
    of: "orders",
    where: is({ difference: [{ column: "shipped_on" }, { column: "ordered_at" }], in: "day" }, { lte: 1.5 }),
  }),
  "difference-in-whole-years": is(
    { difference: [{ column: "signed_up_at" }, { column: "birthday" }], in: "year" },
    { gte: 18 },
  ),
  "rounded-down-to-a-month": is({ trunc: "month", of: { column: "signed_up_at" } }, { eq: "2024-06-01" }),
  "rounded-down-to-an-hour": is(
    { trunc: "hour", of: { column: "signed_up_at" } },
    { eq: "2024-06-01T09:00:00Z" },
  ),
  "audiences-served-in-turn": {
    all: [
      column("country", { known: true }),
      {
        not: {
          audience: "offers",
          turns: [
            { audience: "first", where: column("country", { eq: "DE" }), limit: { top: 10, salt: "s" } },
            { audience: "second", where: column("score", { gt: 1 }) },
            { audience: "third", where: some({ of: "orders" }) },
            {
              audience: "fourth",
              where: some({ of: "visits" }),
              limit: { top: 20, by: { column: "credit" }, order: "desc" },
            },
          ],
        },
      },
    ],
  },
  "audience-limited-and-split": {
    audience: "spring",
    where: {
      all: [
        column("country", { eq: "DE" }),
        { not: { audience: "drawn", where: { all: [] }, limit: { top: 5, salt: "t" } } },
      ],
    },
    limit: {
      top: 100,
      per: { column: "account_id", at_most: 2 },
      by: { sum: { column: "total" }, of: "orders" },
      order: "desc",
    },
    share: {
      name: "treatment",
      salt: "s",
      unit: { column: "account_id" },
      ranges: [
        ["4000000000000000", "8000000000000000"],
        ["c000000000000000", null],
      ],
    },
  },
  anniversary: column("birthday", { anniversary: { next: 7, unit: "day" } }),
  "column-beside-column": column("credit", { gt: { sum: { column: "total" }, of: "orders" } }),
  "above-a-column-outside": some({
    of: "orders",
    where: column("total", { gt: { outer: { column: "credit" } } }),
  }),
  "above-an-average-outside": is(
    {
      count: true,
      of: "orders",
      where: column("total", { gt: { outer: { avg: { column: "total" }, of: "orders" } } }),
    },
    { gte: 2 },
  ),
  "two-rows-outside": some({
    of: "orders",
    where: some({ of: "items", where: column("price", { gt: { outer: { outer: { column: "credit" } } } }) }),
  }),
  "ranked-beside-a-row-outside": some({
    of: "orders",
    where: all(column("status", { eq: "paid" }), {
      rank: {
        by: { column: "total" },
        order: "desc",
        top: 3,
        among: column("customer_id", { eq: { outer: { column: "customer_id" } } }),
      },
    }),
  }),
  "none-soon-after": none({
    of: "orders",
    during: { after: { column: "signed_up_at" }, within: 30, unit: "day" },
  }),
  "first-soon-after": is(
    {
      first: { column: "status" },
      of: "orders",
      during: { after: { first: { column: "seen_at" }, of: "visits" }, within: 2, unit: "month" },
    },
    { eq: "paid" },
  ),
  "soon-after-another-column": column("signed_up_at", {
    during: { after: { column: "account.since" }, within: 1, unit: "week" },
  }),
  "one-after-another-over-different-columns": {
    sequence: { anchor: "any", steps: [{ of: "account.people", at: "signed_up_at" }, { of: "orders" }] },
  },
  "average-beside-another": is(
    { avg: { column: "total" }, of: "orders", during: { last: 90, unit: "day" } },
    { gt: { avg: { column: "total" }, of: "orders" } },
  ),
  "average-inside-another": is(
    { avg: { avg: { column: "price" }, of: "items" }, of: "orders" },
    { gte: "19.99" },
  ),
  "ranked-by-an-average": {
    rank: { by: { avg: { column: "total" }, of: "orders" }, order: "desc", top: 100 },
  },
  "average-of-ages": is({ avg: { since: { column: "shipped_on" }, in: "day" }, of: "orders" }, { lt: 30 }),
  "longest-time-between": is(
    { max: { difference: [{ column: "shipped_on" }, { column: "ordered_at" }], in: "day" }, of: "orders" },
    { gt: 3 },
  ),
  "moments-in-another-zone": some({
    of: "visits",
    during: { from: "2024-03-31", to: "2024-03-31", zone: "America/Los_Angeles" },
  }),
  trait: is({ trait: "lifetime_spend" }, { gte: 100 }),
  "trait-of-sql": {
    any: [is({ trait: "loyalty" }, { gte: 10 }), { not: is({ trait: "loyalty" }, { lt: 3 }) }],
  },
  "held-list": {
    all: [
      { list: "vips", key: { column: "email" }, held: heldList("vips", ["a@x.test"], "lower_trimmed") },
      { not: { list: "ids", key: { column: "customer_id" }, held: heldList("ids", ["1", "2"]) } },
    ],
  },
};

/** Warehouses by what their parameters are called: the first is 1, or 0. */
const DIALECTS: [name: string, dialect: Dialect, parameter: (index: number) => string][] = [
  ["DuckDB", duckdb, (index) => `$${index + 1}`],
  ["Postgres", postgres, (index) => `$${index + 1}`],
  ["BigQuery", bigquery, (index) => `@p${index}`],
];

const compile = (dialect: Dialect, where: Condition) =>
  compileMembers({
    segment: { version: 1, entity: "customers", where },
    catalog: shopWith(),
    dialect,
    asOf: "2024-07-01T12:00:00Z",
  });

describe.each(DIALECTS)("the SQL for %s", (_, dialect, parameter) => {
  it.each(Object.entries(CASES))("of %s", async (name, where) => {
    const file = path.join(import.meta.dirname, "golden", dialect.id, `${name}.sql`);
    await expect(print(compile(dialect, where), parameter)).toMatchFileSnapshot(file);
  });
});

function print({ sql, parameters }: SqlQuery, parameter: (index: number) => string): string {
  const bound = parameters.map((value, index) => `-- ${parameter(index)}: ${shown(value)}\n`);
  return `${sql}\n${bound.length > 0 ? "\n" : ""}${bound.join("")}`;
}

/** Tables of letters are long, and core's own. */
function shown(value: unknown): string {
  const isTable = typeof value === "string" && value.length > 1000;
  return isTable ? `${JSON.stringify(value.slice(0, 30))}… (${value.length})` : JSON.stringify(value);
}

const missing = zetasqlMissing();

describe.skipIf(missing)(`BigQuery's analyser${missing ? ` (${missing})` : ""}`, () => {
  let zetasql: Zetasql;
  let tables: ZetaCatalog;
  beforeAll(async () => {
    zetasql = await Zetasql.start();
    tables = await zetasql.open(zetaTables(shopWith(), {}));
  });
  afterAll(() => zetasql?.stop());

  it.each(Object.entries(CASES))("accepts the SQL of %s", async (_, where) => {
    await tables.analyze(zetaQuery(compile(bigquery, where)));
  });
});
