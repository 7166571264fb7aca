import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { anniversaryRanges } from "@/lib/core/segment/time/anniversary";

function ranges(from: string | null, to: string | null, zone = "UTC") {
  const at = (text: string | null) => (text === null ? null : Temporal.Instant.from(text));
  return anniversaryRanges({ from: at(from), to: at(to) }, zone);
}

describe("the days of the year in a window", () => {
  it("are those whose first instant is in it", () => {
    expect(ranges("2014-07-01T00:00:00Z", "2014-07-08T00:00:00Z")).toEqual([[701, 707]]);
    expect(ranges("2014-07-01T00:00:01Z", "2014-07-08T00:00:01Z")).toEqual([[702, 708]]);
    expect(ranges("2014-07-01T00:00:01Z", "2014-07-01T23:00:00Z")).toEqual([]);
    expect(ranges("2014-06-30T22:00:00Z", "2014-07-01T22:00:00Z", "Europe/Berlin")).toEqual([[701, 701]]);
  });

  it("wrap the year's end", () => {
    expect(ranges("2014-12-30T00:00:00Z", "2015-01-03T00:00:00Z")).toEqual([
      [101, 102],
      [1230, 1231],
    ]);
  });

  it("are all of them in a window of a leap year's length, or open on a side", () => {
    expect(ranges("2014-07-01T00:00:00Z", "2015-07-02T00:00:00Z")).toEqual([[101, 1231]]);
    expect(ranges(null, "2015-07-02T00:00:00Z")).toEqual([[101, 1231]]);
  });
});
