import { describe, expect, it } from "vitest";
import { codeOfName, codesNamed, nameOfCode } from "@/components/segment-builder/inputs/code-names";
import { notNumbers, readNumber } from "@/components/segment-builder/inputs/read-number";
import { splitPasted } from "@/components/segment-builder/inputs/split-pasted";
import { resolveColumn, resolved } from "@/lib/core/catalog/resolve";
import { SHOP } from "./catalog";

const decimal = { kind: "decimal", precision: 12, scale: 2 } as const;

describe("a typed number", () => {
  it("loses separators of thousands and keeps money exact", () => {
    expect(readNumber("1,234.50", decimal)).toBe("1234.50");
    expect(readNumber("12 000", { kind: "integer" })).toBe(12000);
    expect(readNumber("0.1", { kind: "double" })).toBe(0.1);
  });

  it("stays text where a number would lose digits or is not finished", () => {
    expect(readNumber("9007199254740993", { kind: "integer" })).toBe("9007199254740993");
    expect(readNumber("1.", { kind: "double" })).toBe("1.");
    expect(readNumber("1.0", { kind: "double" })).toBe("1.0");
    expect(readNumber("abc", { kind: "integer" })).toBe("abc");
    expect(readNumber("", { kind: "integer" })).toBe("");
  });
});

describe("a list of numbers", () => {
  it("knows what in it is none, and keeps numbers too exact for one", () => {
    expect(notNumbers([17, "12.50", "9007199254740993", "-3", "abc", "1."])).toEqual(["abc", "1."]);
  });
});

describe("a pasted list", () => {
  it("is split at lines and cells, else at commas", () => {
    expect(splitPasted("DE\nAT\r\nCH\n")).toEqual(["DE", "AT", "CH"]);
    expect(splitPasted("Smith, John\nDoe, Jane")).toEqual(["Smith, John", "Doe, Jane"]);
    expect(splitPasted('DE, AT;"CH"')).toEqual(["DE", "AT", "CH"]);
  });

  it("has each value once and no blanks", () => {
    expect(splitPasted("DE\n\nDE\n AT ")).toEqual(["DE", "AT"]);
  });
});

describe("codes of countries", () => {
  const columnOf = (name: string) => resolved(resolveColumn(SHOP, "customers", name));

  it("have names, and are found by how these begin", () => {
    expect(nameOfCode(columnOf("country"), "DE")).toBe("Germany");
    expect(nameOfCode(columnOf("country"), "Germany")).toBeNull();
    expect(codesNamed(columnOf("country"), "germ")).toEqual(["DE"]);
    expect(codesNamed(columnOf("country"), "United K")).toEqual(["GB"]);
  });

  it("are left alone while a code may be typed, and in columns of anything else", () => {
    expect(codesNamed(columnOf("country"), "GE")).toEqual([]);
    expect(codesNamed(columnOf("email"), "germany")).toEqual([]);
    expect(nameOfCode(null, "DE")).toBeNull();
  });

  it("are what whole names stand for", () => {
    expect(codeOfName(columnOf("country"), "germany")).toBe("DE");
    expect(codeOfName(columnOf("country"), "German")).toBeUndefined();
  });
});
