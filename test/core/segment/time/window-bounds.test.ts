import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { windowBounds } from "@/lib/core/segment/time/window-bounds";
import type { Window } from "@/lib/core/segment/types";

function bounds(window: Window, asOf = "2014-07-01T12:00:00Z", zone = "UTC") {
  const { from, to } = windowBounds(window, { asOf: Temporal.Instant.from(asOf), zone });
  return [from?.toString() ?? null, to?.toString() ?? null];
}

describe("a window's bounds", () => {
  it.each<[Window, [string | null, string | null]]>([
    [{ last: 30, unit: "day" }, ["2014-06-01T12:00:00Z", "2014-07-01T12:00:00Z"]],
    [{ last: 90, unit: "minute" }, ["2014-07-01T10:30:00Z", "2014-07-01T12:00:00Z"]],
    [{ next: 2, unit: "week" }, ["2014-07-01T12:00:00Z", "2014-07-15T12:00:00Z"]],
    [{ older_than: 1, unit: "year" }, [null, "2013-07-01T12:00:00Z"]],
    [{ calendar: "this", unit: "day" }, ["2014-07-01T00:00:00Z", "2014-07-02T00:00:00Z"]],
    [{ calendar: "this", unit: "week" }, ["2014-06-30T00:00:00Z", "2014-07-07T00:00:00Z"]],
    [{ calendar: "previous", unit: "month", count: 2 }, ["2014-05-01T00:00:00Z", "2014-07-01T00:00:00Z"]],
    [{ calendar: "next", unit: "quarter" }, ["2014-10-01T00:00:00Z", "2015-01-01T00:00:00Z"]],
    [{ calendar: "previous", unit: "year" }, ["2013-01-01T00:00:00Z", "2014-01-01T00:00:00Z"]],
    [{ from: "2014-03-30", to: "2014-03-30" }, ["2014-03-30T00:00:00Z", "2014-03-31T00:00:00Z"]],
    [{ from: "2014-03-30T06:00:00Z" }, ["2014-03-30T06:00:00Z", null]],
    [{ to: "2014-03-30T06:00:00+02:00" }, [null, "2014-03-30T04:00:00Z"]],
    [
      { from: "2014-03-09", to: "2014-03-09", zone: "America/Los_Angeles" },
      ["2014-03-09T08:00:00Z", "2014-03-10T07:00:00Z"],
    ],
  ])("of %j are %j", (window, expected) => {
    expect(bounds(window)).toEqual(expected);
  });

  it.each([
    ["2015-03-31T10:00:00Z", 1, "month", "2015-02-28T10:00:00Z"],
    ["2016-03-31T10:00:00Z", 1, "month", "2016-02-29T10:00:00Z"],
    ["2016-02-29T10:00:00Z", 1, "year", "2015-02-28T10:00:00Z"],
    ["2015-05-31T10:00:00Z", 1, "quarter", "2015-02-28T10:00:00Z"],
  ] as const)("clip to the month's end: %s less %d %s", (asOf, last, unit, from) => {
    expect(bounds({ last, unit }, asOf)).toEqual([from, asOf]);
  });

  it("keep the local time of day when months are counted, and lengths exact when days are", () => {
    const asOf = "2024-04-10T10:00:00Z";
    expect(bounds({ last: 1, unit: "month" }, asOf, "Europe/Berlin")).toEqual(["2024-03-10T11:00:00Z", asOf]);
    expect(bounds({ last: 31, unit: "day" }, asOf, "Europe/Berlin")).toEqual(["2024-03-10T10:00:00Z", asOf]);
  });

  it("begin a day at its first instant where clocks skip midnight", () => {
    const window: Window = { from: "2018-11-04", to: "2018-11-04", zone: "America/Sao_Paulo" };
    expect(bounds(window)).toEqual(["2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z"]);
  });

  it("move on from a local time that clocks skip, and take the first of one they repeat", () => {
    expect(bounds({ last: 1, unit: "month" }, "2024-04-30T00:30:00Z", "Europe/Berlin")[0]).toBe(
      "2024-03-30T01:30:00Z",
    );
    expect(bounds({ last: 1, unit: "month" }, "2024-05-01T00:30:00Z", "Europe/Berlin")[0]).toBe(
      "2024-04-01T00:30:00Z",
    );
    expect(bounds({ from: "2024-03-31T02:30:00", zone: "Europe/Berlin" })[0]).toBe("2024-03-31T01:30:00Z");
    expect(bounds({ from: "2024-10-27T02:30:00", zone: "Europe/Berlin" })[0]).toBe("2024-10-27T00:30:00Z");
  });

  it("are open past the ends of time", () => {
    expect(bounds({ last: 400_000, unit: "year" })).toEqual([null, "2014-07-01T12:00:00Z"]);
  });
});
