import { describe, expect, it } from "vitest";
import { evaluate, type Row, type Tables } from "@/lib/core/segment/evaluate/index";
import type { Condition, Test, Value } from "@/lib/core/segment/types";
import { shop } from "../../../factories/shop";

const AS_OF = "2024-05-31T10:00:00Z";

function customers(...rows: Row[]): Tables {
  return { customers: rows.map((row, index) => ({ customer_id: index + 1, ...row })) };
}

function members(where: Condition, tables: Tables, entity = "customers", asOf = AS_OF): string[] {
  return evaluate({ version: 1, entity, where }, shop, tables, asOf);
}

function meeting(value: Value, is: Test, tables: Tables): string[] {
  return members({ value, is }, tables);
}

const country: Value = { column: "country" };
const threeCountries = customers({ country: "US" }, { country: "IT" }, { country: null });

describe("1. two-valued", () => {
  it("lets an unknown value meet no test, negative ones included", () => {
    const met = (is: Test) => meeting(country, is, threeCountries);
    expect(met({ not_eq: "US" })).toEqual(["2"]);
    expect(met({ not_in: ["US"] })).toEqual(["2"]);
    expect(met({ not_in: [] })).toEqual(["1", "2"]);
    expect(met({ in: [] })).toEqual([]);
    expect(met({ not_contains: "S" })).toEqual(["2"]);
    expect(met({ known: true })).toEqual(["1", "2"]);
    expect(met({ known: false })).toEqual(["3"]);
  });

  it("takes `not` as the exact complement", () => {
    expect(members({ not: { value: country, is: { not_eq: "US" } } }, threeCountries)).toEqual(["1", "3"]);
    expect(members({ not: { all: [] } }, threeCountries)).toEqual([]);
    expect(members({ not: { any: [] } }, threeCountries)).toEqual(["1", "2", "3"]);
  });

  it("meets no test against an unknown value on the right", () => {
    const tables = customers({ country: "US", city: null }, { country: "US", city: "US" });
    expect(meeting(country, { not_eq: { column: "city" } }, tables)).toEqual([]);
    expect(meeting(country, { eq: { column: "city" } }, tables)).toEqual(["2"]);
    expect(meeting(country, { between: ["A", { column: "city" }] }, tables)).toEqual(["2"]);
  });
});

describe("2. population and paths", () => {
  const tables: Tables = {
    ...customers({ account_id: 1 }, { account_id: 9 }, { account_id: null }),
    accounts: [{ account_id: 1, plan: "pro" }],
    orders: [
      { order_id: 1, customer_id: 1, store_id: 7 },
      { order_id: 2, customer_id: 1, store_id: 7 },
      { order_id: 3, customer_id: null, store_id: 7 },
    ],
    items: [
      { order_id: 1, line: 1, quantity: 2, product_id: 1 },
      { order_id: 1, line: 2, quantity: 3, product_id: 1 },
      { order_id: 2, line: 1, quantity: 5, product_id: 1 },
    ],
    products: [{ product_id: 1, category: "Bikes" }],
  };

  it("reads a to-one path, unknown where it leads nowhere", () => {
    expect(meeting({ column: "account.plan" }, { eq: "pro" }, tables)).toEqual(["1"]);
    expect(meeting({ column: "account.plan" }, { known: false }, tables)).toEqual(["2", "3"]);
  });

  it("counts each row at the path's end once, however many ways lead there", () => {
    expect(meeting({ count: true, of: "orders.items.product" }, { eq: 1 }, tables)).toEqual(["1"]);
    expect(meeting({ count: true, of: "orders.same_store" }, { eq: 3 }, tables)).toEqual(["1"]);
    expect(meeting({ sum: { column: "quantity" }, of: "orders.items" }, { eq: 10 }, tables)).toEqual(["1"]);
  });

  it("speaks of the row at the end in `where`, with measures of its own", () => {
    const big: Value = {
      count: true,
      of: "orders",
      where: { value: { sum: { column: "quantity" }, of: "items" }, is: { gte: 5 } },
    };
    expect(meeting(big, { eq: 2 }, tables)).toEqual(["1"]);
  });

  it("asks `every` of the rows `where` speaks of, and is met by none at all", () => {
    const every = (gte: number): Condition => ({
      every: "orders.items",
      where: { value: { column: "line" }, is: { eq: 1 } },
      must: { value: { column: "quantity" }, is: { gte } },
    });
    expect(members(every(2), tables)).toEqual(["1", "2", "3"]);
    expect(members(every(3), tables)).toEqual(["2", "3"]);
  });
});

describe("3. measures", () => {
  const ordered = (...rows: Row[]): Tables => ({
    ...customers({}),
    orders: rows.map((row, index) => ({ order_id: 10 - index, customer_id: 1, ...row })),
  });
  const scope = { of: "orders" };
  const total: Value = { column: "total" };
  const status: Value = { column: "status" };
  const isMet = (value: Value, is: Test, tables: Tables) => meeting(value, is, tables).length === 1;

  it("is zero or unknown over nothing", () => {
    const none = ordered();
    for (const value of [
      { count: true as const, ...scope },
      { count_distinct: total, ...scope },
      { sum: total, ...scope },
    ]) {
      expect(isMet(value, { eq: 0 }, none)).toBe(true);
    }
    for (const value of [
      { avg: total, ...scope },
      { min: total, ...scope },
      { max: total, ...scope },
      { first: total, ...scope },
      { last: total, ...scope },
    ]) {
      expect(isMet(value, { known: false }, none)).toBe(true);
    }
  });

  it("leaves unknown values out, and counts known ones only when asked", () => {
    const tables = ordered({ total: "1.10" }, { total: "1.1" }, { total: null });
    expect(isMet({ count: true, ...scope }, { eq: 3 }, tables)).toBe(true);
    expect(isMet({ count: total, ...scope }, { eq: 2 }, tables)).toBe(true);
    expect(isMet({ count_distinct: total, ...scope }, { eq: 1 }, tables)).toBe(true);
    expect(isMet({ sum: total, ...scope }, { eq: "2.2" }, tables)).toBe(true);
    expect(isMet({ avg: total, ...scope }, { eq: "1.1" }, tables)).toBe(true);
  });

  it("keeps an average exact", () => {
    const tables = ordered({ total: "0.01" }, { total: "0.01" }, { total: "0" });
    expect(isMet({ avg: total, ...scope }, { gt: "0.006666666666666666666666666666666666" }, tables)).toBe(
      true,
    );
    expect(isMet({ avg: total, ...scope }, { lt: "0.006666666666666666666666666666666667" }, tables)).toBe(
      true,
    );
  });

  it("adds beyond 64 bits without losing a unit", () => {
    const tables: Tables = {
      ...customers({}),
      orders: [{ order_id: 1, customer_id: 1 }],
      items: [1, 2].map((line) => ({ order_id: 1, line, quantity: 9223372036854775807n })),
    };
    const sum: Value = { sum: { column: "quantity" }, of: "orders.items" };
    expect(meeting(sum, { eq: "18446744073709551614" }, tables)).toEqual(["1"]);
  });

  it("picks the first and last row by time; rows without one take no part", () => {
    const tables = ordered(
      { ordered_at: null, status: "lost" },
      { ordered_at: "2024-01-02T00:00:00", status: "b" },
      { ordered_at: "2024-01-01T00:00:00", status: "a" },
    );
    expect(isMet({ first: status, ...scope }, { eq: "a" }, tables)).toBe(true);
    expect(isMet({ last: status, ...scope }, { eq: "b" }, tables)).toBe(true);
  });

  it("settles ties by the lower key, for first and last alike", () => {
    const ordered_at = "2024-01-01T00:00:00";
    const tables = ordered({ ordered_at, status: "key ten" }, { ordered_at, status: "key nine" });
    expect(isMet({ first: status, ...scope }, { eq: "key nine" }, tables)).toBe(true);
    expect(isMet({ last: status, ...scope }, { eq: "key nine" }, tables)).toBe(true);
  });

  it("settles ties of rows without a key by the lower value, an unknown one last", () => {
    const visit = (page: string | null) => ({ customer_id: 1, page, seen_at: "2024-01-01T00:00:00Z" });
    const tables: Tables = { ...customers({}), visits: [visit(null), visit("b"), visit("B")] };
    const page: Value = { last: { column: "page" }, of: "visits" };
    expect(isMet(page, { eq: "B" }, tables)).toBe(true);
  });
});

describe("4. when a row happened", () => {
  const tables: Tables = {
    ...customers({}),
    orders: [{ order_id: 1, customer_id: 1, ordered_at: "2024-05-30T10:00:00", shipped_on: "2024-06-02" }],
  };
  const during = { last: 7, unit: "day" } as const;

  it("is `at`, else the entity's time column", () => {
    expect(meeting({ count: true, of: "orders", during }, { eq: 1 }, tables)).toEqual(["1"]);
    expect(meeting({ count: true, of: "orders", during, at: "shipped_on" }, { eq: 1 }, tables)).toEqual([]);
  });

  it("refuses where neither is given", () => {
    const value: Value = { count: true, of: "orders.items", during };
    expect(() => meeting(value, { eq: 1 }, tables)).toThrow(
      expect.objectContaining({ code: "NO_TIME_COLUMN" }),
    );
  });

  it("takes a to-one path as `at`", () => {
    const items: Tables = { ...tables, items: [{ order_id: 1, line: 1 }] };
    const value: Value = { count: true, of: "orders.items", during, at: "order.ordered_at" };
    expect(meeting(value, { eq: 1 }, items)).toEqual(["1"]);
  });
});

describe("5. as_of", () => {
  it("fixes the clock and leaves later rows in", () => {
    const tables: Tables = {
      ...customers({}),
      orders: [{ order_id: 1, customer_id: 1, ordered_at: "2030-01-01T00:00:00" }],
    };
    expect(meeting({ count: true, of: "orders" }, { eq: 1 }, tables)).toEqual(["1"]);
    const during = { next: 1, unit: "day" } as const;
    expect(meeting({ count: true, of: "orders", during }, { eq: 1 }, tables)).toEqual([]);
  });
});

describe("10. text", () => {
  const tables = customers(
    { country: "" },
    { country: "Égypte" },
    { country: "égypte" },
    { country: "egypte" },
  );

  it("is exact unless ignore_case is written, which keeps accents", () => {
    expect(meeting(country, { starts_with: "É" }, tables)).toEqual(["2"]);
    expect(meeting(country, { starts_with: "É", ignore_case: true }, tables)).toEqual(["2", "3"]);
    expect(meeting(country, { eq: "EGYPTE", ignore_case: true }, tables)).toEqual(["4"]);
    expect(meeting(country, { ends_with: "PTE", ignore_case: true }, tables)).toEqual(["2", "3", "4"]);
  });

  it("knows empty text, which every text contains", () => {
    expect(meeting(country, { eq: "" }, tables)).toEqual(["1"]);
    expect(meeting(country, { contains: "" }, tables)).toEqual(["1", "2", "3", "4"]);
  });

  it("orders by UTF-8 bytes, also beyond the basic plane", () => {
    // UTF-16 units would put the second before the first.
    const planes = customers({ country: "\uFF5E" }, { country: "\u{1F600}" });
    expect(meeting(country, { gt: "\uFF5E" }, planes)).toEqual(["2"]);
    expect(meeting(country, { lt: "\u{1F600}" }, planes)).toEqual(["1"]);
  });

  it("sorts keys by UTF-8 bytes", () => {
    const tables: Tables = customers({ customer_id: 10 }, { customer_id: 9 }, { customer_id: -1 });
    expect(members({ all: [] }, tables)).toEqual(["-1", "10", "9"]);
  });
});

describe("11. numbers", () => {
  it("takes literals of decimals and integers as text too", () => {
    const tables = customers({ credit: "0.30" }, { credit: "-0.1" }, { credit: "1000" });
    const credit: Value = { column: "credit" };
    expect(meeting(credit, { eq: 0.3 }, tables)).toEqual(["1"]);
    expect(meeting(credit, { lt: "0" }, tables)).toEqual(["2"]);
    expect(meeting(credit, { in: ["1e3", "0.3"] }, tables)).toEqual(["1", "3"]);
  });

  it("tells neighbouring 64-bit integers apart", () => {
    const tables = customers({ account_id: 9007199254740993n }, { account_id: 9007199254740992n });
    expect(meeting({ column: "account_id" }, { eq: "9007199254740993" }, tables)).toEqual(["1"]);
  });
});

describe("the row outside", () => {
  const tables: Tables = {
    ...customers({ credit: "10", signed_up_at: "2024-01-01T00:00:00" }, { credit: "99" }, { credit: null }),
    orders: [
      { order_id: 1, customer_id: 1, total: "20", ordered_at: "2024-01-03T00:00:00", store_id: 1 },
      { order_id: 2, customer_id: 1, total: "5", ordered_at: "2024-01-03T00:00:00.000001", store_id: 1 },
      { order_id: 3, customer_id: 2, total: "50", ordered_at: "2024-01-01T00:00:00", store_id: 1 },
      { order_id: 4, customer_id: 3, total: "50", ordered_at: "2024-01-02T00:00:00", store_id: 2 },
    ],
    items: [
      { order_id: 1, line: 1, price: "15" },
      { order_id: 2, line: 1, price: "15" },
      { order_id: 3, line: 1, price: "60" },
    ],
  };
  const credit: Value = { outer: { column: "credit" } };
  const dear: Condition = { value: { column: "total" }, is: { gt: credit } };

  it("is the one the relation was entered from", () => {
    expect(meeting({ count: true, of: "orders", where: dear }, { eq: 1 }, tables)).toEqual(["1"]);
    expect(meeting({ count: true, of: "orders", where: { not: dear } }, { gte: 1 }, tables)).toEqual([
      "1",
      "2",
      "3",
    ]);
    expect(members({ every: "orders", must: dear }, tables)).toEqual([]);
  });

  it("is measured where it stands", () => {
    const average: Value = { outer: { avg: { column: "total" }, of: "orders" } };
    const above: Condition = { value: { column: "total" }, is: { gt: average } };
    expect(meeting({ count: true, of: "orders", where: above }, { gte: 1 }, tables)).toEqual(["1"]);
  });

  it("lies one further out for each `outer`", () => {
    const price = (is: Test): Condition => ({
      value: {
        count: true,
        of: "orders",
        where: {
          value: { count: true, of: "items", where: { value: { column: "price" }, is } },
          is: { gte: 1 },
        },
      },
      is: { gte: 1 },
    });
    expect(members(price({ lt: { outer: { column: "total" } } }), tables)).toEqual(["1"]);
    expect(members(price({ lt: { outer: { outer: { column: "credit" } } } }), tables)).toEqual(["2"]);
  });

  it("lets a rank be one of its own rows", () => {
    const own: Condition = {
      rank: {
        by: { column: "total" },
        order: "desc",
        top: 1,
        among: { value: { column: "store_id" }, is: { eq: { outer: { column: "account_id" } } } },
      },
    };
    const people = { ...tables, ...customers({ account_id: 1 }, { account_id: 1 }, { account_id: 2 }) };
    expect(members({ value: { count: true, of: "orders", where: own }, is: { gte: 1 } }, people)).toEqual([
      "2",
      "3",
    ]);
  });

  it("says when a window begins: just after it, its end in", () => {
    const during = { after: { column: "signed_up_at" }, within: 2, unit: "day" } as const;
    const orders = { of: "orders", during } as const;
    expect(meeting({ count: true, ...orders }, { eq: 1 }, tables)).toEqual(["1"]);
    expect(meeting({ last: { column: "order_id" }, ...orders }, { eq: 1 }, tables)).toEqual(["1"]);
  });

  it("makes a measure unknown where it is unknown when its window begins", () => {
    const during = { after: { column: "signed_up_at" }, within: 2, unit: "day" } as const;
    const count: Value = { count: true, of: "orders", during };
    expect(meeting(count, { eq: 0 }, tables)).toEqual([]);
    expect(meeting(count, { known: false }, tables)).toEqual(["2", "3"]);
    expect(members({ not: { value: count, is: { gte: 1 } } }, tables)).toEqual(["2", "3"]);
    expect(meeting({ sum: { column: "total" }, of: "orders", during }, { lt: 1 }, tables)).toEqual([]);
  });
});

describe("fractions", () => {
  const tables: Tables = {
    ...customers({ credit: "3.33" }, { credit: "0" }, { credit: "0" }),
    orders: [
      { order_id: 1, customer_id: 1, total: "10", shipped_on: "2024-05-01" },
      { order_id: 2, customer_id: 1, total: "0", shipped_on: "2024-05-03" },
      { order_id: 3, customer_id: 1, total: "0", shipped_on: null },
      ...Array.from({ length: 32 }, (_, index) => ({
        order_id: 4 + index,
        customer_id: 2,
        total: index === 0 ? "-0.01" : "0",
      })),
    ],
  };
  const average: Value = { avg: { column: "total" }, of: "orders" };

  it("are compared as they are with other values", () => {
    expect(meeting(average, { gt: { column: "credit" } }, tables)).toEqual(["1"]);
    expect(meeting(average, { eq: average }, tables)).toEqual(["1", "2"]);
  });

  it("are rounded inside another value, halves away from zero", () => {
    const rounded: Value = { difference: [average, { column: "credit" }] };
    expect(meeting(rounded, { eq: "0.003333" }, tables)).toEqual(["1"]);
    expect(meeting(rounded, { eq: "-0.000313" }, tables)).toEqual(["2"]);
    expect(members({ rank: { by: average, order: "asc", top: 1 } }, tables)).toEqual(["2"]);
  });

  it("can be averages of ages", () => {
    const age: Value = { avg: { since: { column: "shipped_on" }, in: "day" }, of: "orders" };
    expect(meeting(age, { eq: 29 }, tables)).toEqual(["1"]);
    expect(meeting({ since: { column: "birthday" }, in: "year" }, { lt: age }, tables)).toEqual([]);
  });
});

describe("12. what is not evaluated yet", () => {
  it("refuses before reading a row, naming the node", () => {
    const refusals: Condition[] = [{ audience: "vips" }, { list: "l", key: country }];
    const nodes = ["audience", "list"];
    refusals.forEach((where, index) => {
      const details = { node: nodes[index] };
      expect(() => members(where, {})).toThrow(expect.objectContaining({ code: "UNSUPPORTED", details }));
    });
  });
});
