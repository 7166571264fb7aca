import { expect, it } from "vitest";
import { digestDue, digestLines } from "@/lib/core/alerts/digest";
import { owedSince } from "@/lib/core/alerts/owed";
import { type Alert, DEFAULT_RULES } from "@/lib/core/alerts/types";
import { NO_BLACKOUT, type Schedule, type Timing } from "@/lib/core/schedule/types";

const NOW = new Date("2026-11-23T12:00:00Z"); // A Monday.
const owed = (schedule: Schedule, more: Partial<Timing> = {}) => {
  const since = owedSince(
    { schedule, blackout: NO_BLACKOUT, endsOn: null, ...more },
    "UTC",
    DEFAULT_RULES,
    NOW,
  );
  return since && [since.warning.toISOString(), since.critical.toISOString()];
};

it("owes nothing without a schedule or after the last day", () => {
  expect(owed({ kind: "none" })).toBe(null);
  expect(owed({ kind: "interval", minutes: 60 }, { endsOn: "2026-11-22" })).toBe(null);
});

it("counts slots, so that a weekend without any is no delay", () => {
  expect(owed({ kind: "interval", minutes: 60 })).toEqual([
    "2026-11-23T11:00:00.000Z",
    "2026-11-23T09:00:00.000Z",
  ]);
  expect(owed({ kind: "cron", cron: "0 6 * * 1-5", zone: "UTC" })).toEqual([
    "2026-11-20T06:00:00.000Z",
    "2026-11-18T06:00:00.000Z",
  ]);
});

it("leaves slots within a blackout out", () => {
  const blackout = { windows: [{ days: ["monday"], from: "09:00", to: "11:30" } as const], zone: null };
  expect(owed({ kind: "interval", minutes: 60 }, { blackout })?.[0]).toBe("2026-11-23T08:00:00.000Z");
});

it("counts hours where the schedule waits for an event", () => {
  expect(owed({ kind: "after_dbt", job: null })).toEqual([
    "2026-11-22T10:00:00.000Z",
    "2026-11-21T08:00:00.000Z",
  ]);
});

it("makes a digest once a day, at eight where the workspace is", () => {
  const due = (digestedAt: string, now: string) =>
    digestDue("Europe/Stockholm", new Date(digestedAt), new Date(now))?.toISOString() ?? null;
  expect(due("2026-11-22T07:00:00Z", "2026-11-23T06:59:00Z")).toBe(null);
  expect(due("2026-11-22T07:00:00Z", "2026-11-23T07:01:00Z")).toBe("2026-11-23T07:00:00.000Z");
  expect(due("2026-11-23T07:00:00Z", "2026-11-23T20:00:00Z")).toBe(null);
});

it("tells a day in a line a sync, and nothing of what nobody hears of", () => {
  const stale: Alert = { kind: "stale", level: "warning", message: "No run has gone through for 30 hours." };
  const blocked: Alert = { kind: "blocked", level: "critical", message: "The last run was blocked." };
  const days = [
    { name: "Buyers", changes: [{ before: [], after: [stale] }] },
    {
      name: "Leads",
      changes: [
        { before: [], after: [blocked] },
        { before: [blocked], after: [] },
      ],
    },
    { name: "Quiet", changes: [] },
  ];
  expect(digestLines(days, ["warning", "critical"])).toEqual([
    "Buyers: stale (warning) — No run has gone through for 30 hours.",
    "Leads: blocked (critical) — and over again.",
  ]);
  expect(digestLines(days.slice(0, 1), ["critical"])).toEqual([]);
});
