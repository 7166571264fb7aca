import { CoterieError } from "@/lib/core/errors";
import { type CronFields, parseCron } from "./cron";
import { type Blackout, type BlackoutWindow, type Schedule, WEEKDAYS, type Weekday } from "./types";

/** "Every day at 06:00, Europe/Berlin". `syncName` is the sync another one waits for, where it is known. */
export function scheduleWords(schedule: Schedule, syncName?: string | null): string {
  switch (schedule.kind) {
    case "none":
      return "Only when someone starts it";
    case "interval":
      return `Every ${lengthWords(schedule.minutes)}`;
    case "cron":
      return `${cronWords(schedule.cron)}, ${schedule.zone}`;
    case "after_sync":
      return `After each run of ${syncName ?? "a sync that has ended"}`;
    case "after_dbt":
      return schedule.job === null ? "After any dbt job" : `After the dbt job ${schedule.job}`;
  }
}

/** "Not on Saturday and Sunday from 22:00 to 06:00". */
export function blackoutWords(blackout: Blackout, workspaceZone: string): string {
  const zone = blackout.zone ?? workspaceZone;
  return `Not ${blackout.windows.map(windowWords).join("; not ")}, ${zone}`;
}

function windowWords({ days, from, to }: BlackoutWindow): string {
  const when = daysWords(days);
  if (from === to && from === "00:00") return `${when} all day`;
  const isNext = to <= from && days.length < 7;
  return `${when} from ${from} to ${to}${isNext ? " of the day after" : ""}`;
}

function daysWords(days: readonly Weekday[]): string {
  if (days.length === 7) return "on any day";
  return `on ${and(WEEKDAYS.filter((day) => days.includes(day)).map(capital))}`;
}

export function lengthWords(minutes: number): string {
  if (minutes % 1_440 === 0) return plural(minutes / 1_440, "day");
  return minutes % 60 === 0 ? plural(minutes / 60, "hour") : plural(minutes, "minute");
}

/** Words for what people choose; the expression itself for what only cron can say. */
function cronWords(cron: string): string {
  const fields = fieldsOf(cron);
  const when = fields && timesWords(fields);
  const days = fields && dayFieldWords(fields);
  if (!fields || !when || days === null) return `Cron ${cron}`;
  const isAllDay = fields.hours.length === 24;
  if (isAllDay) return days === "day" ? when : `${when} on every ${days}`;
  return days.startsWith("on ") ? `${capital(days)} ${when}` : `Every ${days} ${when}`;
}

function timesWords({ hours, minutes }: CronFields): string | null {
  const [minute] = minutes;
  if (minute === undefined) return null;
  if (hours.length === 24) {
    const step = evenStep(minutes);
    if (step !== null) return `Every ${plural(step, "minute")}`;
    return minutes.length === 1 ? `Every hour at ${two(minute)} past` : null;
  }
  if (minutes.length > 1 || hours.length > 6) return null;
  return `at ${and(hours.map((hour) => `${two(hour)}:${two(minute)}`))}`;
}

/** "day", "weekday", "Monday and Thursday" (after "every"), or "on day 1 of the month". */
function dayFieldWords({ days, months, weekdays, eitherDay }: CronFields): string | null {
  if (months.length < 12 || eitherDay) return null;
  if (days.length < 31) return `on day ${and(days.map(String))} of the month`;
  if (weekdays.length === 7) return "day";
  if (weekdays.join() === "1,2,3,4,5") return "weekday";
  return and(weekdays.map((day) => capital(WEEKDAYS[day - 1]!)));
}

function evenStep(minutes: readonly number[]): number | null {
  const step = 60 / minutes.length;
  const isEven = minutes.length > 1 && minutes.every((minute, index) => minute === index * step);
  return isEven ? step : null;
}

function fieldsOf(cron: string): CronFields | null {
  try {
    return parseCron(cron);
  } catch (error) {
    if (error instanceof CoterieError) return null;
    throw error;
  }
}

const two = (number: number) => String(number).padStart(2, "0");
const capital = (text: string) => `${text[0]!.toUpperCase()}${text.slice(1)}`;
const plural = (count: number, noun: string) => (count === 1 ? noun : `${count} ${noun}s`);
const and = (texts: readonly string[]) => new Intl.ListFormat("en-GB").format(texts);
