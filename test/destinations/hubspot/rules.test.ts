import { describe, expect, it } from "vitest";
import type { RecordField, RecordValue } from "@/lib/core/ports/destination";
import { allowedFields, propertyText, ruledFields } from "@/lib/destinations/hubspot/rules";

const field = (id: string, type: RecordField["type"], choices?: string[]): RecordField => ({
  id,
  label: id,
  type,
  tags: [],
  ...(choices ? { choices } : {}),
});
const fields = [
  field("score", "number"),
  field("seen", "datetime"),
  field("stage", "choice", ["lead", "customer"]),
  field("note", "text"),
];

function forward(id: string, present: string, wanted: RecordValue, order?: string[]): boolean {
  const given = {
    rules: { [id]: "only_forward" } as const,
    fields,
    ...(order ? { order: { [id]: order } } : {}),
  };
  return id in allowedFields({ key: "1", fields: { [id]: wanted } }, { [id]: present }, given);
}

describe("only forward", () => {
  it("is more, later, or further in the list of values", () => {
    expect(forward("score", "9", 10)).toBe(true);
    expect(forward("score", "10", 9)).toBe(false);
    expect(forward("seen", "2026-01-02T00:00:00Z", "2026-01-10T00:00:00Z")).toBe(true);
    expect(forward("seen", "1767916800000", "2026-01-01T00:00:00Z")).toBe(false);
    expect(forward("stage", "lead", "customer")).toBe(true);
    expect(forward("stage", "customer", "lead")).toBe(false);
  });

  it("takes the mapping's order before the account's", () => {
    expect(forward("stage", "customer", "lead", ["customer", "lead"])).toBe(true);
    expect(forward("note", "a", "b", ["a", "b"])).toBe(true);
  });

  it("fills what is empty and never empties", () => {
    expect(forward("score", "", 1)).toBe(true);
    expect(forward("score", "5", null)).toBe(false);
  });

  it("leaves alone what has no order", () => {
    expect(forward("note", "a", "b")).toBe(false);
    expect(forward("stage", "unknown", "customer")).toBe(false);
    expect(forward("score", "many", 3)).toBe(false);
  });
});

it("only fields of the rows that have a rule are read first", () => {
  const rules = { score: "only_forward", note: "always", stage: "fill_if_empty" } as const;
  expect(ruledFields(rules, [{ key: "1", fields: { score: 1, note: "a" } }])).toEqual(["score"]);
});

it("writes numbers without an exponent", () => {
  expect([0.0000001, -1e21, 3, 0.1, "1e-7", true, null].map(propertyText)).toEqual([
    "0.0000001",
    "-1000000000000000000000",
    "3",
    "0.1",
    "1e-7",
    "true",
    "",
  ]);
});
