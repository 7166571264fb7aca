import { describe, expect, it } from "vitest";
import { countSlots, latestSlot, nextSlot, shortestGap } from "@/lib/core/schedule/slots";
import type { TimedSchedule } from "@/lib/core/schedule/types";

const cron = (expression: string, zone = "UTC"): TimedSchedule => ({ kind: "cron", cron: expression, zone });
const at = (text: string) => new Date(text);

function slots(schedule: TimedSchedule, from: string, count: number): (string | undefined)[] {
  const found: (string | undefined)[] = [];
  let slot: Date | null = at(from);
  for (let index = 0; index < count; index += 1) {
    slot = slot && nextSlot(schedule, slot);
    found.push(slot?.toISOString().replace(":00.000Z", "Z"));
  }
  return found;
}

describe("slots of a cron expression", () => {
  it("follow the wall clock of the zone through winter and summer", () => {
    expect(slots(cron("0 6 * * *", "Europe/Berlin"), "2026-03-27T12:00:00Z", 3)).toEqual([
      "2026-03-28T05:00Z",
      "2026-03-29T04:00Z",
      "2026-03-30T04:00Z",
    ]);
    expect(slots(cron("0 6 * * *", "Europe/Berlin"), "2026-10-24T00:00:00Z", 3)).toEqual([
      "2026-10-24T04:00Z",
      "2026-10-25T05:00Z",
      "2026-10-26T05:00Z",
    ]);
  });

  it("take the first instant after the gap for a time the clock skips", () => {
    // Berlin goes from 02:00 to 03:00 on 29 March, New York on 8 March.
    expect(slots(cron("30 2 * * *", "Europe/Berlin"), "2026-03-28T12:00:00Z", 2)).toEqual([
      "2026-03-29T01:00Z",
      "2026-03-30T00:30Z",
    ]);
    expect(slots(cron("30 2 * * *", "America/New_York"), "2026-03-08T00:00:00Z", 1)).toEqual([
      "2026-03-08T07:00Z",
    ]);
  });

  it("run once for all times of a gap, and for the one that is the end of it", () => {
    expect(slots(cron("*/15 1-3 * * *", "Europe/Berlin"), "2026-03-29T00:30:00Z", 5)).toEqual([
      "2026-03-29T00:45Z",
      "2026-03-29T01:00Z",
      "2026-03-29T01:15Z",
      "2026-03-29T01:30Z",
      "2026-03-29T01:45Z",
    ]);
  });

  it("take the first of a time the clock shows twice", () => {
    // Berlin: 02:30 is 00:30Z and 01:30Z on 25 October; Lord Howe goes back by half an hour only.
    expect(slots(cron("30 2 * * *", "Europe/Berlin"), "2026-10-24T12:00:00Z", 2)).toEqual([
      "2026-10-25T00:30Z",
      "2026-10-26T01:30Z",
    ]);
    expect(slots(cron("45 1 * * *", "Australia/Lord_Howe"), "2026-04-04T00:00:00Z", 2)).toEqual([
      "2026-04-04T14:45Z",
      "2026-04-05T15:15Z",
    ]);
  });

  it("know midnights that do not exist", () => {
    // Cairo skips from 00:00 to 01:00 on 24 April 2026.
    expect(slots(cron("0 0 * * *", "Africa/Cairo"), "2026-04-23T12:00:00Z", 2)).toEqual([
      "2026-04-23T22:00Z",
      "2026-04-24T21:00Z",
    ]);
  });

  it("are strictly later than where they are looked for from, and latest at or before", () => {
    const noon = at("2026-05-05T12:00:00Z");
    expect(nextSlot(cron("0 12 * * *"), noon)).toEqual(at("2026-05-06T12:00:00Z"));
    expect(latestSlot(cron("0 12 * * *"), noon)).toEqual(noon);
    expect(latestSlot(cron("0 12 * * *"), at("2026-05-05T11:59:59Z"))).toEqual(at("2026-05-04T12:00:00Z"));
  });

  it("need either of a weekday and a day of the month where both are named", () => {
    expect(slots(cron("0 0 13 * fri"), "2026-11-08T00:00:00Z", 4)).toEqual([
      "2026-11-13T00:00Z",
      "2026-11-20T00:00Z",
      "2026-11-27T00:00Z",
      "2026-12-04T00:00Z",
    ]);
  });

  it("read Sunday as 0 and as 7", () => {
    for (const day of ["0", "7", "sun"]) {
      expect(slots(cron(`0 0 * * ${day}`), "2026-11-20T00:00:00Z", 1)).toEqual(["2026-11-22T00:00Z"]);
    }
  });

  it("find leap days years ahead, and say that other days never come", () => {
    expect(slots(cron("0 0 29 2 *"), "2096-03-01T00:00:00Z", 1)).toEqual(["2104-02-29T00:00Z"]);
    expect(nextSlot(cron("0 0 30 2 *"), at("2026-01-01T00:00:00Z"))).toBeNull();
    expect(latestSlot(cron("0 0 30 2 *"), at("2026-01-01T00:00:00Z"))).toBeNull();
  });

  it("are the same forth and back through every change of clocks of a year", () => {
    const zones = [
      "Europe/Berlin",
      "America/New_York",
      "Australia/Lord_Howe",
      "Africa/Cairo",
      "Asia/Kathmandu",
    ];
    for (const zone of zones) {
      const schedule = cron("*/20 0-3 * * *", zone);
      let slot = nextSlot(schedule, at("2026-01-01T00:00:00Z"))!;
      for (let step = 0; step < 150; step += 1) {
        const next = nextSlot(schedule, slot)!;
        expect(next > slot).toBe(true);
        expect(latestSlot(schedule, new Date(next.getTime() - 1))).toEqual(slot);
        slot = next;
        if (step % 5 === 4) slot = nextSlot(schedule, new Date(slot.getTime() + 12 * 86_400_000))!;
      }
    }
  });
});

describe("slots of an interval", () => {
  const hours6: TimedSchedule = { kind: "interval", minutes: 360 };

  it("are the same whoever looks, and whenever", () => {
    expect(slots(hours6, "2026-11-20T05:59:59Z", 2)).toEqual(["2026-11-20T06:00Z", "2026-11-20T12:00Z"]);
    expect(slots(hours6, "2026-11-20T06:00:00Z", 1)).toEqual(["2026-11-20T12:00Z"]);
    expect(latestSlot(hours6, at("2026-11-20T13:00:00Z"))).toEqual(at("2026-11-20T12:00:00Z"));
  });
});

describe("counting slots", () => {
  it("counts both ends, up to the most that is asked for", () => {
    const daily = cron("0 6 * * *");
    const from = at("2026-11-01T06:00:00Z");
    expect(countSlots(daily, from, from, 10)).toBe(1);
    expect(countSlots(daily, from, at("2026-11-04T06:00:00Z"), 10)).toBe(4);
    expect(countSlots(daily, from, at("2026-12-04T06:00:00Z"), 10)).toBe(10);
    expect(countSlots(daily, from, at("2026-10-04T06:00:00Z"), 10)).toBe(0);
    const quarter: TimedSchedule = { kind: "interval", minutes: 15 };
    expect(countSlots(quarter, from, at("2026-11-01T07:10:00Z"), 10)).toBe(5);
    expect(countSlots(quarter, from, at("2026-11-02T07:10:00Z"), 10)).toBe(10);
  });
});

describe("the shortest gap", () => {
  it("is the time between the two nearest slots", () => {
    const now = at("2026-11-20T00:00:00Z");
    expect(shortestGap(cron("0 6,7 * * *"), now)).toBe(60);
    expect(shortestGap(cron("58,1 * * * *"), now)).toBe(3);
    expect(shortestGap({ kind: "interval", minutes: 45 }, now)).toBe(45);
    expect(shortestGap(cron("0 0 30 2 *"), now)).toBeNull();
  });
});
