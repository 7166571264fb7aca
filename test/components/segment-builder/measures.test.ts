import { describe, expect, it } from "vitest";
import { measureOf, withMeasure, withMeasured } from "@/components/segment-builder/measures";
import { piiOf } from "@/components/segment-builder/pii";
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

describe("counting what is known", () => {
  const known: MeasureValue = { count: { column: "ship_to" }, of: "orders" };

  it("is a measure of its own, under the same key", () => {
    expect(measureOf(known)).toBe("count_known");
    expect(withMeasure(SHOP, "orders", known, "count")).toEqual({ count: true, of: "orders" });
    expect(withMeasure(SHOP, "orders", sum, "count_known")).toEqual({
      count: { column: "total" },
      of: "orders",
      during: { last: 1, unit: "year" },
    });
    expect(withMeasured(known, { column: "total" })).toEqual({ count: { column: "total" }, of: "orders" });
  });

  it("keeps a calculated number where a sum is asked for, and drops a date", () => {
    const items: MeasureValue = { max: { count: true, of: "items" }, of: "orders" };
    expect(withMeasure(SHOP, "orders", items, "sum")).toEqual({
      sum: { count: true, of: "items" },
      of: "orders",
    });
    const month: MeasureValue = {
      count_distinct: { trunc: "month", of: { column: "ordered_at" } },
      of: "orders",
    };
    expect(withMeasure(SHOP, "orders", month, "sum")).toEqual({ sum: { column: "id" }, of: "orders" });
  });
});

describe("what a value tells of a person", () => {
  it("is the column's tag, also through the last row, but not through a count or an age", () => {
    expect(piiOf(SHOP, "customers", { column: "email" })).toBe("email");
    expect(piiOf(SHOP, "customers", { last: { column: "ship_to" }, of: "orders" })).toBe("full_name");
    expect(piiOf(SHOP, "customers", { count_distinct: { column: "ship_to" }, of: "orders" })).toBeNull();
    expect(piiOf(SHOP, "customers", { since: { column: "born_on" }, in: "year" })).toBeNull();
    expect(piiOf(SHOP, "customers", { trunc: "month", of: { column: "born_on" } })).toBe("birth_date");
    expect(piiOf(SHOP, "customers", { part: "month", of: { column: "born_on" } })).toBeNull();
  });
});
