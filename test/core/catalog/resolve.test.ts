import { describe, expect, it } from "vitest";
import { resolveColumn, resolved, resolveEntity, resolvePath, resolveTime } from "@/lib/core/catalog/resolve";
import { InvalidInput } from "@/lib/core/errors";
import { shop } from "../../factories/shop";

describe("resolveColumn", () => {
  it("finds a row's own column", () => {
    expect(resolveColumn(shop, "customers", "country")).toEqual({
      hops: [],
      entity: shop.entities.customers,
      column: shop.entities.customers?.columns.country,
    });
  });

  it("follows to-one relations", () => {
    const found = resolved(resolveColumn(shop, "items", "order.customer.account.plan"));
    expect(found.hops.map((hop) => [hop.from.name, hop.relation.name, hop.to.name])).toEqual([
      ["items", "order", "orders"],
      ["orders", "customer", "customers"],
      ["customers", "account", "accounts"],
    ]);
    expect(found.column).toBe(shop.entities.accounts?.columns.plan);
  });

  it("suggests the column that was meant", () => {
    expect(resolveColumn(shop, "customers", "contry")).toEqual({
      problem: {
        code: "UNKNOWN_COLUMN",
        message: "`contry` is not a column of customers; did you mean `country`?",
        fix: "Use `country`, or ask the data team to add `contry` to the catalog.",
      },
    });
  });

  it("does not find what every object has", () => {
    expect(resolveColumn(shop, "customers", "constructor")).toEqual({
      problem: {
        code: "UNKNOWN_COLUMN",
        message: "`constructor` is not a column of customers.",
        fix: "Choose a column of customers, or ask the data team to add `constructor` to the catalog.",
      },
    });
  });

  it("refuses a path through many rows", () => {
    expect(resolveColumn(shop, "customers", "orders.total")).toEqual({
      problem: {
        code: "MANY_ROWS",
        message:
          "`orders.total` passes through `orders`, which is many rows for one of customers, so it has no single value.",
        fix: "Count, sum or pick a value of `orders` instead.",
      },
    });
  });

  it("refuses a relation where a value is asked for", () => {
    expect(resolveColumn(shop, "customers", "account")).toEqual({
      problem: {
        code: "NOT_A_COLUMN",
        message: "`account` leads from customers to accounts; it has no value of its own.",
        fix: "Name one of its columns: `account.…`.",
      },
    });
  });
});

describe("resolvePath", () => {
  it("crosses several relations", () => {
    expect(resolvePath(shop, "customers", "orders.items")).toMatchObject({
      hops: [{ relation: { name: "orders" } }, { relation: { name: "items" } }],
      end: { name: "items" },
      many: true,
      mayRepeat: false,
    });
  });

  it("tells when end rows can be met twice", () => {
    expect(resolvePath(shop, "customers", "orders.items.product")).toMatchObject({ mayRepeat: true });
    expect(resolvePath(shop, "customers", "orders.same_store")).toMatchObject({ mayRepeat: true });
    expect(resolvePath(shop, "customers", "orders")).toMatchObject({ mayRepeat: false });
  });

  it("never meets a row twice from one row", () => {
    expect(resolvePath(shop, "customers", "account.people")).toMatchObject({ many: true, mayRepeat: false });
    expect(resolvePath(shop, "items", "order.same_store")).toMatchObject({ many: true, mayRepeat: false });
  });

  it("allows a path of one row", () => {
    expect(resolvePath(shop, "customers", "account")).toMatchObject({ many: false, mayRepeat: false });
  });

  it("refuses rows that repeat and have no key", () => {
    expect(resolvePath(shop, "customers", "orders.neighbours")).toEqual({
      problem: {
        code: "PATH_WITHOUT_KEY",
        message: "`orders.neighbours` can reach the same row of visits twice, and visits has no key to tell.",
        fix: "Ask the data team to give visits a key in the catalog.",
      },
    });
  });

  it("names the relations there are", () => {
    expect(resolvePath(shop, "orders", "itms")).toEqual({
      problem: {
        code: "UNKNOWN_RELATION",
        message: "`itms` is not a relation of orders; did you mean `items`?",
        fix: "Use one of `items`, `customer`, `neighbours`, `same_store`.",
      },
    });
  });
});

describe("resolveTime", () => {
  it("uses the entity's time column unless another is named", () => {
    expect(resolveTime(shop, "orders")).toMatchObject({ hops: [], column: { name: "ordered_at" } });
    expect(resolveTime(shop, "orders", "shipped_on")).toMatchObject({ column: { name: "shipped_on" } });
    expect(resolveTime(shop, "items", "order.ordered_at")).toMatchObject({
      hops: [{ relation: { name: "order" } }],
      column: { name: "ordered_at" },
    });
  });

  it("refuses rows without a time", () => {
    expect(resolveTime(shop, "items")).toEqual({
      problem: {
        code: "NO_TIME_COLUMN",
        message: 'items has no time column, so "when" means nothing for them.',
        fix: "Name a date or time column of items with `at`, or ask the data team to set its `time` in the catalog.",
      },
    });
  });

  it("refuses a column that is no time", () => {
    expect(resolveTime(shop, "orders", "total")).toEqual({
      problem: {
        code: "NOT_A_TIME",
        message: "`total` of orders is decimal, not a date or a time.",
        fix: "Choose a date or time column of orders.",
      },
    });
  });
});

describe("resolved", () => {
  it("throws the problem of a name that leads nowhere", () => {
    expect(() => resolved(resolveEntity(shop, "order"))).toThrow(InvalidInput);
    expect(() => resolved(resolveEntity(shop, "order"))).toThrow(
      "`order` is not an entity of this catalog; did you mean `orders`?",
    );
  });
});
