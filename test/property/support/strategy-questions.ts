import type {
  Condition,
  Limit,
  MeasureScope,
  Rank,
  Segment,
  Sequence,
  Test,
  Value,
} from "@/lib/core/segment/types";

const is = (value: Value, test: Test): Condition => ({ value, is: test });
const column = (name: string, test: Test) => is({ column: name }, test);
const count = (scope: MeasureScope, test: Test) => is({ count: true, ...scope }, test);
const some = (scope: MeasureScope) => count(scope, { gte: 1 });
const none = (scope: MeasureScope) => count(scope, { eq: 0 });
const last = (days: number) => ({ last: days, unit: "day" as const });
const orders = (during?: MeasureScope["during"], where?: Condition): MeasureScope => ({
  of: "orders",
  ...(during && { during }),
  ...(where && { where }),
});
const sum = (during: MeasureScope["during"], test: Test) =>
  is({ sum: { column: "total" }, ...orders(during) }, test);
const PAID = column("status", { eq: "paid" });
const every = (must: Condition): Condition => ({ every: "orders", must });
const rank = (given: Partial<Rank>): Condition => ({
  rank: { by: { column: "credit" }, order: "desc", ...given },
});
const richest = (top: number): Limit => ({ top, by: { column: "credit" }, order: "desc" });
const sequence = (given: Partial<Sequence>): Condition => ({
  sequence: { anchor: "any", steps: [{ of: "orders" }, { of: "visits" }], ...given },
});
const WEEK = { within: 7, unit: "day" } as const;
/** By a value of nobody, so that what stands beside it decides. */
const NOBODY = column("country", { eq: "XX" });

const ABOUT_CUSTOMERS: readonly Condition[] = [
  { all: [some(orders(last(7))), count(orders(last(60)), { gte: 2 }), sum(last(366), { gt: "60" })] },
  { all: [some(orders(last(90))), none(orders(last(7)))] },
  { not: { all: [sum(last(90), { gte: 0 }), none(orders(last(7)))] } },
  { any: [sum(last(90), { gt: "100" }), none(orders(last(7)))] },
  { all: [sum(last(90), { gte: "10" }), { not: some(orders(last(30))) }] },
  {
    all: [
      count(orders(last(30)), { gte: 1 }),
      count(orders({ older_than: 8, unit: "day" }), { gte: 1 }),
      sum(last(30), { gte: 0 }),
    ],
  },
  {
    all: [sum({ from: "2024-05-01", to: "2024-06-23" }, { gte: "10" }), count(orders(last(30)), { gte: 2 })],
  },
  { all: [sum(last(30), { gte: "10" }), count({ ...orders(last(20)), at: "shipped_on" }, { gte: 1 })] },
  { all: [sum(last(90), { gte: "50" }), sum(last(8), { lt: "60" }), sum(last(30), { gt: "10" })] },
  { all: [count(orders(), { gte: 2 }), every(column("total", { gte: "11" }))] },
  { all: [count(orders(), { gte: 2 }), { not: every(column("status", { not_eq: "open" })) }] },
  {
    any: [
      { not: some({ of: "visits" }) },
      { all: [column("country", { eq: "DE" }), some(orders(last(20)))] },
    ],
  },
  { any: [some(orders(last(8), PAID)), some({ of: "visits", during: last(8) })] },
  { any: [NOBODY, some(orders(last(8), PAID)), some({ of: "visits", during: last(8) })] },
  { not: { any: [some(orders(last(30))), some({ of: "visits", during: last(30) })] } },
  none(orders(last(60), PAID)),
  { all: [none({ of: "visits" }), some(orders())] },
  sequence({}),
  sequence({
    steps: [
      { of: "orders", where: PAID },
      { of: "orders", ...WEEK },
    ],
  }),
  sequence({ steps: [{ of: "orders" }, { of: "visits", ...WEEK }, { of: "orders", ...WEEK }] }),
  sequence({
    during: { from: "2024-05-01T00:00:00Z", to: "2024-06-24T13:00:00Z" },
    steps: [{ of: "orders" }, { of: "visits", ...WEEK }],
  }),
  sequence({ during: last(60), steps: [{ of: "visits" }, { of: "orders", ...WEEK }] }),
  sequence({
    during: { from: "2024-05-01T00:00:00Z", to: "2024-06-12T00:00:00Z" },
    steps: [{ of: "orders" }, { of: "orders", none: true, within: 30, unit: "day" }],
  }),
  sequence({
    anchor: "first",
    steps: [{ of: "orders" }, { of: "visits", none: true }, { of: "orders", where: PAID }],
  }),
  rank({ top: 7 }),
  rank({ top: 11, order: "asc" }),
  rank({ percent: 10 }),
  rank({ percent: 33, order: "asc" }),
  rank({ percent: 80 }),
  rank({ percentile: 70 }),
  rank({ percentile: 40, order: "asc" }),
  {
    not: {
      audience: "offers",
      turns: [
        { audience: "first", where: column("country", { eq: "DE" }), limit: richest(9) },
        { audience: "second", where: column("score", { gt: 2 }) },
        { audience: "third", where: some({ of: "visits", where: column("page", { eq: "/cart" }) }) },
        { audience: "fourth", where: column("credit", { gt: "1" }), limit: richest(12) },
      ],
    },
  },
  { all: [rank({ percent: 60 }), rank({ percent: 70, order: "asc" }), column("country", { eq: "DE" })] },
  { all: [rank({ top: 30, by: { sum: { column: "total" }, of: "orders" } }), some(orders(last(60)))] },
  { not: rank({ top: 20, by: { sum: { column: "total" }, of: "orders" } }) },
  is({ first: { column: "status" }, of: "orders" }, { eq: "paid" }),
  { not: is({ last: { column: "status" }, of: "orders" }, { in: ["open", "sent"] }) },
];

/** Related over a key that some rows do not have. */
const ABOUT_ORDERS: readonly Condition[] = [
  { not: some({ of: "neighbours" }) },
  { not: some({ of: "neighbours", where: column("page", { eq: "/cart" }) }) },
  { any: [column("status", { eq: "paid" }), { not: some({ of: "neighbours" }) }] },
  none({ of: "neighbours" }),
];

/** Trees that meet every strategy of the compiler, where it could go wrong. */
export const STRATEGY_QUESTIONS: readonly Segment[] = [
  ...ABOUT_CUSTOMERS.map((where) => ({ version: 1 as const, entity: "customers", where })),
  ...ABOUT_ORDERS.map((where) => ({ version: 1 as const, entity: "orders", where })),
];
