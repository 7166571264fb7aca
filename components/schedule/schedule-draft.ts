import { CoterieError } from "@/lib/core/errors";
import { parseCron } from "@/lib/core/schedule/cron";
import { type Schedule, WEEKDAYS, type Weekday } from "@/lib/core/schedule/types";

/** How someone says when a sync runs; "times" is the cron expression most people mean. */
export type Way = "none" | "times" | "interval" | "after_sync" | "after_dbt" | "cron";

/** What the form holds: everything typed under any way, so that looking at another loses nothing. */
export type ScheduleDraft = {
  way: Way;
  days: readonly Weekday[];
  time: string;
  zone: string;
  count: string;
  unit: "minutes" | "hours";
  cron: string;
  sync: string;
  job: string;
};

export function draftOf(schedule: Schedule, zone: string): ScheduleDraft {
  const empty: ScheduleDraft = {
    ...{ way: "none", days: WEEKDAYS, time: "06:00", zone, count: "6", unit: "hours" },
    ...{ cron: "0 6 * * *", sync: "", job: "" },
  };
  switch (schedule.kind) {
    case "none":
      return empty;
    case "interval":
      return { ...empty, way: "interval", ...intervalOf(schedule.minutes) };
    case "cron":
      return { ...empty, cron: schedule.cron, zone: schedule.zone, ...timesOf(schedule.cron) };
    case "after_sync":
      return { ...empty, way: "after_sync", sync: schedule.sync };
    case "after_dbt":
      return { ...empty, way: "after_dbt", job: schedule.job ?? "" };
  }
}

export function scheduleOf({ way, days, time, zone, count, unit, cron, sync, job }: ScheduleDraft): Schedule {
  switch (way) {
    case "none":
      return { kind: "none" };
    case "times":
      return { kind: "cron", cron: cronOf(days, time), zone };
    case "interval":
      return { kind: "interval", minutes: Number(count) * (unit === "hours" ? 60 : 1) };
    case "cron":
      return { kind: "cron", cron: cron.trim(), zone };
    case "after_sync":
      return { kind: "after_sync", sync };
    case "after_dbt":
      return { kind: "after_dbt", job: job.trim() === "" ? null : job.trim() };
  }
}

function intervalOf(minutes: number): Pick<ScheduleDraft, "count" | "unit"> {
  const isHours = minutes % 60 === 0;
  return { count: String(isHours ? minutes / 60 : minutes), unit: isHours ? "hours" : "minutes" };
}

function cronOf(days: readonly Weekday[], time: string): string {
  const [hour = "0", minute = "0"] = time.split(":");
  const named = WEEKDAYS.flatMap((day, index) => (days.includes(day) ? [(index + 1) % 7] : []));
  const weekdays = named.length === 7 ? "*" : named.sort((a, b) => a - b).join(",");
  return `${Number(minute)} ${Number(hour)} * * ${weekdays}`;
}

/** One time of day on some weekdays, or else cron as it is written. */
function timesOf(cron: string): Pick<ScheduleDraft, "way"> & Partial<ScheduleDraft> {
  const fields = read(cron);
  const isOneTime = fields?.times.length === 1 && fields.days.length === 31 && fields.months.length === 12;
  if (!fields || !isOneTime) return { way: "cron" };
  const [time = 0] = fields.times;
  const two = (number: number) => String(number).padStart(2, "0");
  return {
    way: "times",
    time: `${two(Math.floor(time / 60))}:${two(time % 60)}`,
    days: fields.weekdays.map((day) => WEEKDAYS[day - 1]!),
  };
}

function read(cron: string) {
  try {
    return parseCron(cron);
  } catch (error) {
    if (error instanceof CoterieError) return null;
    throw error;
  }
}
