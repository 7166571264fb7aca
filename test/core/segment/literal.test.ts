import { describe, expect, it } from "vitest";
import type { ColumnType } from "@/lib/core/catalog/types";
import { compareLiterals, literalProblem } from "@/lib/core/segment/literal";
import { isInstantText, isRealDate, parseBound } from "@/lib/core/segment/time-text";
import type { Literal } from "@/lib/core/segment/types";

const TEXT: ColumnType = { kind: "text" };
const INTEGER: ColumnType = { kind: "integer" };
const MONEY: ColumnType = { kind: "decimal", precision: 12, scale: 2 };
const WHOLE: ColumnType = { kind: "decimal", precision: 38, scale: 0 };
const DOUBLE: ColumnType = { kind: "double" };
const BOOLEAN: ColumnType = { kind: "boolean" };
const DATE: ColumnType = { kind: "date" };
const TIME: ColumnType = { kind: "timestamp", zone: "UTC" };

function fits(literal: Literal, type: ColumnType): boolean {
  return literalProblem(literal, type, "It") === null;
}

describe("literalProblem", () => {
  it.each<[ColumnType, Literal[]]>([
    [TEXT, ["", "DE", "'; drop table x; --", "👩‍👩‍👧", "\u202e", "null"]],
    [INTEGER, [0, -5, "9223372036854775807", "-9223372036854775808", "007", "3.0", 2 ** 53 - 1]],
    [MONEY, [0.1, -19.99, "1000", "0.000000001", "9999999999999999999999999"]],
    [WHOLE, [5, "99999999999999999999"]],
    [DOUBLE, [0, -0.5, 1e300, 5e-324]],
    [BOOLEAN, [true, false]],
    [DATE, ["2024-02-29", "0001-01-01", "9999-12-31"]],
    [TIME, ["2024-05-01T09:30:00Z", "2024-05-01T09:30Z", "2024-05-01T09:30:00.123456+05:30"]],
  ])("lets values of %j be compared with what fits", (type, literals) => {
    expect(literals.filter((literal) => !fits(literal, type))).toEqual([]);
  });

  it.each<[ColumnType, Literal[]]>([
    [TEXT, [1, true, "a\u0000b", "\ud800", "x".repeat(1_001)]],
    [INTEGER, [1.5, "1.5", "x", "", "1e3", " 1", "+1", true, "9223372036854775808", 2 ** 53, Number.NaN]],
    [MONEY, ["", "1,000", "1.0000000001", true, 1e21, "9".repeat(38), Number.POSITIVE_INFINITY, "0x10"]],
    [WHOLE, [0.5, "1.5"]],
    [DOUBLE, ["1.5", true, Number.NaN, Number.POSITIVE_INFINITY]],
    [BOOLEAN, ["true", 1, "yes"]],
    [DATE, ["2023-02-29", "2024-13-01", "2024-1-1", "0000-01-01", "2024-05-01T00:00:00Z", 20240501, "today"]],
    [
      TIME,
      [
        "2024-05-01",
        "2024-05-01T24:00:00Z",
        "2024-05-01T09:30:00",
        "2024-05-01 09:30:00Z",
        "2024-02-30T00:00:00Z",
        0,
      ],
    ],
  ])("refuses for values of %j what does not", (type, literals) => {
    expect(literals.filter((literal) => fits(literal, type))).toEqual([]);
  });

  it("lets a day stand for a time where it says what it means", () => {
    expect(literalProblem("2024-05-01", TIME, "It", { allowsDay: true })).toBeNull();
    expect(literalProblem("2024-05-32", TIME, "It", { allowsDay: true })).not.toBeNull();
  });

  it("refuses numbers that have more digits than were kept", () => {
    expect(literalProblem(0.1 + 0.2, MONEY, "It")).toEqual({
      code: "INEXACT_NUMBER",
      message: "This number is too long to be read exactly.",
      fix: 'Put it in quotes, like "12345678901234567890", so that no digit is lost.',
    });
  });
});

describe("compareLiterals", () => {
  it.each<[Literal, Literal, ColumnType, number | null]>([
    ["9007199254740993", "9007199254740992", INTEGER, 1],
    ["10", 9, MONEY, 1],
    ["-10", "-9.99", MONEY, -1],
    ["1.50", 1.5, MONEY, 0],
    ["2024-05-01", "2024-04-30", DATE, 1],
    ["2024-05-01T01:00:00+02:00", "2024-04-30T23:00:00Z", TIME, 0],
    ["a", "b", TEXT, -1],
  ])("puts %j and %j in order", (a, b, type, order) => {
    expect(compareLiterals(a, b, type)).toBe(order);
  });
});

describe("texts of time", () => {
  it("knows which days exist", () => {
    expect(["1900-02-29", "2000-02-29", "2100-02-29", "2024-04-31"].map(isRealDate)).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });

  it("knows a moment from a local time", () => {
    expect(
      ["2024-05-01T09:30:00", "2024-05-01T09:30:00-03:00", "2024-05-01T09:30:00.1234567Z"].map(isInstantText),
    ).toEqual([false, true, false]);
  });

  it("reads the ends of windows", () => {
    expect(parseBound("2024-05-01")).toEqual({ kind: "date", comparable: "2024-05-01" });
    expect(parseBound("2024-05-01T09:30Z")).toEqual({
      kind: "time",
      comparable: "2024-05-01T09:30:00.000000",
    });
    expect(parseBound("2024-05-01T09:30")).toEqual({ kind: "time", comparable: null });
    expect(parseBound("May")).toBeNull();
  });
});
