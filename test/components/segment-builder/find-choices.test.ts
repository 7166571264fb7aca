import { describe, expect, it } from "vitest";
import { choicesFor } from "@/components/segment-builder/choices/conditions";
import { findChoices } from "@/components/segment-builder/find-choices";
import { SHOP } from "./catalog";

const found = (typed: string) => findChoices(choicesFor(SHOP, "customers"), typed).map(({ label }) => label);

describe("what a condition can be about", () => {
  it("offers no sum of row numbers, and nothing that leads back to the same customer", () => {
    const ofOrders = choicesFor(SHOP, "customers").filter(({ group }) => group === "Orders");
    expect(ofOrders.map(({ label }) => label)).toEqual([
      "Number of Orders",
      "Total in Orders: sum, average, lowest, highest",
      "Ordered at in Orders: first or last",
      "Ship to in Orders: first or last",
      "Total in Orders: first or last",
      "Every one of Orders must…",
    ]);
  });
});

describe("looking for it", () => {
  it("matches beginnings of words, not letters strewn over a label", () => {
    expect(found("total")).toEqual([
      "Total in Orders: sum, average, lowest, highest",
      "Total in Orders: first or last",
    ]);
    expect(found("gnr")).toEqual([]);
  });

  it("knows other words for it, whatever their ending", () => {
    expect(found("spent")).toEqual(["Total in Orders: sum, average, lowest, highest"]);
    expect(found("birthday")).toEqual(["Born on"]);
    expect(found("bought")).toEqual(["Number of Orders", "Number of Orders › Items"]);
    expect(found("ordered")[0]).toBe("Ordered at in Orders: first or last");
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
    expect(found("  ")).toEqual(choicesFor(SHOP, "customers").map(({ label }) => label));
  });
});
