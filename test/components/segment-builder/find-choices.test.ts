import { describe, expect, it } from "vitest";
import { choicesFor } from "@/components/segment-builder/choices/conditions";
import { findChoices, nearChoices } from "@/components/segment-builder/find-choices";
import type { Catalog, Entity } from "@/lib/core/catalog/types";
import { SHOP } from "./catalog";

const found = (typed: string) => findChoices(choicesFor(SHOP, "customers"), typed).map(({ label }) => label);

describe("what a condition can be about", () => {
  it("offers no sum of row numbers, and nothing that leads back to the same customer", () => {
    const ofOrders = choicesFor(SHOP, "customers").filter(({ group }) => group === "Orders");
    expect(ofOrders.map(({ label }) => label)).toEqual([
      "Number of Orders",
      "No Orders in the last days",
      "Number of Orders by weekday",
      "Number of Orders by month",
      "Days since the latest order",
      "Total in Orders: sum, average, lowest, highest",
      "Average Total in Orders",
      "Ordered at in Orders: first or last",
      "Ship to in Orders: first or last",
      "Total in Orders: first or last",
      "Every one of Orders must…",
    ]);
  });
});

describe("one thing after another", () => {
  const startsOf = (catalog: Catalog) =>
    choicesFor(catalog, "customers")
      .map(({ make }) => make())
      .flatMap((made) => ("sequence" in made ? [made.sequence.steps.map(({ of }) => of)] : []));

  it("starts with two different things where there are, and with the same one twice where not", () => {
    expect(startsOf(SHOP)).toEqual([["orders", "orders"]]);
    const { customers, orders } = SHOP.entities as Record<"customers" | "orders", Entity>;
    const visits = { ...customers.relations.orders!, name: "visits", label: "Visits", to: "visits" };
    const withVisits = { ...customers, relations: { ...customers.relations, visits } };
    const entities = { ...SHOP.entities, customers: withVisits, visits: { ...orders, name: "visits" } };
    expect(startsOf({ ...SHOP, entities })).toEqual([
      ["orders", "visits"],
      ["visits", "orders"],
    ]);
  });
});

describe("looking for it", () => {
  it("matches beginnings of words, not letters strewn over a label", () => {
    expect(found("total")).toEqual([
      "Total in Orders: sum, average, lowest, highest",
      "Total in Orders: first or last",
      "Average Total in Orders",
    ]);
    expect(found("gnr")).toEqual([]);
  });

  it("knows other words for it, whatever their ending", () => {
    expect(found("spent")).toEqual(["Total in Orders: sum, average, lowest, highest"]);
    expect(found("birthday")).toEqual(["Born on"]);
    expect(found("bought").slice(0, 2)).toEqual(["Number of Orders", "No Orders in the last days"]);
  });

  it("finds days and months that are meant, where things happen on them", () => {
    expect(found("bought on a weekend")).toEqual(["Number of Orders by weekday"]);
    expect(found("ordered in december")).toEqual(["Number of Orders by month"]);
    expect(found("days since last order")).toEqual(["Days since the latest order"]);
    expect(found("birthday this month")).toEqual(["Born on"]);
    expect(found("under 30")).toEqual(["Age, by Born on"]);
    expect(found("average order value")[0]).toBe("Average Total in Orders");
    expect(found("email")).toEqual(["E-mail"]);
  });

  it("offers what is a part of a sentence it does not know", () => {
    const near = (typed: string) =>
      nearChoices(choicesFor(SHOP, "customers"), typed).map(({ label }) => label);
    expect(found("bought footwear")).toEqual([]);
    expect(near("bought footwear")[0]).toBe("Number of Orders");
    expect(near("under 30")).toEqual([]);
    expect(near("zzz")).toEqual([]);
  });

  it("takes the name of related things for their number, and a longer one for what it says", () => {
    expect(["ordered", "orders", "order"].map((typed) => found(typed)[0])).toEqual(
      Array(3).fill("Number of Orders"),
    );
    expect(found("ordered at")[0]).toBe("Ordered at in Orders: first or last");
    expect(found("orders items")[0]).toBe("Number of Orders › Items");
  });

  it("finds what did not happen", () => {
    for (const typed of ["not ordered", "has not ordered", "never ordered", "no orders"])
      expect(found(typed)[0]).toBe("No Orders in the last days");
    const start = choicesFor(SHOP, "customers").find(({ id }) => id === "none orders");
    expect(start?.make()).toEqual({
      value: { count: true, of: "orders", during: { last: 90, unit: "day" } },
      is: { eq: 0 },
    });
  });

  it("leaves the filling words of a whole sentence out, and finds nothing for one it does not know", () => {
    expect(found("ordered at least 2 times")[0]).toBe("Number of Orders");
    expect(found("who have not ordered in 90 days")[0]).toBe("No Orders in the last days");
    expect(found("at least 2")).toEqual([]);
    expect(found("favourite colour of orders")).toEqual([]);
  });

  it("finds related things by what kind they are, which no list of everything shows", () => {
    const by = "Number of Orders › Items by SKU";
    expect(found("sku")[0]).toBe(by);
    expect(found("bought sku")[0]).toBe(by);
    expect(found("")).not.toContain(by);
    const start = choicesFor(SHOP, "customers").find(({ label }) => label === by);
    expect(start?.make()).toEqual({
      value: {
        count: true,
        of: "orders.items",
        where: { all: [{ value: { column: "sku" }, is: { in: [] } }] },
      },
      is: { gte: 1 },
    });
  });

  it("takes nothing for spent that only lowers or adds to it", () => {
    const orders = SHOP.entities.orders!;
    const amount = (name: string, label: string) => ({ ...orders.columns.total!, name, label });
    const columns = {
      ...orders.columns,
      discount: amount("discount", "Discount"),
      shipping: amount("shipping", "Shipping"),
    };
    const shop = { ...SHOP, entities: { ...SHOP.entities, orders: { ...orders, columns } } };
    expect(findChoices(choicesFor(shop, "customers"), "spent").map(({ label }) => label)).toEqual([
      "Total in Orders: sum, average, lowest, highest",
    ]);
  });

  it("keeps everything in its order while nothing is typed", () => {
    expect(found("  ")).toEqual(
      choicesFor(SHOP, "customers")
        .filter(({ searchedOnly }) => !searchedOnly)
        .map(({ label }) => label),
    );
  });
});
