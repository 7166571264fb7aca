import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSegment } from "@/lib/core/segment/parse";
import { segmentSchema } from "@/lib/core/segment/schema";
import { shop } from "../../factories/shop";

function parse(where: unknown, entity = "customers") {
  return parseSegment({ version: 1, entity, where }, { catalog: shop });
}

/** A problem of the only condition, its path below `where`. */
type Expected = { path: string; code: string; message: string; fix?: string };

const COUNT = { count: true, of: "orders" };

const accepted: [title: string, where: unknown][] = [
  ["everyone", { all: [] }],
  ["no one", { any: [] }],
  ["a column", { value: { column: "country" }, is: { eq: "DE" } }],
  ["a column through to-one relations", { value: { column: "account.plan" }, is: { in: ["free", "pro"] } }],
  ["unknown values", { not: { value: { column: "country" }, is: { known: false } } }],
  ["text in any case", { value: { column: "last_name" }, is: { contains: "son", ignore_case: true } }],
  ["empty text", { value: { column: "country" }, is: { eq: "" } }],
  ["money as text", { value: { column: "credit" }, is: { gte: "1000" } }],
  ["money as a number", { value: { column: "credit" }, is: { between: [-19.99, "1000.50"] } }],
  ["a large id as text", { value: { column: "customer_id" }, is: { eq: "9223372036854775807" } }],
  ["a yes-or-no", { value: { column: "is_company" }, is: { eq: true } }],
  ["a double", { value: { column: "score" }, is: { lt: 0.25 } }],
  ["a leap day", { value: { column: "birthday" }, is: { eq: "2000-02-29" } }],
  ["a moment", { value: { column: "signed_up_at" }, is: { gte: "2024-05-01T09:30:00.123456+02:00" } }],
  ["the day a time is in or after", { value: { column: "signed_up_at" }, is: { gte: "2024-05-01" } }],
  ["more places than money has", { value: { column: "credit" }, is: { gt: "19.995" } }],
  ["a date beside a time", { value: { column: "birthday" }, is: { lt: { column: "signed_up_at" } } }],
  [
    "a value of the row outside",
    { every: "orders", must: { value: { column: "total" }, is: { lt: { outer: { column: "credit" } } } } },
  ],
  [
    "a measure of the row two relations outside",
    {
      value: {
        count: true,
        of: "orders",
        where: {
          value: {
            count: true,
            of: "items",
            where: {
              value: { column: "price" },
              is: { gt: { outer: { outer: { max: { column: "total" }, of: "orders" } } } },
            },
          },
          is: { gte: 1 },
        },
      },
      is: { gt: 1 },
    },
  ],
  [
    "a window after a value of the row outside a measure",
    {
      value: { ...COUNT, during: { after: { column: "signed_up_at" }, within: 3, unit: "day" } },
      is: { eq: 0 },
    },
  ],
  [
    "a window after a value of the same row",
    {
      value: { column: "signed_up_at" },
      is: { during: { after: { column: "account.since" }, within: 2, unit: "month" } },
    },
  ],
  [
    "a sequence over different columns",
    { sequence: { anchor: "any", steps: [{ of: "orders" }, { of: "account.people", at: "signed_up_at" }] } },
  ],
  [
    "an average against a column",
    { value: { avg: { column: "total" }, of: "orders" }, is: { gt: { column: "credit" } } },
  ],
  [
    "an age inside a measure",
    { value: { max: { since: { column: "shipped_on" }, in: "day" }, of: "orders" }, is: { gt: 3 } },
  ],
  [
    "an average of averages",
    {
      value: { avg: { avg: { column: "price" }, of: "items" }, of: "orders" },
      is: { between: ["9.5", { avg: { column: "total" }, of: "orders" }] },
    },
  ],
  [
    "a rank by the time between",
    {
      rank: {
        by: { difference: [{ column: "signed_up_at" }, { column: "birthday" }], in: "day" },
        order: "desc",
        percent: 5,
      },
    },
  ],
  ["two columns", { value: { column: "credit" }, is: { gt: { column: "customer_id" } } }],
  [
    "a column against a measure",
    { value: { column: "credit" }, is: { lt: { sum: { column: "total" }, of: "orders" } } },
  ],
  ["a count in a window", { value: { ...COUNT, during: { last: 90, unit: "day" } }, is: { eq: 0 } }],
  [
    "a count of known values by another time",
    {
      value: {
        count: { column: "store_id" },
        of: "orders",
        at: "shipped_on",
        during: { from: "2024-01-01" },
      },
      is: { gte: 1 },
    },
  ],
  [
    "nested measures",
    {
      value: {
        max: {
          sum: { column: "quantity" },
          of: "items",
          where: { value: { column: "product.category" }, is: { eq: "Bikes" } },
        },
        of: "orders",
      },
      is: { gte: 2 },
    },
  ],
  ["an average", { value: { avg: { column: "total" }, of: "orders" }, is: { gt: "99.995" } }],
  [
    "the first order",
    {
      value: { first: { column: "ordered_at" }, of: "orders" },
      is: { during: { from: "2014-01-01", to: "2014-03-31" } },
    },
  ],
  [
    "a time of another row",
    { value: { last: { column: "price" }, of: "orders.items", at: "order.ordered_at" }, is: { gt: 1 } },
  ],
  ["an age", { value: { since: { column: "birthday" }, in: "year" }, is: { between: [40, 49] } }],
  [
    "a birthday this week",
    { value: { column: "birthday" }, is: { anniversary: { calendar: "this", unit: "week" } } },
  ],
  [
    "every row",
    {
      every: "orders",
      where: { value: { column: "status" }, is: { not_eq: "x" } },
      must: { value: { column: "total" }, is: { gte: "1000" } },
    },
  ],
  [
    "a calendar window",
    {
      value: { ...COUNT, during: { calendar: "previous", unit: "month", count: 3, zone: "Asia/Tokyo" } },
      is: { gte: 1 },
    },
  ],
  [
    "a time older than",
    { value: { column: "signed_up_at" }, is: { during: { older_than: 2, unit: "year" } } },
  ],
  [
    "zone-less bounds",
    {
      value: { column: "signed_up_at" },
      is: { during: { from: "2024-05-01T00:00", to: "2024-05-02T12:30:00" } },
    },
  ],
];

const refused: [title: string, where: unknown, problems: Expected[]][] = [
  [
    "an unknown column",
    { all: [{ value: { column: "contry" }, is: { eq: "DE" } }] },
    [
      {
        path: ".all[0].value.column",
        code: "UNKNOWN_COLUMN",
        message: "`contry` is not a column of customers; did you mean `country`?",
        fix: "Use `country`, or ask the data team to add `contry` to the catalog.",
      },
    ],
  ],
  [
    "a misspelt kind of condition",
    { al: [] },
    [
      {
        path: "",
        code: "UNKNOWN_KIND",
        message: "`al` is not a kind of condition; did you mean `all`?",
        fix: "Use one of `all`, `any`, `not`, `value`, `every`, `audience`, `list`, `sequence`, `rank`.",
      },
    ],
  ],
  [
    "two kinds in one condition",
    { all: [], any: [] },
    [
      {
        path: "",
        code: "TWO_KINDS",
        message: "One condition says one thing, and this one says `all` and `any`.",
        fix: "Keep one of them; use two conditions for two things.",
      },
    ],
  ],
  [
    "a key that does not belong",
    { all: [], negated: true },
    [
      {
        path: ".negated",
        code: "UNKNOWN_KEY",
        message: "`negated` does not belong in this condition.",
        fix: "Remove it, or correct its name.",
      },
    ],
  ],
  [
    "an empty condition",
    { all: [{}] },
    [
      {
        path: ".all[0]",
        code: "INCOMPLETE",
        message: "This condition is empty.",
        fix: "Choose what the condition is.",
      },
    ],
  ],
  [
    "nothing at all",
    null,
    [
      {
        path: "",
        code: "INCOMPLETE",
        message: "A condition is missing here.",
        fix: "Add a condition, or remove this part.",
      },
    ],
  ],
  [
    "text instead of a condition",
    { not: "country is DE" },
    [
      {
        path: ".not",
        code: "WRONG_SHAPE",
        message: "A condition belongs here, not a single value.",
        fix: "Write it as an object, as in the examples of the language.",
      },
    ],
  ],
  [
    "a column not chosen yet",
    { value: { column: "" }, is: {} },
    [
      {
        path: ".value.column",
        code: "INCOMPLETE",
        message: "The column is not chosen yet.",
        fix: "Choose the column.",
      },
    ],
  ],
  [
    "a comparison without its test",
    { value: { column: "country" } },
    [
      {
        path: ".is",
        code: "INCOMPLETE",
        message: "It is not said what Country must be.",
        fix: "Choose a test.",
      },
    ],
  ],
  [
    "a comparison without its value",
    { is: { eq: 1 } },
    [
      {
        path: ".value",
        code: "INCOMPLETE",
        message: "A value is missing here.",
        fix: "Add a value, or remove this part.",
      },
    ],
  ],
  [
    "a comparison with nothing",
    { value: COUNT, is: { gte: null } },
    [
      {
        path: ".is.gte",
        code: "INCOMPLETE",
        message: "It is not said what the count is compared with.",
        fix: "Write a value.",
      },
    ],
  ],
  [
    "an empty list of values",
    { value: { column: "country" }, is: { in: [] } },
    [
      {
        path: ".is.in",
        code: "INCOMPLETE",
        message: "No values are chosen for Country.",
        fix: "Add at least one value.",
      },
    ],
  ],
  [
    "an empty text to look for",
    { value: { column: "last_name" }, is: { contains: "", ignore_case: true } },
    [
      {
        path: ".is.contains",
        code: "INCOMPLETE",
        message: "The text to look for is empty.",
        fix: "Write the text to look for.",
      },
    ],
  ],
  [
    "a measure of nothing yet",
    { value: { sum: {}, of: "" }, is: { gt: 1 } },
    [
      {
        path: ".value.of",
        code: "INCOMPLETE",
        message: "The relation is not chosen yet.",
        fix: "Choose the relation.",
      },
    ],
  ],
  [
    "every row without what it must meet",
    { every: "orders" },
    [
      {
        path: "",
        code: "INCOMPLETE",
        message: "It is not said what every row must meet.",
        fix: "Add a condition under `must`.",
      },
    ],
  ],
  [
    "a window not chosen yet",
    { value: { ...COUNT, during: {} }, is: { gte: 1 } },
    [
      {
        path: ".value.during",
        code: "INCOMPLETE",
        message: "The window is not chosen yet.",
        fix: "Choose from when, to when, or both.",
      },
    ],
  ],
  [
    "a text test on a number",
    { value: { column: "credit" }, is: { contains: "1" } },
    [
      {
        path: ".is.contains",
        code: "TEST_MISFIT",
        message: "`contains` asks about text, and Credit is a number.",
        fix: "Choose a text column, or compare with `eq`, `gt` or `lt`.",
      },
    ],
  ],
  [
    "a window on text",
    { value: { column: "country" }, is: { during: { last: 1, unit: "day" } } },
    [
      {
        path: ".is.during",
        code: "TEST_MISFIT",
        message: "`during` asks about a date or a time, and Country is text.",
        fix: "Choose a date or time column, or another test.",
      },
    ],
  ],
  [
    "an order on yes-or-no",
    { value: { column: "is_company" }, is: { gt: true } },
    [
      {
        path: ".is.gt",
        code: "TEST_MISFIT",
        message: "`gt` asks about something with an order, and Is company is yes or no.",
        fix: "Use `eq` with true or false.",
      },
    ],
  ],
  [
    "ignoring case in numbers",
    { value: { column: "credit" }, is: { eq: 1, ignore_case: true } },
    [
      {
        path: ".is.ignore_case",
        code: "TEST_MISFIT",
        message: "`ignore_case` is about comparing text, so it says nothing in `eq` of Credit.",
        fix: "Remove it.",
      },
    ],
  ],
  [
    "a number where text belongs",
    { value: { column: "country" }, is: { in: ["DE", 49] } },
    [
      {
        path: ".is.in[1]",
        code: "WRONG_LITERAL",
        message: "Country is text, and this is not.",
        fix: "Put it in quotes.",
      },
    ],
  ],
  [
    "text where money belongs",
    { value: { column: "credit" }, is: { gt: "1,000" } },
    [
      {
        path: ".is.gt",
        code: "WRONG_LITERAL",
        message: "Credit is a number, and this is not.",
        fix: "Write a number like 1000 or 19.99.",
      },
    ],
  ],
  [
    "more decimal places than can be compared",
    { value: { column: "credit" }, is: { gt: "19.0123456789" } },
    [
      {
        path: ".is.gt",
        code: "WRONG_LITERAL",
        message: "This number has more than 9 decimal places.",
        fix: "Round it.",
      },
    ],
  ],
  [
    "half an order",
    { value: COUNT, is: { gte: 2.5 } },
    [
      {
        path: ".is.gte",
        code: "WRONG_LITERAL",
        message: "The count is a whole number, and this is not.",
        fix: "Write a whole number.",
      },
    ],
  ],
  [
    "a number that has lost digits",
    { value: { column: "customer_id" }, is: { eq: 2 ** 53 } },
    [
      {
        path: ".is.eq",
        code: "INEXACT_NUMBER",
        message: "This number is too long to be read exactly.",
        fix: 'Put it in quotes, like "12345678901234567890", so that no digit is lost.',
      },
    ],
  ],
  [
    "an id beyond 64 bits",
    { value: { column: "customer_id" }, is: { eq: "9223372036854775808" } },
    [
      {
        path: ".is.eq",
        code: "WRONG_LITERAL",
        message: "This number is larger than whole numbers can be.",
        fix: "Write a smaller number.",
      },
    ],
  ],
  [
    "text no warehouse can hold",
    { value: { column: "country" }, is: { eq: "D\u0000E" } },
    [
      {
        path: ".is.eq",
        code: "WRONG_LITERAL",
        message: "This text has a character that no warehouse can hold.",
        fix: "Remove the broken character.",
      },
    ],
  ],
  [
    "a day that does not exist",
    { value: { column: "birthday" }, is: { gte: "2023-02-29" } },
    [
      {
        path: ".is.gte",
        code: "BAD_DATE",
        message: "There is no such day.",
        fix: "Write the date as YYYY-MM-DD.",
      },
    ],
  ],
  [
    "a time without its zone",
    { value: { column: "signed_up_at" }, is: { gte: "2024-05-01T09:30:00" } },
    [
      {
        path: ".is.gte",
        code: "BAD_TIME",
        message: "This time does not say its zone.",
        fix: "End it with Z for UTC, or with an offset like +02:00.",
      },
    ],
  ],
  [
    "a date where a time belongs",
    { value: { column: "signed_up_at" }, is: { gt: "2024-05-01" } },
    [
      {
        path: ".is.gt",
        code: "BAD_TIME",
        message: "Signed up at is a time, and this is not.",
        fix: "Write 2024-05-01T09:30:00Z, or use a window (`during`) for whole days.",
      },
    ],
  ],
  [
    "ends in the wrong order",
    { value: { column: "credit" }, is: { between: ["100.5", 100] } },
    [
      {
        path: ".is.between",
        code: "ORDER",
        message: "The first end is higher than the second.",
        fix: "Swap the two.",
      },
    ],
  ],
  [
    "one end only",
    { value: { column: "credit" }, is: { between: [1] } },
    [
      {
        path: ".is.between",
        code: "INCOMPLETE",
        message: "`between` has two ends, both included.",
        fix: "Give the lower and the higher end.",
      },
    ],
  ],
  [
    "values of different kinds",
    { value: { column: "country" }, is: { eq: { column: "credit" } } },
    [
      {
        path: ".is.eq",
        code: "NOT_COMPARABLE",
        message: "Country is text, and what it is compared with is a number.",
        fix: "Compare two values of the same kind.",
      },
    ],
  ],
  [
    "a sum of text",
    { value: { sum: { column: "status" }, of: "orders" }, is: { gt: 1 } },
    [
      {
        path: ".value",
        code: "NOT_A_NUMBER",
        message: "There is no sum of text values.",
        fix: "Choose a number to sum, or count the rows instead.",
      },
    ],
  ],
  [
    "a window on rows without a time",
    { value: { count: true, of: "orders.items", during: { last: 7, unit: "day" } }, is: { gte: 1 } },
    [
      {
        path: ".value",
        code: "NO_TIME_COLUMN",
        message: 'items has no time column, so "when" means nothing for them.',
        fix: "Name a date or time column of items with `at`, or ask the data team to set its `time` in the catalog.",
      },
    ],
  ],
  [
    "the first of rows without a time",
    { value: { first: { column: "price" }, of: "orders.items" }, is: { gte: 1 } },
    [
      {
        path: ".value",
        code: "NO_TIME_COLUMN",
        message: 'items has no time column, so "when" means nothing for them.',
        fix: "Name a date or time column of items with `at`, or ask the data team to set its `time` in the catalog.",
      },
    ],
  ],
  [
    "a misspelt unit",
    { value: { ...COUNT, during: { last: 7, unit: "days" } }, is: { gte: 1 } },
    [
      {
        path: ".value.during.unit",
        code: "UNKNOWN_WORD",
        message: "`days` is not a unit of time; did you mean `day`?",
        fix: "Use one of `minute`, `hour`, `day`, `week`, `month`, `quarter`, `year`.",
      },
    ],
  ],
  [
    "no days",
    { value: { ...COUNT, during: { last: 0, unit: "day" } }, is: { gte: 1 } },
    [
      {
        path: ".value.during.last",
        code: "WRONG_NUMBER",
        message: "A length of time is a whole number from 1.",
        fix: "Write a whole number from 1, without quotes.",
      },
    ],
  ],
  [
    "a window of ages",
    { value: { ...COUNT, during: { last: 5000, unit: "year" } }, is: { gte: 1 } },
    [
      {
        path: ".value.during.last",
        code: "WRONG_NUMBER",
        message: "This reaches further than a thousand years.",
        fix: "Write a smaller number.",
      },
    ],
  ],
  [
    "a window that ends before it begins, in no zone",
    {
      value: { column: "birthday" },
      is: { during: { from: "2024-02-01", to: "2024-01-31", zone: "Berlin" } },
    },
    [
      {
        path: ".is.during.zone",
        code: "BAD_ZONE",
        message: "This is not a time zone.",
        fix: "Use a name like `Europe/Berlin`, `America/New_York` or `UTC`.",
      },
      {
        path: ".is.during",
        code: "ORDER",
        message: "This window ends before it begins.",
        fix: "Swap the two.",
      },
    ],
  ],
  [
    "a date and a time in one window",
    { value: { column: "birthday" }, is: { during: { from: "2024-02-01", to: "2024-03-01T00:00:00Z" } } },
    [
      {
        path: ".is.during",
        code: "MIXED_BOUNDS",
        message: "One end of this window is a date and the other a time.",
        fix: "Use two dates for whole days, or two times.",
      },
    ],
  ],
  [
    "several of this month",
    { value: { column: "birthday" }, is: { during: { calendar: "this", unit: "month", count: 2 } } },
    [
      {
        path: ".is.during.count",
        code: "WRONG_SHAPE",
        message: "There is only one this day, week or month, so `count` says nothing.",
        fix: "Remove `count`, or use `previous` or `next`.",
      },
    ],
  ],
  [
    "another audience",
    { audience: "vip" },
    [
      {
        path: "",
        code: "AUDIENCE_HERE",
        message: "Other audiences cannot be named here.",
        fix: "Write its conditions out.",
      },
    ],
  ],
  [
    "a value of the row outside where no relation was entered",
    { value: { column: "credit" }, is: { gt: { outer: { column: "credit" } } } },
    [
      {
        path: ".is.gt",
        code: "NO_OUTER_ROW",
        message: "No relation was entered here, so there is no row outside.",
        fix: "Use the value itself, without `outer`.",
      },
    ],
  ],
  [
    "a value further outside than there are rows",
    {
      value: { ...COUNT, where: { value: { outer: { outer: { column: "credit" } } }, is: { gt: 1 } } },
      is: { gt: 1 },
    },
    [
      {
        path: ".value.where.value.outer",
        code: "NO_OUTER_ROW",
        message: "No relation was entered here, so there is no row outside.",
        fix: "Use the value itself, without `outer`.",
      },
    ],
  ],
  [
    "a column the row outside does not have",
    { value: { ...COUNT, where: { value: { outer: { column: "total" } }, is: { gt: 1 } } }, is: { gt: 1 } },
    [
      {
        path: ".value.where.value.outer.column",
        code: "UNKNOWN_COLUMN",
        message: "`total` is not a column of customers.",
        fix: "Choose a column of customers, or ask the data team to add `total` to the catalog.",
      },
    ],
  ],
  [
    "an anniversary after a value",
    {
      value: { column: "birthday" },
      is: { anniversary: { after: { column: "signed_up_at" }, within: 3, unit: "day" } },
    },
    [
      {
        path: ".is.anniversary.after",
        code: "TEST_MISFIT",
        message:
          "An anniversary comes round in days everyone shares, so its window cannot begin after a value of the row.",
        fix: "Use a window of dates, or compare the two values with a difference.",
      },
    ],
  ],
  [
    "a rank of nothing that has an order",
    { rank: { by: { column: "is_company" }, order: "desc", percent: 0.0000001 } },
    [
      {
        path: ".rank.by",
        code: "NOT_ORDERED",
        message: "Yes-or-no values have no highest or lowest.",
        fix: "Rank by a number, a date or a text, or test the value.",
      },
      {
        path: ".rank.percent",
        code: "WRONG_NUMBER",
        message: "`percent` is a number above 0 and up to 100, with up to six decimal places.",
        fix: "Correct the number.",
      },
    ],
  ],
  [
    "a rank in no order, of no rows",
    { rank: { by: { column: "credit" }, order: "down", top: 0 } },
    [
      {
        path: ".rank.order",
        code: "UNKNOWN_WORD",
        message: "`down` is not an order.",
        fix: "Use one of `asc`, `desc`.",
      },
      {
        path: ".rank.top",
        code: "WRONG_NUMBER",
        message: "`top` is a whole number from 1.",
        fix: "Correct the number.",
      },
    ],
  ],
];

describe("parseSegment", () => {
  it.each(accepted)("accepts %s in the published schema too", (_, where) => {
    expect(segmentSchema.safeParse({ version: 1, entity: "customers", where }).error).toBeUndefined();
  });

  it.each(accepted)("accepts %s", (_, where) => {
    expect(parse(where)).toEqual({ segment: { version: 1, entity: "customers", where }, problems: [] });
  });

  it.each(refused)("refuses %s", (_, where, problems) => {
    expect(parse(where)).toEqual({
      segment: null,
      problems: problems.map((problem) => ({ ...problem, path: `where${problem.path}` })),
    });
  });

  it("reports everything at once", () => {
    const tree = {
      all: [
        { value: { column: "contry" }, is: { eq: 1 } },
        {
          any: [
            { value: COUNT, is: { gte: "three" } },
            { every: "order", must: {} },
          ],
        },
      ],
    };
    expect(parse(tree).problems.map((problem) => [problem.path, problem.code])).toEqual([
      ["where.all[0].value.column", "UNKNOWN_COLUMN"],
      ["where.all[1].any[0].is.gte", "WRONG_LITERAL"],
      ["where.all[1].any[1].every", "UNKNOWN_RELATION"],
    ]);
  });

  it("refuses an envelope that is not one", () => {
    expect(parseSegment({ version: 2, entity: "visits", wher: {} }, { catalog: shop }).problems).toEqual([
      {
        path: "wher",
        code: "UNKNOWN_KEY",
        message: "`wher` does not belong in this segment; did you mean `where`?",
        fix: "Remove it, or correct its name.",
      },
      {
        path: "version",
        code: "VERSION",
        message: "This version of the language is not known here.",
        fix: "Write `version: 1`.",
      },
      {
        path: "entity",
        code: "NO_SINGLE_KEY",
        message: "visits has no key, so its rows cannot be members.",
        fix: "Build the segment of an entity with one key column, or ask the data team for one.",
      },
      {
        path: "",
        code: "INCOMPLETE",
        message: "The segment has no condition.",
        fix: "Add `where`; `where: { all: [] }` is everyone.",
      },
    ]);
  });

  it("refuses a tree of too many parts, once", () => {
    const many = { all: Array.from({ length: 100_000 }, () => ({ all: [] })) };
    expect(parse(many).problems).toEqual([
      {
        path: "",
        code: "TOO_LARGE",
        message: "This segment has more than 2,000 parts.",
        fix: "Split it into several audiences, or use a list for long lists of values.",
      },
    ]);
  });

  it("refuses a tree that is nested too deeply", () => {
    let deep: unknown = { all: [] };
    for (let level = 0; level < 5_000; level++) deep = { not: deep };
    expect(parse(deep).problems).toMatchObject([
      { code: "TOO_DEEP", message: "This part is nested more than 50 levels deep." },
    ]);
  });

  it("never repeats a literal, which may be personal", () => {
    const secret = "jane.doe@shop.test";
    const trees = [
      { value: { column: "credit" }, is: { eq: secret } },
      { value: { column: "birthday" }, is: { in: [secret] } },
      { value: { column: "signed_up_at" }, is: { during: { from: secret } } },
      { value: { column: "is_company" }, is: { eq: secret } },
      { value: { column: "customer_id" }, is: { between: [secret, secret] } },
    ];
    expect(trees.map((tree) => JSON.stringify(parse(tree).problems)).join()).not.toContain(secret);
  });

  it("does not take what every object has for a name", () => {
    for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
      expect(parse({ value: { column: name }, is: { eq: 1 } }).problems).toMatchObject([
        { code: "UNKNOWN_COLUMN" },
      ]);
      expect(parse({ every: name, must: { all: [] } }).problems).toMatchObject([
        { code: "UNKNOWN_RELATION" },
      ]);
      expect(parse({ all: [] }, name).problems).toMatchObject([{ code: "UNKNOWN_ENTITY" }]);
    }
  });

  it("answers any JSON with problems, never with an exception", () => {
    const trees = fc.oneof(fc.jsonValue(), half(accepted.map(([, where]) => where)));
    fc.assert(
      fc.property(trees, (where) => {
        const { segment, problems } = parse(where);
        expect(segment === null).toBe(problems.length > 0);
      }),
      { numRuns: 500 },
    );
  });
});

/** Valid trees with one part replaced by something else, as a builder in the middle of an edit would send. */
function half(trees: unknown[]) {
  return fc
    .tuple(fc.constantFrom(...trees), fc.nat(), fc.constantFrom(undefined, null, "", {}, [], 0, true, "x"))
    .map(([tree, position, junk]) => {
      const copy = { root: structuredClone(tree) };
      const places = placesOf(copy);
      const [holder, key] = places[position % places.length]!;
      (holder as Record<string, unknown>)[key] = junk;
      return copy.root;
    });
}

function placesOf(holder: object): [object, string][] {
  return Object.entries(holder).flatMap(([key, child]) => [
    [holder, key] as [object, string],
    ...(typeof child === "object" && child !== null ? placesOf(child) : []),
  ]);
}
