import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Tables } from "@/lib/core/segment/evaluate/data";
import { evaluate } from "@/lib/core/segment/evaluate/index";
import type { Condition, MeasureScope, Rank, SequenceStep, Test, Value } from "@/lib/core/segment/types";
import { shop } from "@/test/factories/shop";
import { openDuckdb } from "@/test/property/support/duckdb";
import type { Engine } from "@/test/property/support/engine";

const asOf = "2024-03-31T12:00:00Z";
const unknown = {
  email: null,
  last_name: null,
  country: null,
  city: null,
  birthday: null,
  signed_up_at: null,
};
const nothing = { credit: null, score: null, is_company: null, account_id: null, notes: null };

/** Four customers: 1 and 2 are known, 3 is known to be nobody, 4 points to an account that is not there. */
const tables: Tables = {
  customers: [
    {
      customer_id: 1,
      email: "ann@one.test",
      last_name: "Ångström",
      country: "DE",
      city: "",
      birthday: "1984-02-29",
      signed_up_at: "2024-03-31T00:30:00",
      credit: "10.00",
      score: 0.1,
      is_company: true,
      account_id: 7,
      notes: "100% sure_",
    },
    {
      customer_id: 2,
      email: "bob@two.test",
      last_name: "ÅNGSTRÖM",
      country: "US",
      city: "Rome",
      birthday: "1990-03-31",
      signed_up_at: "2024-02-29T13:00:00",
      credit: "10.01",
      score: 2,
      is_company: false,
      account_id: 7,
      notes: "100 percent",
    },
    { customer_id: 3, ...unknown, ...nothing },
    { customer_id: 4, ...unknown, ...nothing, account_id: 99 },
  ],
  accounts: [{ account_id: 7, plan: "pro", since: "2020-01-01" }],
  orders: [
    order(11, 1, "2024-03-31T11:59:59", "5.00", "paid", 1),
    order(12, 1, "2024-03-31T12:00:00", "7.00", "paid", 2),
    order(13, 1, "2024-03-01T12:00:00", null, "open", 1),
    order(14, 2, "2024-03-01T11:59:59", "5.00", null, 1),
    order(15, 2, null, "1.00", "open", null),
    order(16, null, "2024-03-30T00:00:00", "9.00", "paid", 1),
    order(17, 98, "2024-03-30T00:00:00", "9.00", "paid", 1),
  ],
  items: [
    { order_id: 11, line: 1, product_id: 1, quantity: 2, price: "1.00" },
    { order_id: 11, line: 2, product_id: 2, quantity: 1, price: "3.00" },
    { order_id: 12, line: 1, product_id: 1, quantity: 5, price: "1.00" },
    { order_id: 14, line: 1, product_id: 97, quantity: 1, price: "5.00" },
    { order_id: 96, line: 1, product_id: 1, quantity: 1, price: "5.00" },
  ],
  products: [
    { product_id: 1, category: "Bikes", name: "Racer" },
    { product_id: 2, category: "Gloves", name: null },
  ],
  visits: [
    { customer_id: 2, store_id: 1, page: "/b", seen_at: "2024-03-30T10:00:00Z" },
    { customer_id: 2, store_id: 1, page: "/a", seen_at: "2024-03-30T10:00:00Z" },
    { customer_id: 2, store_id: 2, page: "/z", seen_at: null },
  ],
};

function order(
  id: number,
  customer: number | null,
  at: string | null,
  total: string | null,
  status: string | null,
  store: number | null,
) {
  return {
    order_id: id,
    customer_id: customer,
    ordered_at: at,
    shipped_on: at?.slice(0, 10) ?? null,
    total,
    status,
    store_id: store,
  };
}

const is = (value: Value, test: Test): Condition => ({ value, is: test });
const column = (name: string, test: Test) => is({ column: name }, test);
const count = (scope: MeasureScope, test: Test) => is({ count: true, ...scope }, test);
const ordersIn = (during: MeasureScope["during"], test: Test) => count({ of: "orders", during }, test);
const SOME = { gte: 1 };
const rank = (given: Rank): Condition => ({ rank: given });
const sequence = (steps: SequenceStep[], anchor: "any" | "first" = "any"): Condition => ({
  sequence: { steps, anchor },
});
const PAID = column("status", { eq: "paid" });
const OPEN = column("status", { eq: "open" });
const NO = column("status", { eq: "no" });
const TWO = column("store_id", { eq: 2 });
const CREDIT: Value = { column: "credit" };
const ORDERS: Value = { count: true, of: "orders" };

const TESTS: [string, Condition, string][] = [
  ["text is", column("country", { eq: "DE" }), "1"],
  ["text is not: unknown is not met", column("country", { not_eq: "DE" }), "2"],
  ["text is one of", column("country", { in: ["DE", "FR"] }), "1"],
  ["text is none of: unknown is not met", column("country", { not_in: ["DE", "FR"] }), "2"],
  [
    "text is none of many",
    column("country", { not_in: Array.from({ length: 100 }, (_, n) => `U${n}`) }),
    "12",
  ],
  [
    "text is one of many",
    column("country", { in: [...Array.from({ length: 100 }, (_, n) => `U${n}`), "DE"] }),
    "1",
  ],
  ["text after", column("country", { gt: "DE" }), "2"],
  ["text from to", column("country", { between: ["A", "F"] }), "1"],
  ["text contains a percent sign", column("notes", { contains: "0%" }), "1"],
  ["text does not contain", column("notes", { not_contains: "%" }), "2"],
  ["text starts with", column("notes", { starts_with: "100 " }), "2"],
  ["text ends with an underscore", column("notes", { ends_with: "e_" }), "1"],
  ["text folds case", column("last_name", { eq: "ångström", ignore_case: true }), "12"],
  ["text never folds accents", column("last_name", { contains: "angstrom", ignore_case: true }), ""],
  ["empty text is known", column("city", { known: true }), "12"],
  ["unknown", column("city", { known: false }), "34"],
  ["sequence: strictly later", sequence([{ of: "visits" }, { of: "visits" }]), ""],
  ["sequence: a later row", sequence([{ of: "orders" }, { of: "orders" }]), "1"],
  ["sequence: everyone else", { not: sequence([{ of: "orders" }, { of: "orders" }]) }, "234"],
  [
    "sequence: within counts its end in, and nothing from as_of on",
    sequence([{ of: "orders" }, { of: "orders", within: 30, unit: "day" }]),
    "1",
  ],
  ["sequence: too late", sequence([{ of: "orders" }, { of: "orders", within: 29, unit: "day" }]), ""],
  [
    "sequence: the earliest alone may begin it",
    sequence(
      [
        { of: "orders", where: PAID },
        { of: "orders", where: PAID },
      ],
      "first",
    ),
    "1",
  ],
  [
    "sequence: the earliest does not go on",
    sequence([{ of: "orders" }, { of: "orders", where: NO }], "first"),
    "",
  ],
  ["sequence: none after", sequence([{ of: "orders" }, { of: "orders", none: true }]), "12"],
  [
    "sequence: none after the earliest",
    sequence([{ of: "orders" }, { of: "orders", none: true }], "first"),
    "2",
  ],
  [
    "sequence: none before the next",
    sequence([
      { of: "orders", where: OPEN },
      { of: "orders", where: PAID, none: true },
      { of: "orders", where: TWO },
    ]),
    "",
  ],
  [
    "sequence: none of others before the next",
    sequence([
      { of: "orders", where: OPEN },
      { of: "orders", where: NO, none: true },
      { of: "orders", where: TWO },
    ]),
    "1",
  ],
  [
    "sequence: during is of the first step",
    {
      sequence: {
        steps: [{ of: "orders" }, { of: "orders" }],
        anchor: "any",
        during: { last: 1, unit: "day" },
      },
    },
    "1",
  ],
  ["rank: unknown values take no part", rank({ by: CREDIT, order: "asc", top: 3 }), "12"],
  ["rank: the highest", rank({ by: CREDIT, order: "desc", top: 1 }), "2"],
  ["rank: everyone but the highest", { not: rank({ by: CREDIT, order: "desc", top: 1 }) }, "134"],
  ["rank: ties go to the lower key", rank({ by: ORDERS, order: "asc", top: 1 }), "3"],
  ["rank: a share is rounded down", rank({ by: ORDERS, order: "desc", percent: 74.9 }), "12"],
  ["rank: a share of too few is no one", rank({ by: ORDERS, order: "desc", percent: 24 }), ""],
  ["rank: at or above the median of 0, 0, 2, 3", rank({ by: ORDERS, order: "desc", percentile: 50 }), "12"],
  ["rank: at or below the median of 0, 0, 2, 3", rank({ by: ORDERS, order: "asc", percentile: 50 }), "34"],
  ["rank: a percentile keeps ties", rank({ by: ORDERS, order: "asc", percentile: 10 }), "34"],
  ["rank: the top percentile is the highest", rank({ by: ORDERS, order: "desc", percentile: 100 }), "1"],
  [
    "rank: among some",
    rank({ by: CREDIT, order: "desc", top: 1, among: column("country", { eq: "DE" }) }),
    "1",
  ],
  [
    "rank: of the rows a measure is about",
    count({ of: "orders", where: rank({ by: { column: "total" }, order: "desc", top: 3 }) }, SOME),
    "1",
  ],
  ["decimal is", column("credit", { eq: "10.0" }), "1"],
  ["decimal at least, with more places than it has", column("credit", { gt: "10.005" }), "2"],
  ["decimal from to", column("credit", { between: ["10.00", "10.005"] }), "1"],
  ["decimal none of", column("credit", { not_in: ["10.00"] }), "2"],
  ["double is", column("score", { eq: 0.1 }), "1"],
  ["double at most", column("score", { lte: 2 }), "12"],
  ["integer is", column("customer_id", { eq: "3" }), "3"],
  ["integer less than", column("customer_id", { lt: 3 }), "12"],
  ["yes", column("is_company", { eq: true }), "1"],
  ["not yes: unknown is not met", column("is_company", { not_eq: true }), "2"],
  ["date is", column("birthday", { eq: "1984-02-29" }), "1"],
  ["date until", column("birthday", { lte: "1984-02-29" }), "1"],
  ["moment from", column("signed_up_at", { gte: "2024-03-31T00:30:00Z" }), "1"],
  ["moment beside an offset", column("signed_up_at", { lt: "2024-03-31T02:30:00.000001+02:00" }), "12"],
  ["column beside column", is({ column: "credit" }, { gt: { column: "credit" } }), ""],
  ["to-one", column("account.plan", { eq: "pro" }), "12"],
  ["to-one that is not there is unknown", column("account.plan", { known: false }), "34"],
];

const LOGIC: [string, Condition, string][] = [
  ["all of nothing", { all: [] }, "1234"],
  ["any of nothing", { any: [] }, ""],
  ["not: unknown included", { not: column("country", { eq: "DE" }) }, "234"],
  ["not of not", { not: { not: column("country", { eq: "DE" }) } }, "1"],
  ["any", { any: [column("country", { eq: "US" }), column("account_id", { eq: 99 })] }, "24"],
  ["not of any", { not: { any: [column("country", { eq: "US" }), column("city", { known: true })] } }, "34"],
];

const TIMES: [string, Condition, string][] = [
  ["a window's beginning is in, its end is not", ordersIn({ last: 30, unit: "day" }, { eq: 1 }), ""],
  ["thirty days hold two orders of the first", ordersIn({ last: 30, unit: "day" }, { eq: 2 }), "1"],
  ["the next hour", ordersIn({ next: 1, unit: "hour" }, SOME), "1"],
  ["older than thirty days", ordersIn({ older_than: 30, unit: "day" }, SOME), "2"],
  [
    "a month back from the 31st is the 29th of February",
    column("signed_up_at", { during: { last: 1, unit: "month" } }),
    "12",
  ],
  [
    "today in Berlin, when clocks went forward",
    column("signed_up_at", { during: { calendar: "this", unit: "day" } }),
    "1",
  ],
  [
    "the 30th in New York",
    column("signed_up_at", { during: { from: "2024-03-30", to: "2024-03-30", zone: "America/New_York" } }),
    "1",
  ],
  [
    "whole months since, at the month's end",
    is({ since: { column: "signed_up_at" }, in: "month" }, { eq: 1 }),
    "2",
  ],
  [
    "whole years since: 40 on 28 February or 1 March alike by now",
    is({ since: { column: "birthday" }, in: "year" }, { eq: 40 }),
    "1",
  ],
  [
    "a birthday on 29 February is kept on the 28th",
    column("birthday", { anniversary: { from: "2023-02-28", to: "2023-02-28" } }),
    "1",
  ],
  ["the hour in Berlin", is({ part: "hour", of: { column: "signed_up_at" } }, { in: [1, 14] }), "12"],
  [
    "the hour after clocks went forward",
    is({ part: "hour", of: { max: { column: "ordered_at" }, of: "orders" } }, { eq: 14 }),
    "1",
  ],
  ["Sunday is the seventh day", is({ part: "weekday", of: { column: "signed_up_at" } }, { eq: 7 }), "1"],
  [
    "a part of what is unknown is unknown",
    is({ part: "year", of: { column: "birthday" } }, { gte: 0 }),
    "12",
  ],
  ["the day of a date", is({ part: "day", of: { column: "birthday" } }, { eq: 29 }), "1"],
  ["the quarter", is({ part: "quarter", of: { column: "birthday" } }, { not_eq: 1 }), ""],
  [
    "orders of a weekend",
    count(
      { of: "orders", where: is({ part: "weekday", of: { column: "ordered_at" } }, { gte: 6 }) },
      { eq: 2 },
    ),
    "1",
  ],
  [
    "a difference of numbers",
    is({ difference: [{ column: "credit" }, { sum: { column: "total" }, of: "orders" }] }, { lt: "0" }),
    "1",
  ],
  [
    "days between, with their fraction",
    is(
      {
        difference: [{ column: "signed_up_at" }, { min: { column: "ordered_at" }, of: "orders" }],
        in: "day",
      },
      { between: [29, 29.55] },
    ),
    "1",
  ],
  [
    "the first less the second",
    is(
      {
        difference: [{ column: "signed_up_at" }, { min: { column: "ordered_at" }, of: "orders" }],
        in: "hour",
      },
      { lt: 0 },
    ),
    "2",
  ],
  [
    "whole months between, stopping at the month's end",
    is({ difference: [{ column: "signed_up_at" }, { column: "birthday" }], in: "month" }, { in: [481, 407] }),
    "12",
  ],
  [
    "whole years between, rounded down",
    is({ difference: [{ column: "birthday" }, { column: "signed_up_at" }], in: "year" }, { lte: -34 }),
    "12",
  ],
  [
    "a difference from what is unknown is unknown",
    is({ difference: [{ column: "account.since" }, { column: "birthday" }], in: "week" }, { known: true }),
    "12",
  ],
  ["the local day", is({ trunc: "day", of: { column: "signed_up_at" } }, { eq: "2024-03-31" }), "1"],
  [
    "the first of the month",
    is({ trunc: "month", of: { column: "signed_up_at" } }, { eq: "2024-02-01" }),
    "2",
  ],
  ["the week's Monday", is({ trunc: "week", of: { column: "signed_up_at" } }, { eq: "2024-03-25" }), "1"],
  ["the quarter of a date", is({ trunc: "quarter", of: { column: "birthday" } }, { eq: "1984-01-01" }), "1"],
  [
    "the full hour",
    is({ trunc: "hour", of: { column: "signed_up_at" } }, { eq: "2024-03-31T00:00:00Z" }),
    "1",
  ],
  [
    "rounded down from nothing",
    is({ trunc: "year", of: { column: "signed_up_at" } }, { known: false }),
    "34",
  ],
  [
    "different days of orders",
    is({ count_distinct: { trunc: "day", of: { column: "ordered_at" } }, of: "orders" }, { eq: 2 }),
    "1",
  ],
  ["a birthday this week", column("birthday", { anniversary: { calendar: "this", unit: "week" } }), "2"],
];

const MEASURES: [string, Condition, string][] = [
  ["some orders", count({ of: "orders" }, SOME), "12"],
  ["no orders", count({ of: "orders" }, { eq: 0 }), "34"],
  ["fewer than three orders", count({ of: "orders" }, { lt: 3 }), "234"],
  ["orders with a known total", is({ count: { column: "total" }, of: "orders" }, { eq: 2 }), "12"],
  ["stores", is({ count_distinct: { column: "store_id" }, of: "orders" }, { gte: 2 }), "1"],
  ["sum", is({ sum: { column: "total" }, of: "orders" }, { eq: "12.00" }), "1"],
  ["sum of nothing is zero", is({ sum: { column: "total" }, of: "orders" }, { lte: "0" }), "34"],
  ["average of the known, exactly", is({ avg: { column: "total" }, of: "orders" }, { eq: "3.00" }), "2"],
  ["average of nothing is unknown", is({ avg: { column: "total" }, of: "orders" }, { known: false }), "34"],
  ["lowest", is({ min: { column: "total" }, of: "orders" }, { lt: "5.00" }), "2"],
  ["highest", is({ max: { column: "ordered_at" }, of: "orders" }, { eq: "2024-03-31T12:00:00Z" }), "1"],
  ["first", is({ first: { column: "order_id" }, of: "orders" }, { eq: 13 }), "1"],
  [
    "first by a date, ties to the lower key",
    is({ last: { column: "order_id" }, of: "orders", at: "shipped_on" }, { eq: 11 }),
    "1",
  ],
  [
    "last of rows without a key: ties to the lower value",
    is({ last: { column: "page" }, of: "visits" }, { eq: "/a" }),
    "2",
  ],
  ["every: none at all is yes", { every: "orders", must: column("total", { gte: "5.00" }) }, "34"],
  [
    "every of some",
    { every: "orders", where: column("status", { eq: "paid" }), must: column("total", { gte: "5.00" }) },
    "1234",
  ],
  ["each product once", count({ of: "orders.items.product" }, { eq: 2 }), "1"],
  [
    "each row once, summed",
    is({ sum: { column: "product_id" }, of: "orders.items.product" }, { eq: 3 }),
    "1",
  ],
  ["lines across orders", is({ sum: { column: "quantity" }, of: "orders.items" }, { eq: 8 }), "1"],
  [
    "lines of a product",
    count({ of: "orders.items", where: column("product.category", { eq: "Bikes" }) }, { gte: 2 }),
    "1",
  ],
  ["orders with a line", count({ of: "orders", where: count({ of: "items" }, SOME) }, { eq: 2 }), "1"],
  ["rows through to-one and back", count({ of: "account.people" }, { eq: 2 }), "12"],
  [
    "the same question twice",
    { all: [count({ of: "orders" }, { gte: 2 }), count({ of: "orders" }, { lt: 3 })] },
    "2",
  ],
];

describe("the SQL means what the language says", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openDuckdb({ catalog: shop, tables, asOf });
  });
  afterAll(() => engine.close());

  it.each([...TESTS, ...LOGIC, ...TIMES, ...MEASURES])("%s", async (_, where, expected) => {
    const members = [...expected];
    expect(await engine.members({ version: 1, entity: "customers", where })).toEqual(members);
    const others = ["1", "2", "3", "4"].filter((key) => !members.includes(key));
    expect(await engine.members({ version: 1, entity: "customers", where: { not: where } })).toEqual(others);
    expect(evaluate({ version: 1, entity: "customers", where }, shop, tables, asOf)).toEqual(members);
  });
});
