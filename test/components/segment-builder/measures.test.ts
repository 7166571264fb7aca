import { describe, expect, it } from "vitest";
import { piiOf, withMeasure } from "@/components/segment-builder/measures";
import type { MeasureValue } from "@/lib/core/segment/types";
import { SHOP } from "./catalog";

const sum: MeasureValue = { sum: { column: "total" }, of: "orders", during: { last: 1, unit: "year" } };

describe("another measure", () => {
  it("is of the same rows, and keeps a column it can use", () => {
    expect(withMeasure(SHOP, "orders", sum, "avg")).toEqual({
      avg: { column: "total" },
      of: "orders",
      during: { last: 1, unit: "year" },
    });
    expect(withMeasure(SHOP, "orders", sum, "count")).toEqual({
      count: true,
      of: "orders",
      during: { last: 1, unit: "year" },
    });
  });

  it("starts with the first column that fits where there is none", () => {
    const last: MeasureValue = { last: { column: "ship_to" }, of: "orders" };
    expect(withMeasure(SHOP, "orders", last, "sum")).toMatchObject({ sum: { column: "id" }, of: "orders" });
  });
});

describe("what a value tells of a person", () => {
  it("is the column's tag, also through the last row, but not through a count or an age", () => {
    expect(piiOf(SHOP, "customers", { column: "email" })).toBe("email");
    expect(piiOf(SHOP, "customers", { last: { column: "ship_to" }, of: "orders" })).toBe("full_name");
    expect(piiOf(SHOP, "customers", { count_distinct: { column: "ship_to" }, of: "orders" })).toBeNull();
    expect(piiOf(SHOP, "customers", { since: { column: "born_on" }, in: "year" })).toBeNull();
  });
});
