import { describe, expect, it } from "vitest";
import { columnsOf } from "@/lib/core/segment/columns";
import { draftLiterals } from "@/lib/core/segment/draft-literals";
import { personalLiterals } from "@/lib/core/segment/personal-literals";
import type { Condition } from "@/lib/core/segment/types";
import { shop } from "../../factories/shop";

function touched(where: Condition): string[] {
  return columnsOf({ version: 1, entity: "customers", where }, shop).map(
    ({ entity, column, pii }) => `${entity}.${column}${pii === null ? "" : ` (${pii})`}`,
  );
}

function personal(where: Condition): object[] {
  return personalLiterals({ version: 1, entity: "customers", where }, shop).map(
    ({ condition: _, ...found }) => found,
  );
}

describe("columnsOf", () => {
  it("names the members' key even for everyone", () => {
    expect(touched({ all: [] })).toEqual(["customers.customer_id"]);
  });

  it("names each column once, with what it is", () => {
    const email: Condition = { value: { column: "email" }, is: { known: true } };
    expect(
      touched({ any: [email, { not: email }, { value: { column: "notes" }, is: { known: false } }] }),
    ).toEqual(["customers.customer_id", "customers.email (email)", "customers.notes (unclassified)"]);
  });

  it("names what is joined on and the time of a window", () => {
    expect(
      touched({
        value: {
          sum: { column: "total" },
          of: "orders",
          during: { last: 7, unit: "day" },
          where: { value: { column: "customer.account.plan" }, is: { eq: "pro" } },
        },
        is: { gt: { column: "credit" } },
      }),
    ).toEqual([
      "accounts.account_id",
      "accounts.plan",
      "customers.account_id",
      "customers.credit",
      "customers.customer_id",
      "orders.customer_id",
      "orders.order_id",
      "orders.ordered_at",
      "orders.total",
    ]);
  });

  it("names the key of a row outside and what is read of it", () => {
    const is = { gt: { outer: { column: "credit" } } };
    expect(touched({ every: "orders", must: { value: { column: "total" }, is } })).toEqual([
      "customers.credit",
      "customers.customer_id",
      "orders.customer_id",
      "orders.order_id",
      "orders.total",
    ]);
  });

  it("names another time where the measure does", () => {
    expect(
      touched({ value: { first: { column: "status" }, of: "orders", at: "shipped_on" }, is: { eq: "new" } }),
    ).toEqual([
      "customers.customer_id",
      "orders.customer_id",
      "orders.order_id",
      "orders.shipped_on",
      "orders.status",
    ]);
  });

  it("looks inside every row", () => {
    expect(touched({ every: "visits", must: { value: { column: "page" }, is: { not_eq: "/" } } })).toEqual([
      "customers.customer_id",
      "visits.customer_id",
      "visits.page",
    ]);
  });
});

describe("personalLiterals", () => {
  it("finds what is compared with a column of the row outside", () => {
    const outer: Condition = { value: { outer: { column: "email" } }, is: { eq: "ann@shop.test" } };
    const orders: Condition = { value: { count: true, of: "orders", where: outer }, is: { gte: 1 } };
    expect(personal(orders)).toEqual([{ entity: "customers", column: "email", pii: "email", literals: 1 }]);
    expect(draftLiterals(orders, "customers", shop)).toEqual([{ entity: "customers", column: "email" }]);
  });

  it("finds values written down for identifying columns", () => {
    expect(
      personal({
        any: [
          { value: { column: "email" }, is: { eq: "a@shop.test" } },
          { value: { column: "last_name" }, is: { in: ["Smith", "Jones"] } },
          { value: { column: "notes" }, is: { contains: "vip" } },
        ],
      }),
    ).toEqual([
      { entity: "customers", column: "email", pii: "email", literals: 1 },
      { entity: "customers", column: "last_name", pii: "last_name", literals: 2 },
      { entity: "customers", column: "notes", pii: "unclassified", literals: 1 },
    ]);
  });

  it("finds them inside measures and relations", () => {
    const byName: Condition = { value: { column: "customer.last_name" }, is: { starts_with: "Mc" } };
    expect(personal({ value: { count: true, of: "orders", where: byName }, is: { gte: 1 } })).toEqual([
      { entity: "customers", column: "last_name", pii: "last_name", literals: 1 },
    ]);
    expect(personal({ every: "orders", must: byName })).toHaveLength(1);
    expect(
      personal({ value: { max: { column: "email" }, of: "account.people" }, is: { gt: "m" } }),
    ).toMatchObject([{ column: "email" }]);
  });

  it("leaves alone what names nobody", () => {
    expect(
      personal({
        all: [
          { value: { column: "email" }, is: { known: true } },
          { value: { column: "email" }, is: { not_eq: { column: "last_name" } } },
          { value: { column: "country" }, is: { eq: "DE" } },
          { value: { column: "city" }, is: { eq: "Ulm" } },
          { value: { column: "birthday" }, is: { anniversary: { next: 7, unit: "day" } } },
          { value: { column: "birthday" }, is: { between: ["1990-01-01", "1999-12-31"] } },
          { value: { since: { column: "birthday" }, in: "year" }, is: { gte: 18 } },
          { value: { count_distinct: { column: "email" }, of: "account.people" }, is: { gte: 2 } },
        ],
      }),
    ).toEqual([]);
  });

  it("takes a day of birth for personal, not a range", () => {
    expect(personal({ value: { column: "birthday" }, is: { in: ["1990-01-01"] } })).toMatchObject([
      { pii: "birth_date", literals: 1 },
    ]);
  });
});
