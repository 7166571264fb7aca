import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { sinceBounds, sinceDateBounds } from "@/lib/core/segment/time/since-bounds";
import { dayBegins, moveBy } from "@/lib/core/segment/time/units";
import type { Unit } from "@/lib/core/segment/types";

const at = (text: string) => Temporal.Instant.from(text);

function written(count: number, unit: Unit, asOf: string, zone = "UTC") {
  return sinceBounds(count, unit, { asOf: at(asOf), zone }).map(({ from, to }) => [
    from?.toString() ?? null,
    to?.toString() ?? null,
  ]);
}

describe("the moments since which enough units have passed", () => {
  it("end a plain length before as of", () => {
    expect(written(3, "day", "2014-07-01T12:00:00Z")).toEqual([[null, "2014-06-28T12:00:00Z"]]);
    expect(written(-2, "hour", "2014-07-01T12:00:00Z")).toEqual([[null, "2014-07-01T14:00:00Z"]]);
    expect(written(40, "year", "2014-07-01T00:00:00Z")).toEqual([[null, "1974-07-01T00:00:00Z"]]);
  });

  it("are the mornings of the last days where as of is the noon of a shorter month's end", () => {
    expect(written(1, "month", "2015-02-28T12:00:00Z")).toEqual([
      [null, "2015-01-28T12:00:00Z"],
      ["2015-01-29T00:00:00Z", "2015-01-29T12:00:00Z"],
      ["2015-01-30T00:00:00Z", "2015-01-30T12:00:00Z"],
      ["2015-01-31T00:00:00Z", "2015-01-31T12:00:00Z"],
    ]);
  });

  it("are none or all past the ends of time", () => {
    expect(written(1e9, "year", "2014-07-01T00:00:00Z")).toEqual([]);
    expect(written(-1e9, "year", "2014-07-01T00:00:00Z")).toEqual([[null, null]]);
  });

  const zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo"];
  const units: Unit[] = ["month", "quarter", "year", "day"];
  const hours = fc.integer({ min: -300, max: 300 });
  const nearby = [
    "2018-02-28T12:00:00Z",
    "2018-03-25T01:10:00Z",
    "2018-11-04T06:20:00Z",
    "2018-04-30T23:00:00Z",
  ];

  it("are exactly those that, moved by the units, are not past as of", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom(...units),
        fc.integer({ min: -3, max: 14 }),
        fc.constantFrom(...nearby),
        hours,
        fc.integer({ min: -20_000, max: 20_000 }),
        (zone, unit, count, base, asOfHours, offsetMinutes) => {
          const asOf = at(base).add({ hours: asOfHours });
          const value = moveBy(asOf, -count, unit, zone)!.add({ minutes: offsetMinutes % 5_000 });
          const moved = moveBy(value, count, unit, zone)!;
          const inside = sinceBounds(count, unit, { asOf, zone }).some(
            ({ from, to }) =>
              (from === null || Temporal.Instant.compare(from, value) <= 0) &&
              (to === null || Temporal.Instant.compare(value, to) <= 0),
          );
          expect(inside).toBe(Temporal.Instant.compare(moved, asOf) <= 0);
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it("are exactly those days whose beginning, moved by the units, is not past as of", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom(...units),
        fc.integer({ min: -3, max: 14 }),
        fc.constantFrom(...nearby),
        hours,
        fc.integer({ min: -8, max: 8 }),
        (zone, unit, count, base, asOfHours, days) => {
          const asOf = at(base).add({ hours: asOfHours });
          const date = moveBy(asOf, -count, unit, zone)!.toZonedDateTimeISO(zone).toPlainDate().add({ days });
          const moved = moveBy(dayBegins(date, zone), count, unit, zone)!;
          const inside = sinceDateBounds(count, unit, { asOf, zone }).some(
            ({ from, to }) =>
              (from === null || Temporal.PlainDate.compare(from, date) <= 0) &&
              (to === null || Temporal.PlainDate.compare(date, to) <= 0),
          );
          expect(inside).toBe(Temporal.Instant.compare(moved, asOf) <= 0);
        },
      ),
      { numRuns: 1_500 },
    );
  });
});
