import { describe, expect, it } from "vitest";
import type { Value } from "@/lib/core/segment/types";
import { valueType } from "@/lib/core/segment/value-type";
import { shop } from "../../factories/shop";

const typed: [string, Value, object][] = [
  ["a column", { column: "credit" }, { kind: "decimal", precision: 12, scale: 2 }],
  ["a to-one column", { column: "account.since" }, { kind: "date" }],
  ["a count", { count: true, of: "orders" }, { kind: "integer" }],
  ["a count of known values", { count: { column: "status" }, of: "orders" }, { kind: "integer" }],
  [
    "a sum of money",
    { sum: { column: "total" }, of: "orders" },
    { kind: "decimal", precision: 38, scale: 2 },
  ],
  [
    "a sum of integers",
    { sum: { column: "quantity" }, of: "orders.items" },
    { kind: "decimal", precision: 38, scale: 0 },
  ],
  ["an average", { avg: { column: "total" }, of: "orders" }, { kind: "decimal", precision: 38, scale: 6 }],
  [
    "the highest average",
    { max: { avg: { column: "price" }, of: "items" }, of: "orders" },
    { kind: "decimal", precision: 38, scale: 6 },
  ],
  ["the latest time", { max: { column: "ordered_at" }, of: "orders" }, { kind: "timestamp", zone: "UTC" }],
  ["the first text", { first: { column: "status" }, of: "orders" }, { kind: "text" }],
  ["an age", { since: { column: "birthday" }, in: "year" }, { kind: "integer" }],
];

const refused: [string, Value, object][] = [
  [
    "a sum of text",
    { sum: { column: "status" }, of: "orders" },
    {
      code: "NOT_A_NUMBER",
      message: "There is no sum of text values.",
      fix: "Choose a number to sum, or count the rows instead.",
    },
  ],
  [
    "the lowest yes-or-no",
    { min: { column: "customer.is_company" }, of: "orders" },
    {
      code: "NOT_ORDERED",
      message: "There is no lowest of yes-or-no values.",
      fix: "Count the rows where it is yes instead.",
    },
  ],
  [
    "the time since a number",
    { since: { column: "credit" }, in: "day" },
    {
      code: "NOT_A_TIME",
      message: "Time can only be measured since a date or a time, and this is decimal.",
      fix: "Choose a date or time column.",
    },
  ],
  [
    "a part of a number",
    { part: "month", of: { column: "credit" } },
    {
      code: "NOT_A_TIME",
      message: "Only a date or a time has parts, and this is decimal.",
      fix: "Choose a date or time column.",
    },
  ],
  [
    "the hour of a date",
    { part: "hour", of: { column: "birthday" } },
    {
      code: "NOT_A_TIME",
      message: "A date has no hour.",
      fix: "Choose a column that holds a time.",
    },
  ],
  [
    "a difference of a number and a date",
    { difference: [{ column: "credit" }, { column: "birthday" }] },
    {
      code: "NOT_COMPARABLE",
      message: "There is a difference between two numbers, or between two dates or times.",
      fix: "Choose two values of the same kind.",
    },
  ],
  [
    "a difference of times without a unit",
    { difference: [{ column: "signed_up_at" }, { column: "birthday" }] },
    {
      code: "INCOMPLETE",
      message: "It is not said in which unit of time the difference is.",
      fix: "Add `in`, such as `in: day`.",
    },
  ],
  [
    "a difference of numbers in days",
    { difference: [{ column: "credit" }, { column: "score" }], in: "day" },
    {
      code: "WRONG_SHAPE",
      message: "A difference of numbers has no unit of time.",
      fix: "Remove `in`.",
    },
  ],
  [
    "a number rounded down to a month",
    { trunc: "month", of: { column: "credit" } },
    {
      code: "NOT_A_TIME",
      message: "Only a date or a time can be rounded down to a month, and this is decimal.",
      fix: "Choose a date or time column.",
    },
  ],
  [
    "a date rounded down to an hour",
    { trunc: "hour", of: { column: "birthday" } },
    {
      code: "NOT_A_TIME",
      message: "A date has no hours.",
      fix: "Round it down to a day or more.",
    },
  ],
  [
    "a trait there is not",
    { trait: "spend" },
    {
      code: "UNKNOWN_TRAIT",
      message: "`spend` is not a trait of customers.",
      fix: "Choose a trait of customers, or add `spend` to the catalog.",
    },
  ],
];

describe("valueType", () => {
  it.each(typed)("types %s", (_, value, type) => {
    expect(valueType(shop, "customers", value)).toEqual(type);
  });

  it.each(refused)("refuses %s", (_, value, problem) => {
    expect(valueType(shop, "customers", value)).toEqual({ problem });
  });
});
