import { describe, expect, it } from "vitest";
import { draftOf, scheduleOf } from "@/components/schedule/schedule-draft";
import { previewTiming } from "@/components/schedule/timing-words";
import { NO_BLACKOUT, type Schedule } from "@/lib/core/schedule/types";

const cron = (text: string): Schedule => ({ kind: "cron", cron: text, zone: "Europe/Berlin" });

describe("the form of a schedule", () => {
  it.each<[string, Schedule, string]>([
    ["nothing", { kind: "none" }, "none"],
    ["minutes", { kind: "interval", minutes: 45 }, "interval"],
    ["hours", { kind: "interval", minutes: 360 }, "interval"],
    ["every day", cron("0 6 * * *"), "times"],
    ["weekends", cron("30 18 * * 0,6"), "times"],
    ["cron", cron("0 6 1 * *"), "cron"],
    ["another sync", { kind: "after_sync", sync: "1" }, "after_sync"],
    ["a dbt job", { kind: "after_dbt", job: "nightly" }, "after_dbt"],
    ["any dbt job", { kind: "after_dbt", job: null }, "after_dbt"],
  ])("gives %s back as it was", (_name, schedule, way) => {
    const draft = draftOf(schedule, "UTC");
    expect(draft.way).toBe(way);
    expect(scheduleOf(draft)).toEqual(schedule);
  });

  it("reads days of the week whatever way they are written", () => {
    expect(draftOf(cron("0 6 * * 1-5"), "UTC")).toMatchObject({
      way: "times",
      time: "06:00",
      days: ["monday", "tuesday", "wednesday", "thursday", "friday"],
      zone: "Europe/Berlin",
    });
  });

  it("shows cron it cannot read as it is", () => {
    expect(draftOf(cron("soon"), "UTC")).toMatchObject({ way: "cron", cron: "soon" });
  });
});

describe("the sentence below it", () => {
  const now = new Date("2026-11-20T15:00:00Z");
  const preview = (schedule: Schedule, over: object = {}) =>
    previewTiming({ schedule, blackout: NO_BLACKOUT, endsOn: null, ...over }, { zone: "UTC", now });

  it("says when it runs and when that is next", () => {
    expect(preview(cron("0 6 * * *"))).toEqual({
      words: "Every day at 06:00, Europe/Berlin",
      next: "2026-11-21T05:00:00.000Z",
      zone: "Europe/Berlin",
    });
    expect(preview({ kind: "none" })).toMatchObject({ next: null });
  });

  it("waits for blackouts and minds the last day", () => {
    const windows = [{ days: ["saturday" as const], from: "00:00", to: "00:00" }];
    expect(preview(cron("0 6 * * *"), { blackout: { windows, zone: null } })).toMatchObject({
      next: "2026-11-22T00:00:00.000Z",
    });
    expect(preview(cron("0 6 * * *"), { endsOn: "2026-11-20" })).toMatchObject({ next: null });
  });

  it("says what is wrong", () => {
    expect(preview(cron("soon"))).toEqual({
      problem:
        '"soon" is not a schedule in five fields. Write minute, hour, day of the month, month and weekday, for example 0 6 * * 1-5.',
    });
    expect(preview({ kind: "interval", minutes: 1 })).toEqual({
      problem: "It runs every 5 minutes at most.",
    });
    expect(preview(cron("0 6 * * "))).toHaveProperty("problem");
  });
});
