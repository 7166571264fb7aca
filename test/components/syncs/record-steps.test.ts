import { describe, expect, it } from "vitest";
import { fold, linesWithout, parseTable, tableText, unfold } from "@/components/syncs/records/steps";
import { transformWords } from "@/components/syncs/records/transform-words";
import type { Transform } from "@/lib/core/record/types";
import { shop } from "@/test/factories/shop";

const nested: Transform = {
  lookup: { date: { cast: { column: "signed_up_at" }, to: "date" }, format: "YYYY" },
  table: { "2026": "new" },
  otherwise: "old",
};

describe("the steps of a value", () => {
  it("are what its transform nests, from the inside out", () => {
    const { base, steps } = unfold(nested);
    expect({ base, kinds: steps.map(({ kind }) => kind) }).toEqual({
      base: { column: "signed_up_at" },
      kinds: ["cast", "date", "lookup"],
    });
    expect(fold(unfold(nested))).toEqual(nested);
  });

  it("are said in words, with all that is sent in place of what", () => {
    expect(transformWords(nested, shop, "customers")).toBe(
      "Signed up at, read as date, written YYYY, looked up: 2026 → new; else old",
    );
    expect(transformWords({ constant: "lead" }, shop, "customers")).toBe("always “lead”");
  });

  it("have look-ups that are written a line each; half a line is no entry yet", () => {
    expect(parseTable("gold = A\nsilver=B = C\nbro")).toEqual({ gold: "A", silver: "B = C" });
    expect(linesWithout("gold = A\n\nbro\n")).toEqual(["bro"]);
    expect(tableText({ gold: "A", silver: "B" })).toBe("gold = A\nsilver = B");
  });
});
