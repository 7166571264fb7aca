import { describe, expect, it } from "vitest";
import { columnProblems } from "@/lib/core/catalog/column-problems";
import { column } from "@/test/factories/shop";

const people = { name: "people" };
const email = column("email", { kind: "text" });
const names = { names: ["emial", "id"] };

describe("a column of the catalog", () => {
  it("is as it should be where the warehouse has it so", () => {
    expect(columnProblems(people, email, { type: "VARCHAR", fits: true }, names)).toEqual([]);
  });

  it("is missing, and the likeliest meant is named", () => {
    const problem = {
      code: "COLUMN_MISSING",
      path: "entities.people.columns.email",
      message: "people has no column `email` in the warehouse; did you mean `emial`?",
      fix: "Correct its name in the catalog, or add it in the warehouse.",
    };
    expect(columnProblems(people, email, undefined, names)).toEqual([problem]);
    const fix = "Correct its name in the catalog, capitals included, or add it in the warehouse.";
    expect(columnProblems(people, email, undefined, { ...names, isExact: true })).toEqual([
      { ...problem, fix },
    ]);
  });

  it("is of another type, with the warehouse's own remedy where it has one", () => {
    const problem = {
      code: "COLUMN_TYPE",
      path: "entities.people.columns.email",
      message: "people.email is json in the warehouse, and the catalog says text.",
      fix: "Declare the type the warehouse has.",
    };
    expect(columnProblems(people, email, { type: "json", fits: false }, names)).toEqual([problem]);
    const found = { type: "json", fits: false, fix: "Leave it out." };
    expect(columnProblems(people, email, found, names)).toEqual([{ ...problem, fix: "Leave it out." }]);
  });
});
