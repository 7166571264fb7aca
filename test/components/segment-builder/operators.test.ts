import { describe, expect, it } from "vitest";
import {
  isLocked,
  operatorOf,
  operatorsFor,
  startingTest,
  withOperator,
} from "@/components/segment-builder/operators";

describe("operators of a type", () => {
  it("are the type's own words", () => {
    expect(operatorsFor("boolean", { pii: null, current: "yes" }).map(({ label }) => label)).toEqual([
      "is yes",
      "is no",
      "is the same as",
      "is not the same as",
      "has a value",
      "has no value",
    ]);
  });

  it("keep what a tree from elsewhere says, in time's words for times", () => {
    expect(operatorsFor("date", { pii: null, current: "gt" })[0]).toEqual({
      value: "during",
      label: "is",
    });
    expect(operatorsFor("date", { pii: null, current: "in" })[0]).toEqual({
      value: "in",
      label: "is any of",
    });
  });

  it("leave out what would write a person's value down", () => {
    expect(operatorsFor("text", { pii: "email", current: "known" }).map(({ value }) => value)).toEqual([
      "same",
      "not_same",
      "known",
      "unknown",
    ]);
    expect(operatorsFor("date", { pii: "birth_date", current: "during" }).map(({ value }) => value)).toEqual([
      "during",
      "anniversary",
      "gt",
      "gte",
      "lt",
      "lte",
      "same",
      "not_same",
      "known",
      "unknown",
    ]);
    expect(operatorsFor("text", { pii: "city", current: "in" })).toHaveLength(10);
    expect(isLocked("text", "email")).toBe(true);
    expect(isLocked("text", "city")).toBe(false);
  });

  it("are read off a test", () => {
    expect(operatorOf({ eq: true })).toBe("yes");
    expect(operatorOf({ eq: "DE" })).toBe("eq");
    expect(operatorOf({ eq: { column: "country" } })).toBe("same");
    expect(operatorOf({ not_eq: { column: "total" } }, "decimal")).toBe("not_eq");
    expect(operatorOf({ known: false })).toBe("unknown");
    expect(operatorOf({ contains: "a", ignore_case: true })).toBe("contains");
  });
});

describe("a new condition", () => {
  it("asks of a birth date for the birthday, of other dates for the last days", () => {
    expect(startingTest("date", "birth_date")).toEqual({ anniversary: { next: 30, unit: "day" } });
    expect(startingTest("date")).toEqual({ during: { last: 90, unit: "day" } });
  });
});

describe("another operator", () => {
  it("keeps what was entered where it still means something", () => {
    expect(withOperator({ gte: "500" }, "between")).toEqual({ between: ["500", ""] });
    expect(withOperator({ between: ["1", "9"] }, "lt")).toEqual({ lt: "1" });
    expect(withOperator({ in: ["DE", "AT"] }, "not_in")).toEqual({ not_in: ["DE", "AT"] });
    expect(withOperator({ during: { next: 3, unit: "day" } }, "anniversary")).toEqual({
      anniversary: { next: 3, unit: "day" },
    });
  });

  it("asks for another value where one is meant, and keeps it", () => {
    expect(withOperator({ in: ["DE"] }, "same")).toEqual({ eq: { column: "" } });
    expect(withOperator({ eq: { column: "country" } }, "not_same")).toEqual({
      not_eq: { column: "country" },
    });
    expect(withOperator({ during: { last: 90, unit: "day" } }, "gt")).toEqual({ gt: { column: "" } });
    expect(withOperator({ gt: { column: "due_date" } }, "lte")).toEqual({ lte: { column: "due_date" } });
    expect(withOperator({ eq: { column: "country" } }, "in")).toEqual({ in: [] });
  });

  it("folds case where people do not mean case", () => {
    expect(withOperator({ in: ["Gold"] }, "contains")).toEqual({ contains: "Gold", ignore_case: true });
    expect(withOperator({ contains: "Gold", ignore_case: true }, "eq")).toEqual({ eq: "Gold" });
  });

  it("drops what no longer fits", () => {
    expect(withOperator({ gte: 5 }, "known")).toEqual({ known: true });
    expect(withOperator({ known: true }, "in")).toEqual({ in: [] });
  });
});

describe("operators of weekdays and months", () => {
  it("ask for some of them, and have no more and less", () => {
    const offered = operatorsFor("integer", { pii: null, current: "in", named: true });
    expect(offered.map(({ label }) => label)).toEqual([
      "is any of",
      "is none of",
      "is the same as",
      "is not the same as",
      "has a value",
      "has no value",
    ]);
    expect(startingTest("integer", null, true)).toEqual({ in: [] });
    expect(operatorOf({ eq: { column: "x" } }, "integer", true)).toBe("same");
  });

  it("keep a comparison a tree came with", () => {
    expect(operatorsFor("integer", { pii: null, current: "gte", named: true })[0]).toEqual({
      value: "gte",
      label: "is at least",
    });
  });
});

describe("operators of a date of birth", () => {
  const labels = (current: "during" | "anniversary") =>
    operatorsFor("date", { pii: "birth_date", current, birthDate: "Date of birth" }).map(
      ({ label }) => label,
    );

  it("speak of the birthday, and of the date where the row begins with the birthday", () => {
    expect(labels("during").slice(0, 3)).toEqual(["is", "birthday is", "is after"]);
    expect(labels("anniversary")).toEqual([
      "date of birth is",
      "is",
      "date of birth is after",
      "date of birth is on or after",
      "date of birth is before",
      "date of birth is on or before",
      "date of birth is the same as",
      "date of birth is not the same as",
      "has a value",
      "has no value",
    ]);
  });

  it("speak of anniversaries of any other date", () => {
    expect(operatorsFor("date", { pii: null, current: "during" })[1]).toEqual({
      value: "anniversary",
      label: "anniversary is",
    });
  });
});
