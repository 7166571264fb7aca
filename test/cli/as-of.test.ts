import { describe, expect, it } from "vitest";
import { now, parseAsOf } from "@/lib/cli/as-of";

describe("parseAsOf", () => {
  it.each([
    ["2014-07-01T00:00:00Z", "2014-07-01T00:00:00Z"],
    ["2014-07-01T00:00:00+02:00", "2014-06-30T22:00:00Z"],
    ["2014-07-01", "2014-06-30T22:00:00Z"],
    ["2014-01-01", "2013-12-31T23:00:00Z"],
    ["2014-07-01T12:30", "2014-07-01T10:30:00Z"],
  ])("takes %s for %s in Berlin", (text, instant) => {
    expect(parseAsOf(text)("Europe/Berlin")).toBe(instant);
  });

  it.each(["yesterday", "", "2014-02-30", "2014-07", "07/01/2014"])("refuses %j", (text) => {
    expect(() => parseAsOf(text)).toThrow(
      "Write a time like 2024-05-01T09:30:00Z, or a date like 2024-05-01.",
    );
  });

  it("is now when nothing is said", () => {
    expect(Math.abs(Date.parse(now("UTC")) - Date.now())).toBeLessThan(5_000);
  });
});
