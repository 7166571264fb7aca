import { describe, expect, it } from "vitest";
import {
  describeCondition,
  diffLines,
  describe as inWords,
  sentenceLines,
} from "@/lib/core/segment/describe";
import { parseSegment } from "@/lib/core/segment/parse";
import type { Segment } from "@/lib/core/segment/types";
import { shop } from "../../factories/shop";

function segment(where: unknown): Segment {
  const parsed = parseSegment({ version: 1, entity: "customers", where }, { catalog: shop });
  expect(parsed.problems).toEqual([]);
  return parsed.segment!;
}

const ORDERS = { count: true, of: "orders" };
const US = { value: { column: "country" }, is: { eq: "US" } };
const BIKES = { value: { column: "product.category" }, is: { eq: "Bikes" } };

const sentences: [where: unknown, sentence: string][] = [
  [
    { every: "orders", must: { value: { column: "total" }, is: { lt: { outer: { column: "credit" } } } } },
    "Everyone in Customers whose orders are all ones whose total is less than the credit of the customer.",
  ],
  [
    {
      value: {
        count: true,
        of: "orders",
        during: { after: { column: "signed_up_at" }, within: 30, unit: "day" },
      },
      is: { eq: 0 },
    },
    "Everyone in Customers with no orders within 30 days after signed up at.",
  ],
  [
    {
      not: {
        value: {
          count: true,
          of: "orders",
          during: { after: { column: "signed_up_at" }, within: 30, unit: "day" },
        },
        is: { gte: 1 },
      },
    },
    "Everyone in Customers whose number of orders within 30 days after signed up at is less than 1 or is unknown.",
  ],
  [{ all: [] }, "Everyone in Customers."],
  [{ any: [] }, "No one in Customers."],
  [US, "Everyone in Customers whose country is “US”."],
  [
    { value: { column: "country" }, is: { not_eq: "US" } },
    "Everyone in Customers whose country is not “US”.",
  ],
  [{ not: US }, "Everyone in Customers whose country is not “US” or is unknown."],
  [{ not: { not: US } }, "Everyone in Customers whose country is “US”."],
  [
    { not: { value: { column: "country" }, is: { known: true } } },
    "Everyone in Customers whose country is unknown.",
  ],
  [
    { value: { column: "account.plan" }, is: { in: ["free", "pro"] } },
    "Everyone in Customers whose account's plan is “free” or “pro”.",
  ],
  [
    { not: { value: { column: "country" }, is: { in: ["DE", "FR"] } } },
    "Everyone in Customers whose country is none of “DE” and “FR” or is unknown.",
  ],
  [
    { value: { column: "last_name" }, is: { contains: "son", ignore_case: true } },
    "Everyone in Customers whose last name contains “son” (in any case).",
  ],
  [
    { value: { column: "credit" }, is: { gt: "1234567.50" } },
    "Everyone in Customers whose credit is more than 1,234,567.5.",
  ],
  [
    { value: { column: "customer_id" }, is: { eq: 20457 } },
    "Everyone in Customers whose customer id is 20457.",
  ],
  [{ value: { column: "is_company" }, is: { eq: false } }, "Everyone in Customers whose is company is no."],
  [
    { value: { column: "birthday" }, is: { gte: "1990-05-01" } },
    "Everyone in Customers whose birthday is on or after 1 May 1990.",
  ],
  [
    { value: { column: "signed_up_at" }, is: { lt: "2024-05-01T09:30:00Z" } },
    "Everyone in Customers whose signed up at is before 1 May 2024 09:30 UTC.",
  ],
  [
    { value: { column: "birthday" }, is: { anniversary: { next: 7, unit: "day" } } },
    "Everyone in Customers whose birthday is in the next 7 days.",
  ],
  [
    { not: { value: { column: "birthday" }, is: { anniversary: { calendar: "this", unit: "day" } } } },
    "Everyone in Customers whose birthday is not today or is unknown.",
  ],
  [
    { value: { column: "signed_up_at" }, is: { anniversary: { next: 30, unit: "day" } } },
    "Everyone in Customers whose anniversary of signed up at is in the next 30 days.",
  ],
  [
    { value: { since: { column: "birthday" }, in: "month" }, is: { gte: 600 } },
    "Everyone in Customers whose number of full months since birthday is at least 600.",
  ],
  [
    {
      value: { since: { max: { column: "ordered_at" }, of: "orders" }, in: "day" },
      is: { gte: 200 },
    },
    "Everyone in Customers whose number of full days since the latest order is at least 200.",
  ],
  [
    {
      value: { since: { min: { column: "shipped_on" }, of: "orders" }, in: "year" },
      is: { gte: 2 },
    },
    "Everyone in Customers whose number of full years since earliest shipped on over orders is at least 2.",
  ],
  [
    { value: { part: "month", of: { column: "birthday" } }, is: { not_in: [1, 12] } },
    "Everyone in Customers whose month of birthday is none of January and December.",
  ],
  [
    {
      value: { last: { part: "weekday", of: { column: "ordered_at" } }, of: "orders", at: "ordered_at" },
      is: { eq: 6 },
    },
    "Everyone in Customers whose weekday of ordered at of the last order by ordered at is Saturday.",
  ],
  [
    { value: { since: { column: "birthday" }, in: "year" }, is: { between: [40, 49] } },
    "Everyone in Customers whose age is from 40 to 49.",
  ],
  [
    { value: { part: "weekday", of: { column: "signed_up_at" } }, is: { in: [6, 7] } },
    "Everyone in Customers whose weekday of signed up at is Saturday or Sunday.",
  ],
  [
    { not: { value: { part: "year", of: { column: "birthday" } }, is: { gte: 1990 } } },
    "Everyone in Customers whose year of birthday is less than 1990 or is unknown.",
  ],
  [
    {
      value: { difference: [{ column: "signed_up_at" }, { column: "account.since" }], in: "day" },
      is: { lte: 1.5 },
    },
    "Everyone in Customers whose number of days from account's since to signed up at is at most 1.5.",
  ],
  [
    { value: { difference: [{ column: "credit" }, { column: "account_id" }] }, is: { gt: "1000" } },
    "Everyone in Customers whose credit minus account id is more than 1,000.",
  ],
  [
    { value: { trunc: "month", of: { column: "signed_up_at" } }, is: { eq: "2024-05-01" } },
    "Everyone in Customers whose first day of the month of signed up at is 1 May 2024.",
  ],
  [
    { value: { trunc: "day", of: { column: "signed_up_at" } }, is: { gt: { column: "birthday" } } },
    "Everyone in Customers whose date of signed up at is after the birthday.",
  ],
  [{ value: ORDERS, is: { eq: 0 } }, "Everyone in Customers with no orders."],
  [{ not: { value: ORDERS, is: { eq: 0 } } }, "Everyone in Customers with at least one order."],
  [{ value: ORDERS, is: { eq: 1 } }, "Everyone in Customers with exactly one order."],
  [{ value: ORDERS, is: { gte: "3.0" } }, "Everyone in Customers with at least 3 orders."],
  [{ value: ORDERS, is: { gte: -1 } }, "Everyone in Customers whose number of orders is at least -1."],
  [{ value: ORDERS, is: { lt: 5 } }, "Everyone in Customers with fewer than 5 orders."],
  [{ not: { value: ORDERS, is: { lt: 5 } } }, "Everyone in Customers with at least 5 orders."],
  [{ value: ORDERS, is: { between: [2, 4000] } }, "Everyone in Customers with 2 to 4,000 orders."],
  [
    { value: { count: { column: "store_id" }, of: "orders" }, is: { lte: 2 } },
    "Everyone in Customers with at most 2 orders with a known store id.",
  ],
  [
    { value: { ...ORDERS, during: { last: 1, unit: "month" } }, is: { gte: 1 } },
    "Everyone in Customers with at least one order in the last month.",
  ],
  [
    {
      value: {
        ...ORDERS,
        during: { last: 90, unit: "day" },
        where: { value: { column: "total" }, is: { gt: 100 } },
      },
      is: { gte: 3 },
    },
    "Everyone in Customers with at least 3 orders in the last 90 days whose total is more than 100.",
  ],
  [
    { value: { sum: { column: "quantity" }, of: "orders.items", where: BIKES }, is: { gte: 12000 } },
    "Everyone in Customers whose sum of quantity over items of orders whose product's category is “Bikes” is at least 12,000.",
  ],
  [
    { not: { value: { sum: { column: "total" }, of: "orders" }, is: { gt: 5 } } },
    "Everyone in Customers whose sum of total over orders is at most 5.",
  ],
  [
    {
      value: {
        avg: { column: "total" },
        of: "orders",
        during: { calendar: "previous", unit: "month", count: 3 },
      },
      is: { lt: "99.50" },
    },
    "Everyone in Customers whose average total over orders in the previous 3 calendar months is less than 99.5.",
  ],
  [
    {
      value: { first: { column: "ordered_at" }, of: "orders" },
      is: { during: { from: "2014-01-01", to: "2014-03-31" } },
    },
    "Everyone in Customers whose first order's ordered at is from 1 January 2014 to 31 March 2014.",
  ],
  [
    {
      value: { min: { column: "ordered_at" }, of: "orders" },
      is: { during: { older_than: 2, unit: "year" } },
    },
    "Everyone in Customers whose earliest ordered at over orders is more than 2 years ago.",
  ],
  [
    {
      not: {
        value: {
          max: { column: "total" },
          of: "orders",
          at: "shipped_on",
          during: { calendar: "this", unit: "day", zone: "Asia/Tokyo" },
        },
        is: { gt: 5 },
      },
    },
    "Everyone in Customers whose highest total over orders by shipped on today (Asia/Tokyo time) is at most 5 or is unknown.",
  ],
  [
    {
      value: { ...ORDERS, during: { from: "2014-03-30", to: "2014-03-30", zone: "America/Los_Angeles" } },
      is: { gte: 1 },
    },
    "Everyone in Customers with at least one order on 30 March 2014 (America/Los_Angeles time).",
  ],
  [
    { every: "orders", must: { value: { column: "total" }, is: { gte: "1000" } } },
    "Everyone in Customers whose orders are all ones whose total is at least 1,000.",
  ],
  [
    {
      all: [
        {
          value: {
            ...ORDERS,
            where: {
              any: [
                { value: { column: "total" }, is: { gt: 1 } },
                { value: { column: "status" }, is: { eq: "new" } },
              ],
            },
          },
          is: { gte: 2 },
        },
        { any: [US, { value: { column: "account.plan" }, is: { eq: "pro" } }] },
      ],
    },
    "Everyone in Customers with at least 2 orders (whose total is more than 1, or whose status is “new”), and (whose country is “US”, or whose account's plan is “pro”).",
  ],
  [
    { not: { all: [US, { value: ORDERS, is: { gte: 1 } }] } },
    "Everyone in Customers except those (whose country is “US”, and with at least one order).",
  ],
];

describe("describe", () => {
  it.each(sentences)("reads %j", (where, sentence) => {
    expect(inWords(segment(where), shop)).toBe(sentence);
  });

  it("compares a count with another value", () => {
    expect(inWords(segment({ value: ORDERS, is: { gt: { column: "account_id" } } }), shop)).toBe(
      "Everyone in Customers whose number of orders is more than the account id.",
    );
  });
});

describe("what conditions refer to", () => {
  const called = {
    audiences: { vips: "Our best" },
    lists: { staff: "Staff 2026" },
    prioritySets: {},
  };
  const named = { ...shop, called };

  it("is called as people call it", () => {
    expect(describeCondition({ audience: "vips" }, "customers", named)).toBe("In the audience “Our best”");
    const list = { list: "staff", key: { column: "email" } };
    expect(describeCondition(list, "customers", named)).toBe("Email is in the list “Staff 2026”");
  });

  it("goes by its slug where no name is known", () => {
    expect(describeCondition({ audience: "constructor" }, "customers", named)).toBe(
      "In the audience “constructor”",
    );
    expect(describeCondition({ audience: "vips" }, "customers", shop)).toBe("In the audience “vips”");
  });
});

describe("describeCondition", () => {
  it("stands alone, without the noun it follows", () => {
    expect(describeCondition(US as never, "customers", shop)).toBe("Country is “US”");
    expect(describeCondition({ value: ORDERS, is: { gte: 1 } } as never, "customers", shop)).toBe(
      "At least one order",
    );
    expect(describeCondition({ value: { column: "total" }, is: { gt: 1 } }, "orders", shop)).toBe(
      "Total is more than 1",
    );
  });
});

describe("sentenceLines", () => {
  it("indents groups", () => {
    const tree = { all: [US, { not: { any: [{ value: ORDERS, is: { gte: 1 } }, US] } }] };
    expect(sentenceLines(segment(tree), shop)).toEqual([
      { depth: 0, text: "Everyone in Customers who meets all of these:" },
      { depth: 1, text: "Country is “US”" },
      { depth: 1, text: "None of these:" },
      { depth: 2, text: "At least one order" },
      { depth: 2, text: "Country is “US”" },
    ]);
  });

  it("puts a lone condition below everyone", () => {
    expect(sentenceLines(segment(US), shop)).toEqual([
      { depth: 0, text: "Everyone in Customers" },
      { depth: 1, text: "Country is “US”" },
    ]);
  });
});

describe("diffLines", () => {
  it("tells what was removed, then what was added", () => {
    const old = segment({ all: [US, { value: ORDERS, is: { gte: 1 } }] });
    const fresh = segment({
      all: [US, { value: ORDERS, is: { gte: 2 } }, { value: { column: "credit" }, is: { gt: 0 } }],
    });
    expect(diffLines(sentenceLines(old, shop), sentenceLines(fresh, shop))).toEqual([
      { depth: 0, text: "Everyone in Customers who meets all of these:", change: "same" },
      { depth: 1, text: "Country is “US”", change: "same" },
      { depth: 1, text: "At least one order", change: "removed" },
      { depth: 1, text: "At least 2 orders", change: "added" },
      { depth: 1, text: "Credit is more than 0", change: "added" },
    ]);
  });

  it("begins from nothing", () => {
    expect(diffLines([], sentenceLines(segment(US), shop)).map((line) => line.change)).toEqual([
      "added",
      "added",
    ]);
  });
});
