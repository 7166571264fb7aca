import { CronPattern } from "croner";
import { InvalidInput } from "@/lib/core/errors";

/** Which minutes, hours and days a cron expression names. */
export type CronFields = {
  minutes: readonly number[];
  hours: readonly number[];
  /** All of them together, as minutes of the day, in order. */
  times: readonly number[];
  /** Of the month, from 1. */
  days: readonly number[];
  /** From 1. */
  months: readonly number[];
  /** ISO: 1 is Monday, 7 is Sunday. */
  weekdays: readonly number[];
  /** Where both a day of the month and a weekday are named, either is enough; else both must hold. */
  eitherDay: boolean;
};

const EVERY_WEEK = 63;

/** The same few expressions are asked about again and again. */
const known = new Map<string, CronFields>();
const MOST_KNOWN = 1_000;

/** Reads five fields: numbers, names, `*`, lists, ranges and steps. Throws InvalidInput with what is wrong. */
export function parseCron(cron: string): CronFields {
  const before = known.get(cron);
  if (before) return before;
  const fields = parse(cron);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(cron, fields);
  return fields;
}

function parse(cron: string): CronFields {
  const text = cron.trim();
  // A question mark would stand for the present, and what follows fields means more than five.
  if (/[^\dA-Za-z*,/\s-]/.test(text) || text.split(/\s+/).length !== 5) throw notCron(cron);
  const pattern = read(text, cron);
  const isPlain =
    !pattern.lastDayOfMonth &&
    !pattern.lastWeekday &&
    pattern.nearestWeekdays.every((day) => day === 0) &&
    pattern.dayOfWeek.every((weeks) => weeks === 0 || weeks === EVERY_WEEK);
  if (!isPlain) throw notCron(cron);
  const [minutes, hours] = [named(pattern.minute, 0), named(pattern.hour, 0)];
  return {
    minutes,
    hours,
    times: hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute)),
    days: named(pattern.day, 1),
    months: named(pattern.month, 1),
    weekdays: named(pattern.dayOfWeek, 0)
      .map((day) => (day === 0 ? 7 : day))
      .sort((a, b) => a - b),
    eitherDay: !pattern.starDOM && !pattern.starDOW,
  };
}

function read(text: string, cron: string): CronPattern {
  try {
    return new CronPattern(text, undefined, { mode: "5-part" });
  } catch {
    throw notCron(cron);
  }
}

function named(flags: readonly number[], first: number): number[] {
  return flags.flatMap((flag, index) => (flag > 0 ? [index + first] : []));
}

function notCron(cron: string): InvalidInput {
  return new InvalidInput({
    code: "NOT_A_CRON",
    message: `"${cron.slice(0, 60)}" is not a schedule in five fields.`,
    fix: "Write minute, hour, day of the month, month and weekday, for example 0 6 * * 1-5.",
    path: "schedule.cron",
  });
}
