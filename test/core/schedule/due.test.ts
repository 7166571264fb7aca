import { describe, expect, it } from "vitest";
import { decideDue, firstSlot, isOver } from "@/lib/core/schedule/due";
import { NO_BLACKOUT, type Schedule, type Timing } from "@/lib/core/schedule/types";

const at = (text: string) => new Date(text);
const daily: Schedule = { kind: "cron", cron: "0 6 * * *", zone: "UTC" };
const timing = (over: Partial<Timing> = {}): Timing => ({
  schedule: daily,
  blackout: NO_BLACKOUT,
  endsOn: null,
  ...over,
});

describe("what is owed when a slot has come", () => {
  it("is one run for the slot, and the next slot", () => {
    const due = decideDue(timing(), "UTC", at("2026-11-20T06:00:00Z"), at("2026-11-20T06:00:03Z"));
    expect(due).toEqual({
      kind: "run",
      slot: at("2026-11-20T06:00:00Z"),
      missed: 0,
      next: at("2026-11-21T06:00:00Z"),
    });
  });

  it("is one run for the latest slot after a time without workers, with the number it stands for", () => {
    const due = decideDue(timing(), "UTC", at("2026-11-17T06:00:00Z"), at("2026-11-20T09:00:00Z"));
    expect(due).toEqual({
      kind: "run",
      slot: at("2026-11-20T06:00:00Z"),
      missed: 3,
      next: at("2026-11-21T06:00:00Z"),
    });
  });

  it("waits until a blackout is over", () => {
    const blackout = { windows: [{ days: ["friday" as const], from: "05:00", to: "08:00" }], zone: null };
    const due = decideDue(
      timing({ blackout }),
      "UTC",
      at("2026-11-20T06:00:00Z"),
      at("2026-11-20T06:00:03Z"),
    );
    expect(due).toEqual({ kind: "wait", until: at("2026-11-20T08:00:00Z") });
  });

  it("is nothing once the last day is over where the workspace is", () => {
    const ended = timing({ endsOn: "2026-11-19" });
    const slot = at("2026-11-19T23:30:00Z");
    expect(decideDue(ended, "Europe/Berlin", slot, slot)).toEqual({ kind: "over" });
    expect(decideDue(ended, "UTC", slot, slot)).toMatchObject({ kind: "run", next: null });
    expect(isOver({ endsOn: null }, "UTC", slot)).toBe(false);
  });

  it("is the event itself for a sync that waits for one", () => {
    const after = timing({ schedule: { kind: "after_dbt", job: null } });
    const slot = at("2026-11-20T06:12:34Z");
    expect(decideDue(after, "UTC", slot, at("2026-11-20T06:13:00Z"))).toEqual({
      kind: "run",
      slot,
      missed: 0,
      next: null,
    });
    expect(firstSlot(after, "UTC", slot)).toBeNull();
  });

  it("is never the same slot again when clocks are put back", () => {
    const due = decideDue(timing(), "UTC", at("2026-11-20T06:00:00Z"), at("2026-11-20T05:59:00Z"));
    expect(due).toMatchObject({ slot: at("2026-11-20T06:00:00Z"), next: at("2026-11-21T06:00:00Z") });
  });
});
