import { Temporal } from "temporal-polyfill";
import { instantAt, type TimeKnown } from "./compare";
import { dayStart, localDate } from "./time";
import { type Interval, isWithin } from "./windows";

/**
 * Does the day of the year come round in the window, in any year? 29 February counts on the 28th. A day is in the
 * window when the instant it begins is; a window open on one side meets every day of the year.
 */
export function comesRound(value: TimeKnown, interval: Interval, zone: string): boolean {
  const { from, to } = interval;
  if (from === null || to === null) return true;
  const day = dayOfYear(value, zone);
  const first = localDate(from, zone).year - 1;
  const last = localDate(to, zone).year + 1;
  for (let year = first; year <= last; year++) {
    if (isWithin(dayStart(day.toPlainDate({ year }), zone), interval)) return true;
  }
  return false;
}

function dayOfYear(value: TimeKnown, zone: string): Temporal.PlainMonthDay {
  const date =
    value.kind === "date" ? Temporal.PlainDate.from(value.date) : localDate(instantAt(value, zone), zone);
  const isLeapDay = date.month === 2 && date.day === 29;
  return (isLeapDay ? date.with({ day: 28 }) : date).toPlainMonthDay();
}
