import { describe, expect, it } from "vitest";
import type { Catalog, Trait } from "@/lib/core/catalog/types";
import { columnsOf } from "@/lib/core/segment/columns";
import { describe as describeSegment } from "@/lib/core/segment/describe";
import { draftLiterals } from "@/lib/core/segment/draft-literals";
import { evaluate, type Tables } from "@/lib/core/segment/evaluate/index";
import { parseSegment } from "@/lib/core/segment/parse";
import { personalLiterals } from "@/lib/core/segment/personal-literals";
import type { Condition, Segment, Value } from "@/lib/core/segment/types";
import { shopWith } from "../../factories/traits";

const catalog = shopWith();
const trait = (name: string): Value => ({ trait: name });
const segment = (where: Condition): Segment => ({ version: 1, entity: "customers", where });
const problemsOf = (where: object, over: Catalog = catalog) =>
  parseSegment({ version: 1, entity: "customers", where }, { catalog: over }).problems;
const sentence = (where: Condition) => describeSegment(segment(where), catalog);

describe("a segment that names a trait", () => {
  it("reads as the trait's label", () => {
    expect(sentence({ value: trait("lifetime_spend"), is: { gte: "1000" } })).toBe(
      "Everyone in Customers whose lifetime spend is at least 1,000.",
    );
    expect(sentence({ not: { value: trait("lifetime_spend"), is: { gte: 10 } } })).toBe(
      "Everyone in Customers whose lifetime spend is less than 10.",
    );
    expect(sentence({ not: { value: trait("loyalty"), is: { gte: 10 } } })).toBe(
      "Everyone in Customers whose loyalty score is less than 10 or is unknown.",
    );
    expect(sentence({ rank: { by: trait("loyalty"), order: "desc", top: 10 } })).toBe(
      "Everyone in Customers in the 10 with the highest loyalty score.",
    );
  });

  it("is refused where the name leads nowhere", () => {
    const named = (name: string) => problemsOf({ value: { trait: name }, is: { known: true } });
    expect([...named("lifetime_spent"), ...named("country"), ...named("weather")]).toEqual([
      {
        path: "where.value.trait",
        code: "UNKNOWN_TRAIT",
        message: "`lifetime_spent` is not a trait of customers; did you mean `lifetime_spend`?",
        fix: "Use `lifetime_spend`, or add `lifetime_spent` to the catalog.",
      },
      {
        path: "where.value.trait",
        code: "UNKNOWN_TRAIT",
        message: "`country` is a column of customers, not a trait.",
        fix: "Write `column: country`, or choose a trait.",
      },
      {
        path: "where.value.trait",
        code: "UNKNOWN_TRAIT",
        message: "`weather` is not a trait of customers.",
        fix: "Choose a trait of customers, or add `weather` to the catalog.",
      },
    ]);
  });

  it("has the type of what the trait is made of", () => {
    expect(problemsOf({ value: trait("lifetime_spend"), is: { contains: "x" } })).toMatchObject([
      { code: "TEST_MISFIT", path: "where.is.contains" },
    ]);
    expect(problemsOf({ value: trait("loyalty"), is: { eq: "many" } })).toMatchObject([
      { code: "WRONG_LITERAL", path: "where.is.eq" },
    ]);
  });

  it("tells what is wrong inside a trait the catalog no longer carries", () => {
    const broken: Trait = { kind: "value", name: "old", label: "Old", value: { column: "contry" } };
    expect(problemsOf({ value: trait("old"), is: { known: true } }, shopWith({ old: broken }))).toEqual([
      {
        path: "where.value",
        code: "UNKNOWN_COLUMN",
        message: "In the trait `old`: `contry` is not a column of customers; did you mean `country`?",
        fix: "Use `country`, or ask the data team to add `contry` to the catalog.",
      },
    ]);
  });

  it("refuses traits that name each other in a circle", () => {
    const made = (name: string, value: Value): Trait => ({ kind: "value", name, label: name, value });
    const circle = { a: made("a", trait("b")), b: made("b", { trunc: "day", of: trait("a") }) };
    expect(problemsOf({ value: trait("a"), is: { known: true } }, shopWith(circle))).toEqual([
      {
        path: "where.value",
        code: "TRAIT_CIRCLE",
        message: "Traits name each other in a circle: `customers.a` → `customers.b` → `customers.a`.",
        fix: "Write one of the values out where the circle should end.",
      },
    ]);
  });

  it("counts what a trait is made of towards the size of the tree", () => {
    const made = (name: string, value: Value): Trait => ({ kind: "value", name, label: name, value });
    const doubling = Object.fromEntries(
      Array.from({ length: 12 }, (_, level): [string, Trait] => {
        const below: Value = level === 0 ? { column: "credit" } : trait(`t${level - 1}`);
        return [`t${level}`, made(`t${level}`, { difference: [below, below] })];
      }),
    );
    const problems = problemsOf({ value: trait("t11"), is: { gt: 1 } }, shopWith(doubling));
    expect(problems.map(({ code }) => code)).toContain("TOO_LARGE");
  });

  it("touches what the trait reads, the columns of its SQL among it", () => {
    const touched = (name: string) =>
      columnsOf(segment({ value: trait(name), is: { known: true } }), catalog).map(
        ({ entity, column }) => `${entity}.${column}`,
      );
    expect(touched("loyalty")).toEqual(["customers.customer_id", "orders.customer_id", "orders.total"]);
    expect(touched("spend_beyond_credit")).toEqual([
      "customers.credit",
      "customers.customer_id",
      "orders.customer_id",
      "orders.order_id",
      "orders.total",
    ]);
  });

  it("keeps literals beside a personal trait out of definitions", () => {
    const where: Condition = { value: trait("loyalty"), is: { gte: 10 } };
    expect(personalLiterals(segment(where), catalog)).toMatchObject([
      { entity: "customers", column: "loyalty", pii: "sensitive", literals: 1 },
    ]);
    expect(draftLiterals(where, "customers", catalog)).toEqual([{ entity: "customers", column: "loyalty" }]);
    expect(personalLiterals(segment({ value: trait("lifetime_spend"), is: { gte: 1 } }), catalog)).toEqual(
      [],
    );
  });
});

describe("the reference, of a trait", () => {
  const tables: Tables = {
    customers: [
      { customer_id: 1, birthday: "2000-01-01", credit: "5.00" },
      { customer_id: 2, birthday: null, credit: "20.00" },
      { customer_id: 3, birthday: "2010-01-01", credit: null },
    ],
    orders: [
      { order_id: 1, customer_id: 1, total: "10.00" },
      { order_id: 2, customer_id: 2, total: "7.00" },
    ],
    "customers.loyalty": [
      { customer_id: 1, score: "10.00" },
      { customer_id: 2, score: "7.00" },
      { customer_id: null, score: "1.00" },
      { customer_id: null, score: "2.00" },
    ],
  };
  const members = (where: Condition, given = tables) =>
    evaluate(segment(where), catalog, given, "2024-01-01T00:00:00Z");

  it("is the value it names", () => {
    expect(members({ value: trait("lifetime_spend"), is: { gt: 0 } })).toEqual(["1", "2"]);
    expect(members({ value: trait("spend_beyond_credit"), is: { gt: 0 } })).toEqual(["1"]);
    expect(members({ value: trait("age"), is: { gte: 18 } })).toEqual(["1"]);
  });

  it("is what its SQL gives for the key, and unknown where that is nothing", () => {
    expect(members({ value: trait("loyalty"), is: { lt: 8 } })).toEqual(["2"]);
    expect(members({ value: trait("loyalty"), is: { known: false } })).toEqual(["3"]);
  });

  it("refuses two rows for one key", () => {
    const twice = { ...tables, "customers.loyalty": [{ customer_id: 1 }, { customer_id: 1 }] };
    expect(() => members({ value: trait("loyalty"), is: { known: true } }, twice)).toThrow(
      "The SQL of the trait customers.loyalty gives several rows for one key.",
    );
  });
});
