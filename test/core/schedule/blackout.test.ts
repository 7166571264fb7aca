import { describe, expect, it } from "vitest";
import { blackoutEnd, isAlways } from "@/lib/core/schedule/blackout";
import { type BlackoutWindow, WEEKDAYS } from "@/lib/core/schedule/types";

const end = (windows: BlackoutWindow[], at: string, zone: string | null = null) =>
  blackoutEnd({ windows, zone }, "Europe/Berlin", new Date(at))?.toISOString() ?? null;

const nights: BlackoutWindow = { days: [...WEEKDAYS], from: "22:00", to: "06:00" };
const weekend: BlackoutWindow = { days: ["saturday", "sunday"], from: "00:00", to: "00:00" };

describe("a blackout", () => {
  it("is over when its window ends, in the workspace's zone or its own", () => {
    expect(end([nights], "2026-11-20T23:30:00Z")).toBe("2026-11-21T05:00:00.000Z");
    expect(end([nights], "2026-11-20T03:00:00Z")).toBe("2026-11-20T05:00:00.000Z");
    expect(end([nights], "2026-11-20T23:30:00Z", "UTC")).toBe("2026-11-21T06:00:00.000Z");
  });

  it("is open from its first minute and not at its end", () => {
    expect(end([nights], "2026-11-20T21:00:00Z")).toBe("2026-11-21T05:00:00.000Z");
    expect(end([nights], "2026-11-21T05:00:00Z")).toBeNull();
    expect(end([nights], "2026-11-20T20:59:59Z")).toBeNull();
  });

  it("belongs to the day it begins on", () => {
    const friday: BlackoutWindow = { days: ["friday"], from: "22:00", to: "06:00" };
    expect(end([friday], "2026-11-21T03:00:00Z")).toBe("2026-11-21T05:00:00.000Z");
    expect(end([friday], "2026-11-20T03:00:00Z")).toBeNull();
  });

  it("goes on through windows that touch or overlap", () => {
    expect(end([weekend, nights], "2026-11-20T22:30:00Z")).toBe("2026-11-23T05:00:00.000Z");
  });

  it("keeps to the wall clock on days with 23 and 25 hours", () => {
    expect(end([weekend], "2026-03-29T10:00:00Z")).toBe("2026-03-29T22:00:00.000Z");
    expect(end([weekend], "2026-10-25T22:30:00Z")).toBe("2026-10-25T23:00:00.000Z");
    const gap: BlackoutWindow = { days: ["sunday"], from: "01:00", to: "02:30" };
    expect(end([gap], "2026-03-29T00:30:00Z")).toBe("2026-03-29T01:00:00.000Z");
  });

  it("is never there without windows", () => {
    expect(end([], "2026-11-20T23:30:00Z")).toBeNull();
  });

  it("may not take the whole week", () => {
    const allDay: BlackoutWindow = { days: [...WEEKDAYS], from: "00:00", to: "00:00" };
    expect(isAlways({ windows: [allDay], zone: null })).toBe(true);
    expect(isAlways({ windows: [nights, { ...nights, from: "06:00", to: "22:00" }], zone: null })).toBe(true);
    expect(isAlways({ windows: [weekend, nights], zone: null })).toBe(false);
    expect(isAlways({ windows: [], zone: null })).toBe(false);
  });
});
