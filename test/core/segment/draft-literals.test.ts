import { describe, expect, it } from "vitest";
import type { Trait } from "@/lib/core/catalog/types";
import { draftLiterals } from "@/lib/core/segment/draft-literals";
import { shop } from "@/test/factories/shop";
import { shopWith, TRAITS } from "@/test/factories/traits";

const found = (where: unknown) =>
  draftLiterals(where, "customers", shop).map(({ entity, column }) => `${entity}.${column}`);

const email = { column: "email" };

describe("values of people in an unfinished tree", () => {
  it.each<[string, unknown, string[]]>([
    ["a plain comparison", { value: email, is: { eq: "ann@shop.test" } }, ["customers.email"]],
    ["a day of birth", { value: { column: "birthday" }, is: { eq: "1990-01-01" } }, ["customers.birthday"]],
    ["a list", { value: email, is: { in: ["ann@shop.test"] } }, ["customers.email"]],
    ["one end of a range", { value: email, is: { between: ["ann@shop.test", ""] } }, ["customers.email"]],
    [
      "a column nobody classified",
      { value: { column: "notes" }, is: { contains: "Ann" } },
      ["customers.notes"],
    ],
    [
      "a comparison beside unfinished ones",
      { all: [{ is: {} }, { any: [{ not: { value: email, is: { eq: "x" } } }] }, null] },
      ["customers.email"],
    ],
    [
      "the rows of a measure",
      {
        value: { count: true, of: "orders", where: { value: { column: "customer.email" }, is: { eq: "x" } } },
        is: {},
      },
      ["customers.email"],
    ],
    [
      "a picked value",
      { value: { last: { column: "customer.email" }, of: "orders" }, is: { starts_with: "ann" } },
      ["customers.email"],
    ],
    [
      "what every row must meet",
      { every: "orders", must: { value: { column: "customer.last_name" }, is: { eq: "Doe" } } },
      ["customers.last_name"],
    ],
  ])("are found in %s", (_where, tree, expected) => {
    expect(found(tree)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ["another column", { value: { column: "country" }, is: { eq: "DE" } }],
    ["whether it is known", { value: email, is: { known: true } }],
    ["a window", { value: { column: "birthday" }, is: { anniversary: { last: 7, unit: "day" } } }],
    ["a range of birthdays", { value: { column: "birthday" }, is: { lt: "1990-01-01" } }],
    ["a count of them", { value: { count: email, of: "orders" }, is: { gte: 1 } }],
    ["an editor's empty text", { value: email, is: { eq: "" } }],
    ["a column that is not there", { value: { column: "mail" }, is: { eq: "x" } }],
    ["another value", { value: email, is: { eq: { column: "last_name" } } }],
    ["nothing at all", undefined],
  ])("are not seen in %s", (_where, tree) => {
    expect(found(tree)).toEqual([]);
  });

  it("are seen beside a trait that stands for one of SQL", () => {
    const named: Trait = { kind: "value", name: "named", label: "Named", value: { trait: "loyalty" } };
    const catalog = shopWith({ ...TRAITS, named });
    const compared = (trait: string) =>
      draftLiterals({ value: { trait }, is: { eq: 7 } }, "customers", catalog).map(({ column }) => column);
    expect([compared("loyalty"), compared("named")]).toEqual([["loyalty"], ["loyalty"]]);
  });
});
