/** When a sync runs by itself. None of it is bound by an approval: what runs was approved, whenever it runs. */
export type Schedule =
  | { kind: "none" }
  /** Counted from midnight UTC of 1 January 1970, so that every process and every restart finds the same slots. */
  | { kind: "interval"; minutes: number }
  /** Five fields; `zone` is an IANA zone. */
  | { kind: "cron"; cron: string; zone: string }
  /** After each full run of another sync (its id) that went through, as of the same instant. */
  | { kind: "after_sync"; sync: string }
  /** When a signed message says that a dbt job succeeded; null: any job. */
  | { kind: "after_dbt"; job: string | null };

/** A schedule that knows by itself when it is due. */
export type TimedSchedule = Extract<Schedule, { kind: "interval" | "cron" }>;

export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** From a time of day until another; one that ends no later than it begins ends the day after. */
export type BlackoutWindow = { days: readonly Weekday[]; from: string; to: string };

/** While one of these is open nothing starts by itself. `zone` null: the workspace's. */
export type Blackout = { windows: readonly BlackoutWindow[]; zone: string | null };

/** What a sync has of time. */
export type Timing = {
  schedule: Schedule;
  blackout: Blackout;
  /** The last day it runs, in the workspace's zone; null: for ever. */
  endsOn: string | null;
};

export const NO_SCHEDULE: Schedule = { kind: "none" };
export const NO_BLACKOUT: Blackout = { windows: [], zone: null };

export function isTimed(schedule: Schedule): schedule is TimedSchedule {
  return schedule.kind === "interval" || schedule.kind === "cron";
}
