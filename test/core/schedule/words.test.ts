import { describe, expect, it } from "vitest";
import { checkTiming } from "@/lib/core/schedule/check";
import { NO_BLACKOUT, WEEKDAYS } from "@/lib/core/schedule/types";
import { blackoutWords, scheduleWords } from "@/lib/core/schedule/words";

const cron = (expression: string) => scheduleWords({ kind: "cron", cron: expression, zone: "Europe/Berlin" });

describe("a schedule in words", () => {
  it.each([
    ["0 6 * * *", "Every day at 06:00, Europe/Berlin"],
    ["30 6,18 * * *", "Every day at 06:30 and 18:30, Europe/Berlin"],
    ["0 6 * * 1-5", "Every weekday at 06:00, Europe/Berlin"],
    ["0 6 * * mon,thu", "Every Monday and Thursday at 06:00, Europe/Berlin"],
    ["0 6 1 * *", "On day 1 of the month at 06:00, Europe/Berlin"],
    ["*/15 * * * *", "Every 15 minutes, Europe/Berlin"],
    ["5 * * * *", "Every hour at 05 past, Europe/Berlin"],
    ["*/30 * * * 1-5", "Every 30 minutes on every weekday, Europe/Berlin"],
    ["0 6 1 1 *", "Cron 0 6 1 1 *, Europe/Berlin"],
    ["not cron", "Cron not cron, Europe/Berlin"],
  ])("says %s as %s", (expression, words) => {
    expect(cron(expression)).toBe(words);
  });

  it("says intervals, events and nothing", () => {
    expect(scheduleWords({ kind: "none" })).toBe("Only when someone starts it");
    expect(scheduleWords({ kind: "interval", minutes: 90 })).toBe("Every 90 minutes");
    expect(scheduleWords({ kind: "interval", minutes: 360 })).toBe("Every 6 hours");
    expect(scheduleWords({ kind: "interval", minutes: 1_440 })).toBe("Every day");
    expect(scheduleWords({ kind: "after_sync", sync: "1" }, "VIPs to ads")).toBe(
      "After each run of VIPs to ads",
    );
    expect(scheduleWords({ kind: "after_sync", sync: "1" }, null)).toBe(
      "After each run of a sync that has ended",
    );
    expect(scheduleWords({ kind: "after_dbt", job: "nightly" })).toBe("After the dbt job nightly");
    expect(scheduleWords({ kind: "after_dbt", job: null })).toBe("After any dbt job");
  });

  it("says blackouts", () => {
    const windows = [
      { days: ["sunday" as const, "saturday" as const], from: "00:00", to: "00:00" },
      { days: [...WEEKDAYS], from: "22:00", to: "06:00" },
    ];
    expect(blackoutWords({ windows, zone: null }, "Europe/Berlin")).toBe(
      "Not on Saturday and Sunday all day; not on any day from 22:00 to 06:00, Europe/Berlin",
    );
  });
});

describe("checking when a sync runs", () => {
  const check = (expression: string) =>
    checkTiming(
      { schedule: { kind: "cron", cron: expression, zone: "UTC" }, blackout: NO_BLACKOUT, endsOn: null },
      new Date("2026-11-20T00:00:00Z"),
    ).map(({ code }) => code);

  it.each([
    ["0 6 * * *", []],
    ["*/5 * * * *", []],
    ["* * * * *", ["TOO_OFTEN"]],
    ["0 0 30 2 *", ["NEVER"]],
    ["0 6 * *", ["NOT_A_CRON"]],
    ["0 0 6 * * *", ["NOT_A_CRON"]],
    ["0 6 L * *", ["NOT_A_CRON"]],
    ["0 6 * * 5#2", ["NOT_A_CRON"]],
    ["0 6 15W * *", ["NOT_A_CRON"]],
    ["0 ? * * *", ["NOT_A_CRON"]],
    ["61 6 * * *", ["NOT_A_CRON"]],
    ["@daily", ["NOT_A_CRON"]],
  ])("finds in %s: %j", (expression, codes) => {
    expect(check(expression)).toEqual(codes);
  });

  it("refuses blackouts without an end", () => {
    const windows = [{ days: [...WEEKDAYS], from: "00:00", to: "00:00" }];
    const timing = { schedule: { kind: "none" as const }, blackout: { windows, zone: null }, endsOn: null };
    expect(checkTiming(timing, new Date(0))).toEqual([
      {
        code: "ALWAYS_BLACKED_OUT",
        path: "blackout.windows",
        message: "The blackout windows leave no time of the week to run in.",
        fix: "Shorten one of them.",
      },
    ]);
  });
});
