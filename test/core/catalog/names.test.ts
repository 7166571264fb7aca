import { describe, expect, it } from "vitest";
import { parseTypeText, typeText } from "@/lib/core/catalog/column-type";
import { labelOf, singularOf } from "@/lib/core/catalog/names";

describe("labelOf", () => {
  it.each([
    ["total_due", "Total due"],
    ["orderDate", "Order Date"],
    ["ga-session-id", "Ga session id"],
    ["SKU", "SKU"],
    ["__", "__"],
  ])("reads %s as %s", (name, label) => {
    expect(labelOf(name)).toBe(label);
  });
});

describe("singularOf", () => {
  it.each([
    ["customers", "customer"],
    ["order_items", "order item"],
    ["categories", "category"],
    ["people", "person"],
    ["addresses", "address"],
    ["boxes", "box"],
    ["status", "status"],
    ["series", "series"],
    ["staff", "staff"],
  ])("calls one of %s a %s", (name, singular) => {
    expect(singularOf(name)).toBe(singular);
  });
});

describe("parseTypeText", () => {
  it.each(["text", "integer", "decimal(18,4)", "double", "boolean", "date", "timestamp", "timestamptz"])(
    "reads back %s",
    (text) => {
      const type = parseTypeText(text);
      expect("kind" in type && typeText(type)).toBe(text);
    },
  );

  it("is not particular about case and space", () => {
    expect(parseTypeText(" Decimal ( 18 , 4 ) ")).toEqual({ kind: "decimal", precision: 18, scale: 4 });
  });

  it.each([
    ["VARCHAR(255)", "Use `text`."],
    ["numeric(10,2)", "Use `decimal(18,4)`."],
    ["datetime", "Use `timestamp`."],
    ["money!", "Use `decimal(18,4)`."],
    [
      "json",
      "Use one of `text`, `integer`, `decimal(p,s)`, `double`, `boolean`, `date`, `timestamp`, `timestamptz`.",
    ],
    [
      "constructor",
      "Use one of `text`, `integer`, `decimal(p,s)`, `double`, `boolean`, `date`, `timestamp`, `timestamptz`.",
    ],
  ])("does not know %s", (text, fix) => {
    expect(parseTypeText(text)).toEqual({ message: `\`${text}\` is not a type.`, fix });
  });
});
