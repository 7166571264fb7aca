import { describe, expect, it } from "vitest";
import { gapWords, placeWords } from "@/components/segment-builder/place-words";

const leaf = { value: { column: "country" }, is: { known: true } };
const tree = { where: { all: [leaf, { not: { any: [leaf, leaf] } }] } };

describe("where a row stands", () => {
  it("is its number, of how many, in which group", () => {
    expect(placeWords(tree, "where.all[1]")).toBe("2 of 2 in all of");
    expect(placeWords(tree, "where.all[1].not.any[0]")).toBe("1 of 2 in none of");
    expect(placeWords(tree, "where")).toBe("");
  });

  it("counts the row that would land there", () => {
    expect(gapWords(tree, "where.all[1].not.any", 2)).toBe("3 of 3 in none of");
    expect(gapWords(tree, "where.all", 0)).toBe("1 of 3 in all of");
  });
});
