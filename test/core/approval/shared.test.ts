import { describe, expect, it } from "vitest";
import { type BindInput, bind } from "@/lib/core/approval/bind";
import { changeSetHash } from "@/lib/core/approval/hash";
import { isVoid } from "@/lib/core/approval/void";
import type { Trait } from "@/lib/core/catalog/types";
import { shop } from "@/test/factories/shop";
import { shopWith, TRAITS } from "@/test/factories/traits";

const approved: BindInput = {
  tree: {
    version: 1,
    entity: "customers",
    where: {
      all: [
        { value: { trait: "spend_beyond_credit" }, is: { gt: 0 } },
        { value: { trait: "loyalty" }, is: { known: true } },
        { not: { list: "staff", key: { column: "email" } } },
      ],
    },
  },
  catalog: shopWith(),
  lists: { staff: "a1", other: "b1" },
  baseFolder: "/srv/shop",
  inForce: {
    policy: {
      tags: {},
      columns: {},
      consent: {},
      suppression: {},
      minimumSize: 0,
      deciding: ["email", "sensitive"],
    },
    version: 1,
  },
  definition: { id: "ads", label: "Ads", fields: [] },
  mapping: { fields: {} },
  mode: "mirror",
  use: "target",
  destination: { endpoint: "https://ads.test", account: {}, object: "o1" },
};
const bound = bind(approved);
const since = (change: Partial<BindInput>) =>
  isVoid({ bound, hash: changeSetHash(bound) }, bind({ ...approved, ...change }));

describe("an approval of a tree that names traits and lists", () => {
  it("binds what each trait says, those inside traits too, and the content of each list", () => {
    expect(bound.lists).toEqual({ staff: "a1" });
    expect(Object.keys(bound.catalog.customers?.traits ?? {})).toEqual([
      "spend_beyond_credit",
      "lifetime_spend",
      "loyalty",
    ]);
    expect(bound.catalog.customers?.traits?.lifetime_spend).toEqual({
      kind: "value",
      value: { sum: { column: "total" }, of: "orders" },
    });
  });

  it("holds while labels, other traits and other lists change", () => {
    const renamed = { ...TRAITS, age: { ...TRAITS.lifetime_spend!, name: "age" } };
    const labelled = { ...renamed, loyalty: { ...TRAITS.loyalty!, label: "Love" } };
    expect(since({ catalog: shopWith(labelled), lists: { staff: "a1", other: "b2" } })).toEqual({
      isVoid: false,
    });
  });

  it("is void when a trait changed, also one that another is made of", () => {
    const changed = { ...TRAITS.lifetime_spend!, value: { count: true, of: "orders" } } as const;
    expect(
      since({ catalog: shopWith({ ...TRAITS, lifetime_spend: { ...changed, kind: "value" } }) }),
    ).toEqual({
      isVoid: true,
      reason: "The trait lifetime_spend of customers changed since it was approved.",
    });
    expect(since({ catalog: shop })).toEqual({
      isVoid: true,
      reason: "The trait spend_beyond_credit of customers changed since it was approved.",
    });
  });

  it("is void when a table moved of which a trait's SQL names no column", () => {
    const loyalty: Trait = {
      ...TRAITS.loyalty!,
      kind: "sql",
      reads: [{ entity: "orders", columns: [] }],
    } as Trait;
    const before = shopWith({ loyalty });
    const orders = { ...before.entities.orders!, source: { kind: "table", table: ["all_orders"] } } as const;
    const tree = {
      ...approved.tree,
      where: { value: { trait: "loyalty" }, is: { known: true } },
    } as const;
    const was = bind({ ...approved, tree, catalog: before });
    const after = { ...before, entities: { ...before.entities, orders } };
    const is = bind({ ...approved, tree, catalog: after });
    expect(isVoid({ bound: was, hash: changeSetHash(was) }, is)).toMatchObject({ isVoid: true });
  });

  it("is void when a list holds something else, or is gone", () => {
    const reason = "The list staff changed since it was approved.";
    expect(since({ lists: { staff: "a2" } })).toEqual({ isVoid: true, reason });
    expect(since({ lists: {} })).toEqual({ isVoid: true, reason });
  });

  it("is sealed as before where neither is named", () => {
    const plain = bind({ ...approved, tree: { version: 1, entity: "customers", where: { all: [] } } });
    expect([Object.hasOwn(plain, "lists"), Object.hasOwn(plain.catalog.customers!, "traits")]).toEqual([
      false,
      false,
    ]);
  });
});
