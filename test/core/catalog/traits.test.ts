import { describe, expect, it } from "vitest";
import { checkCatalog } from "@/lib/core/catalog/check";
import { strongestPii } from "@/lib/core/catalog/pii";
import { keyTwiceIn, keyTwiceText } from "@/lib/core/catalog/trait-failure";
import { PII_TAGS, type Trait } from "@/lib/core/catalog/types";
import { shopWith, TRAITS } from "../../factories/traits";

const check = (traits: Record<string, Trait>) => checkCatalog(shopWith(traits));
const named = (name: string, trait: Trait): Record<string, Trait> => ({ [name]: { ...trait, name } });

describe("the traits of a catalog", () => {
  it("pass where they are traits", () => expect(check(TRAITS)).toEqual([]));

  it("are refused with the place of what is wrong", () => {
    const { lifetime_spend, loyalty } = TRAITS;
    const misspelt = { ...lifetime_spend!, value: { sum: { column: "totl" }, of: "orders" } } as Trait;
    expect([
      ...check(named("country", lifetime_spend!)),
      ...check(named("orders", lifetime_spend!)),
      ...check(named("spend", misspelt)),
      ...check(named("loyalty", { ...loyalty!, key: ["a", "b"] } as Trait)),
    ]).toEqual([
      {
        code: "NAME_CLASH",
        at: ["entities", "customers", "traits", "country"],
        message: "The trait `country` and the column `country` of `customers` cannot be told apart.",
        fix: "Give the trait another name.",
      },
      {
        code: "NAME_CLASH",
        at: ["entities", "customers", "traits", "orders"],
        message: "The trait `orders` and the relation `orders` of `customers` cannot be told apart.",
        fix: "Give the trait another name.",
      },
      {
        code: "UNKNOWN_COLUMN",
        at: ["entities", "customers", "traits", "spend", "value", "sum", "column"],
        message: "`totl` is not a column of orders; did you mean `total`?",
        fix: "Use `total`, or ask the data team to add `totl` to the catalog.",
      },
      {
        code: "TRAIT_KEY",
        at: ["entities", "customers", "traits", "loyalty", "key"],
        message: "The key of `customers` is `customer_id`, and `key` names 2 columns of the SQL.",
        fix: "Name one output column for each column of the key, in its order.",
      },
    ]);
  });

  it("do not name each other in a circle", () => {
    const made = (name: string, other: string): Trait => ({
      kind: "value",
      name,
      label: name,
      value: { trait: other },
    });
    expect(check({ a: made("a", "b"), b: made("b", "a") }).map(({ message }) => message)).toEqual([
      "Traits name each other in a circle: `customers.a` → `customers.b` → `customers.a`.",
      "Traits name each other in a circle: `customers.b` → `customers.a` → `customers.b`.",
    ]);
  });
});

describe("strongestPii", () => {
  it("knows every tag, and none of none", () => {
    expect(PII_TAGS.map((tag) => strongestPii([null, tag]))).toEqual([...PII_TAGS]);
    expect(strongestPii([null])).toBeNull();
    expect(strongestPii(["country", "unclassified", "email"])).toBe("unclassified");
  });
});

describe("keyTwiceIn", () => {
  it("finds the trait in a warehouse's words, however they are wrapped", () => {
    const words = keyTwiceText("customers", "loyalty");
    expect(keyTwiceIn(`Invalid Input Error: ${words}`)?.message).toBe(
      "The SQL of the trait customers.loyalty gives several rows for one key.",
    );
    expect(keyTwiceIn(`invalid input syntax for type integer: "${words}2"`)?.code).toBe("TRAIT_KEY_TWICE");
    expect(keyTwiceIn("division by zero")).toBeNull();
  });
});
