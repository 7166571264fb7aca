import { describe, expect, it } from "vitest";
import type { Catalog, ColumnType } from "@/lib/core/catalog/types";
import { evaluate } from "@/lib/core/segment/evaluate/index";
import type { Test, Unit, Value, Window } from "@/lib/core/segment/types";
import { column, entity } from "../../../factories/shop";

const INSTANT: ColumnType = { kind: "timestamp", zone: null };

function catalogOf(type: ColumnType, zone: string): Catalog {
  const things = entity("things", "Things", "thing", {
    key: ["id"],
    columns: [column("id", { kind: "text" }), column("at", type)],
    relations: [],
  });
  return { version: 1, name: "Things", zone, warehouse: { kind: "duckdb" }, entities: { things } };
}

type Question = { zone?: string; type?: ColumnType; asOf: string; value?: Value; is: Test };

/** Which of the times meet the test. */
function meeting(question: Question, ...times: string[]): string[] {
  const { zone = "UTC", type = INSTANT, asOf, value = { column: "at" }, is } = question;
  const things = times.map((at) => ({ id: at, at }));
  return evaluate(
    { version: 1, entity: "things", where: { value, is } },
    catalogOf(type, zone),
    { things },
    asOf,
  );
}

const during = (window: Window): Test => ({ during: window });
const DATE: ColumnType = { kind: "date" };

describe("windows counted from as_of", () => {
  const asOf = "2024-03-31T12:00:00Z";

  it("takes as_of - N units <= t < as_of, and as_of <= t < as_of + N", () => {
    const days = (is: Test, ...times: string[]) => meeting({ asOf, is }, ...times);
    const [start, before, end] = [
      "2024-03-30T12:00:00Z",
      "2024-03-30T11:59:59.999999Z",
      "2024-03-31T12:00:00Z",
    ];
    expect(days(during({ last: 1, unit: "day" }), start, before, end)).toEqual([start]);
    expect(days(during({ older_than: 1, unit: "day" }), start, before, end)).toEqual([before]);
    expect(days(during({ next: 1, unit: "day" }), start, before, end)).toEqual([end]);
  });

  it("clips months to the month's end and keeps the time of day", () => {
    const is = during({ last: 1, unit: "month" });
    expect(meeting({ asOf, is }, "2024-02-29T11:59:59Z", "2024-02-29T12:00:00Z")).toEqual([
      "2024-02-29T12:00:00Z",
    ]);
    const year = during({ last: 1, unit: "year" });
    const leap = { asOf: "2024-02-29T00:00:00Z", is: year };
    expect(meeting(leap, "2023-02-27T23:59:59Z", "2023-02-28T00:00:00Z")).toEqual(["2023-02-28T00:00:00Z"]);
  });

  it("moves the local date of the zone: a month over the night the clock changes is not 31 days", () => {
    const zone = "Europe/Rome"; // 31 March 2024, 12:00 in Rome is 10:00 UTC, 29 February was 11:00 UTC.
    const is = during({ last: 1, unit: "month" });
    expect(
      meeting({ zone, asOf: "2024-03-31T10:00:00Z", is }, "2024-02-29T10:59:59Z", "2024-02-29T11:00:00Z"),
    ).toEqual(["2024-02-29T11:00:00Z"]);
  });

  it("keeps a day 24 hours long over such a night", () => {
    const is = during({ last: 1, unit: "day" });
    const question = { zone: "Europe/Rome", asOf: "2024-03-31T10:00:00Z", is };
    expect(meeting(question, "2024-03-30T09:59:59Z", "2024-03-30T10:00:00Z")).toEqual([
      "2024-03-30T10:00:00Z",
    ]);
  });

  it("takes a DATE as the instant its day begins in the zone", () => {
    const is = during({ last: 1, unit: "day" });
    const question = { type: DATE, asOf: "2024-06-02T03:00:00Z", is };
    expect(meeting({ ...question, zone: "UTC" }, "2024-06-01", "2024-06-02")).toEqual(["2024-06-02"]);
    expect(meeting({ ...question, zone: "America/New_York" }, "2024-06-01", "2024-06-02")).toEqual([
      "2024-06-01",
    ]);
  });
});

describe("windows between two ends", () => {
  it("takes whole days between dates, both in, whatever the day's length", () => {
    const is = during({ from: "2024-10-27", to: "2024-10-27", zone: "Europe/Rome" });
    const [before, first, last, after] = [
      "2024-10-26T21:59:59Z",
      "2024-10-26T22:00:00Z",
      "2024-10-27T22:59:59Z",
      "2024-10-27T23:00:00Z",
    ];
    expect(meeting({ asOf: after, is }, before, first, last, after)).toEqual([first, last]);
  });

  it("takes from <= t < to between timestamps, and may be open", () => {
    const [a, b, c] = ["2024-01-01T00:00:00Z", "2024-01-01T01:00:00Z", "2024-01-01T02:00:00Z"];
    const asOf = c;
    expect(meeting({ asOf, is: during({ from: a, to: c }) }, a, b, c)).toEqual([a, b]);
    expect(meeting({ asOf, is: during({ from: b }) }, a, b, c)).toEqual([b, c]);
    expect(meeting({ asOf, is: during({ to: b }) }, a, b, c)).toEqual([a]);
  });
});

describe("calendar words", () => {
  const dates = (is: Test, asOf: string, ...days: string[]) => meeting({ type: DATE, asOf, is }, ...days);

  it("knows ISO weeks, also over the new year", () => {
    const asOf = "2025-01-01T12:00:00Z";
    const week = ["2024-12-29", "2024-12-30", "2025-01-05", "2025-01-06"];
    expect(dates(during({ calendar: "this", unit: "week" }), asOf, ...week)).toEqual(week.slice(1, 3));
    expect(dates(during({ calendar: "previous", unit: "week" }), asOf, ...week)).toEqual([week[0]]);
    expect(dates(during({ calendar: "next", unit: "week" }), asOf, ...week)).toEqual([week[3]]);
  });

  it("knows quarters and counts of them", () => {
    const asOf = "2024-05-15T12:00:00Z";
    const days = ["2023-09-30", "2023-10-01", "2024-03-31", "2024-04-01", "2024-06-30", "2024-07-01"];
    expect(dates(during({ calendar: "this", unit: "quarter" }), asOf, ...days)).toEqual(days.slice(3, 5));
    const previous = during({ calendar: "previous", unit: "quarter", count: 2 });
    expect(dates(previous, asOf, ...days)).toEqual(days.slice(1, 3));
  });

  it("finds today in the zone of the window, else the workspace's", () => {
    const asOf = "2024-05-31T23:30:00Z";
    const month = ["2024-05-31T21:00:00Z", "2024-05-31T22:30:00Z"];
    const is = (zone?: string) => during({ calendar: "this", unit: "month", zone });
    expect(meeting({ asOf, is: is("Europe/Rome") }, ...month)).toEqual([month[1]]);
    expect(meeting({ asOf, is: is(), zone: "Europe/Rome" }, ...month)).toEqual([month[1]]);
    expect(meeting({ asOf, is: is() }, ...month)).toEqual(month);
  });
});

describe("since", () => {
  const whole = (asOf: string, unit: Unit, eq: number, at: string, zone = "UTC", type: ColumnType = DATE) =>
    meeting({ zone, type, asOf, value: { since: { column: "at" }, in: unit }, is: { eq } }, at).length === 1;

  it("is the largest n with value + n units <= as_of", () => {
    expect(whole("2024-03-31T00:00:00Z", "month", 1, "2024-02-29")).toBe(true);
    expect(whole("2024-02-29T00:00:00Z", "month", 1, "2024-01-31")).toBe(true);
    expect(whole("2024-02-28T23:59:59Z", "month", 0, "2024-01-31")).toBe(true);
    expect(whole("2023-02-28T00:00:00Z", "year", 23, "2000-02-29")).toBe(true);
    expect(whole("2024-06-30T00:00:00Z", "quarter", 1, "2024-03-30")).toBe(true);
  });

  it("is negative before the value", () => {
    expect(whole("2024-01-01T00:00:00Z", "day", -1, "2024-01-01T00:00:00.000001Z", "UTC", INSTANT)).toBe(
      true,
    );
    expect(whole("2024-01-01T00:00:00Z", "month", -1, "2024-01-02")).toBe(true);
    expect(whole("2024-01-01T00:00:00Z", "month", -1, "2024-02-01")).toBe(true);
  });

  it("counts days of 24 hours and months of the zone", () => {
    // Rome's 31 March 2024 has 23 hours.
    expect(whole("2024-03-31T22:00:00Z", "day", 0, "2024-03-31", "Europe/Rome")).toBe(true);
    expect(whole("2024-03-31T23:00:00Z", "day", 1, "2024-03-31", "Europe/Rome")).toBe(true);
    expect(whole("2024-04-29T22:00:00Z", "month", 1, "2024-03-30", "Europe/Rome")).toBe(true);
    expect(whole("2024-04-29T21:59:59Z", "month", 0, "2024-03-30", "Europe/Rome")).toBe(true);
  });
});

describe("anniversary", () => {
  const birthdays = (asOf: string, window: Window, ...days: string[]) =>
    meeting({ type: DATE, asOf, is: { anniversary: window } }, ...days);

  it("comes round in any year, over the new year too", () => {
    const days = ["1980-12-31", "1980-01-01", "1980-01-02", "1980-06-01"];
    expect(birthdays("2024-12-31T00:00:00Z", { next: 2, unit: "day" }, ...days)).toEqual([days[1], days[0]]);
  });

  it("counts 29 February on the 28th, in leap years too", () => {
    const window: Window = { from: "2024-02-28", to: "2024-02-28" };
    expect(birthdays("2024-01-01T00:00:00Z", window, "2000-02-29", "2000-02-28")).toEqual([
      "2000-02-28",
      "2000-02-29",
    ]);
    const next: Window = { from: "2024-02-29", to: "2024-02-29" };
    expect(birthdays("2024-01-01T00:00:00Z", next, "2000-02-29")).toEqual([]);
  });

  it("takes every day where the window is open", () => {
    expect(birthdays("2024-01-01T00:00:00Z", { older_than: 1, unit: "day" }, "2000-07-07")).toEqual([
      "2000-07-07",
    ]);
  });
});

describe("local times of a zone", () => {
  it("reads zone-less times in the column's zone", () => {
    const type: ColumnType = { kind: "timestamp", zone: "America/New_York" };
    const is: Test = { eq: "2024-07-01T04:00:00Z" };
    expect(meeting({ type, asOf: "2024-07-01T00:00:00Z", is }, "2024-07-01T00:00:00")).toHaveLength(1);
  });

  it("takes the first of a time the clock shows twice", () => {
    const type: ColumnType = { kind: "timestamp", zone: "Europe/Rome" };
    const is: Test = { eq: "2024-10-27T00:30:00Z" };
    expect(meeting({ type, asOf: "2024-07-01T00:00:00Z", is }, "2024-10-27T02:30:00")).toHaveLength(1);
  });

  it("moves a time the clock skips on by what was skipped, half an hour on Lord Howe", () => {
    const type: ColumnType = { kind: "timestamp", zone: "Australia/Lord_Howe" };
    const is: Test = { eq: "2024-10-05T15:40:00Z" };
    expect(meeting({ type, asOf: "2024-07-01T00:00:00Z", is }, "2024-10-06T02:10:00")).toHaveLength(1);
  });
});
