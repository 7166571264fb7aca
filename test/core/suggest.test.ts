import { describe, expect, it } from "vitest";
import { didYouMean, nearest } from "@/lib/core/suggest";

describe("nearest", () => {
  it.each([
    ["contry", "country"],
    ["coutnry", "country"],
    ["Country", "country"],
    ["total-due", "total_due"],
    ["TotalDue", "total_due"],
    ["oders", "orders"],
  ])("takes %s for %s", (word, meant) => {
    expect(nearest(word, ["city", "country", "orders", "total_due"])).toBe(meant);
  });

  it.each(["x", "shipping_address", "", "zip"])("has no idea what %j is meant to be", (word) => {
    expect(nearest(word, ["city", "country", "orders", "total_due"])).toBeNull();
  });

  it("prefers the first of two as near", () => {
    expect(nearest("a1", ["a2", "a3"])).toBe("a2");
  });
});

describe("didYouMean", () => {
  it("ends the sentence either way", () => {
    expect(didYouMean("contry", ["country"])).toBe("; did you mean `country`?");
    expect(didYouMean("contry", [])).toBe(".");
  });
});
