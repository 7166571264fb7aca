import { describe, expect, it } from "vitest";
import { columnType } from "@/components/segment-builder/catalog-of";
import { choicesFor } from "@/components/segment-builder/choices/conditions";
import { endOf, fieldLabel, fieldsOf, relatedLabel, relatedOf } from "@/lib/core/catalog/fields";
import { parseSegment } from "@/lib/core/segment/parse";
import { SHOP } from "./catalog";

describe("what a condition can be about", () => {
  it("is the entity's own columns by label, then those one row away", () => {
    expect(fieldsOf(SHOP, "customers").map(({ path, through }) => [path, through])).toEqual([
      ["born_on", null],
      ["consent", null],
      ["country", null],
      ["email", null],
      ["id", null],
      ["created_at", null],
      ["store.city", "Home store"],
      ["store.id", "Home store"],
    ]);
  });

  it("is the rows that belong to it, and theirs", () => {
    expect(relatedOf(SHOP, "customers").map(({ path, label }) => [path, label])).toEqual([
      ["orders", "Orders"],
      ["orders.items", "Orders › Items"],
    ]);
  });

  it("has names people know", () => {
    expect(fieldLabel(SHOP, "customers", "store.city")).toBe("Home store › City");
    expect(fieldLabel(SHOP, "customers", "gone")).toBe("gone");
    expect(relatedLabel(SHOP, "customers", "orders.items")).toBe("Orders › Items");
    expect(endOf(SHOP, "customers", "orders.items")).toBe("items");
  });

  it("starts as a condition that is whole or lacks only what the person must say", () => {
    const places = choicesFor(SHOP, "customers").flatMap(({ make }) => {
      const { problems } = parseSegment(
        { version: 1, entity: "customers", where: make() },
        { catalog: SHOP },
      );
      return problems.map(({ path }) => path);
    });
    expect([...new Set(places)].sort()).toEqual([
      "where.is.gte",
      "where.is.in",
      "where.value.difference[0].column",
      "where.value.difference[1].column",
      "where.value.where.all[0].is.in",
    ]);
  });

  it("asks of identifying columns only whether they are known", () => {
    const starts = Object.fromEntries(choicesFor(SHOP, "customers").map(({ id, make }) => [id, make()]));
    expect(starts["column email"]).toEqual({ value: { column: "email" }, is: { known: true } });
    expect(starts["last orders ship_to"]).toEqual({
      value: { last: { column: "ship_to" }, of: "orders" },
      is: { known: true },
    });
  });

  it("starts a birth date with the birthday", () => {
    const start = choicesFor(SHOP, "customers").find(({ id }) => id === "column born_on");
    expect(start?.make()).toEqual({
      value: { column: "born_on" },
      is: { anniversary: { next: 30, unit: "day" } },
    });
  });
});

describe("a type as the API writes it", () => {
  it("is read back", () => {
    expect(columnType("decimal(12,2)")).toEqual({ kind: "decimal", precision: 12, scale: 2 });
    expect(columnType("integer")).toEqual({ kind: "integer" });
    expect(columnType("timestamp")).toEqual({ kind: "timestamp", zone: "UTC" });
    expect(columnType("something new")).toEqual({ kind: "text" });
  });
});
