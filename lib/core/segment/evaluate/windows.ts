import { Temporal } from "temporal-polyfill";
import { foldWindow, type WindowKinds } from "@/lib/core/segment/kinds";
import type { Unit, Value, Window } from "@/lib/core/segment/types";
import { instantAt, isTime } from "./compare";
import type { DataRow, Instant, Outside, Reading, World } from "./data";
import { dayStart, instantOf, localDate, shift } from "./time";

/** from <= t < to; null: open on that side. */
export type Interval = { readonly from: Instant | null; readonly to: Instant | null };

export function isWithin(at: Instant, { from, to }: Interval): boolean {
  return (from === null || from <= at) && (to === null || at < to);
}

/** The zone in force for the window's words and for the dates tested against it. */
export function zoneOf(world: World, window: Window): string {
  return ("zone" in window ? window.zone : undefined) ?? world.catalog.zone;
}

/** Of a row, for a window that begins where one of its values lies; null where that is unknown. */
export type ReadInterval = (row: DataRow, outside: Outside) => Interval | null;

/** `readValue` makes a reading of a Value the window begins after. */
export function intervalOf(world: World, window: Window, readValue: (value: Value) => Reading): ReadInterval {
  const zone = zoneOf(world, window);
  const { asOf } = world;
  const always = (interval: Interval) => () => interval;
  return foldWindow<ReadInterval>(window, {
    last: ({ last, unit }) => always({ from: shift(asOf, -last, unit, zone), to: asOf }),
    next: ({ next, unit }) => always({ from: asOf, to: shift(asOf, next, unit, zone) }),
    older_than: ({ older_than, unit }) => always({ from: null, to: shift(asOf, -older_than, unit, zone) }),
    calendar: (words) => always(calendarInterval(words, localDate(asOf, zone), zone)),
    range: ({ from, to }) =>
      always({
        from: from === undefined ? null : firstInstant(from, zone),
        to: to === undefined ? null : endInstant(to, zone),
      }),
    after: ({ after, within, unit }) => {
      const read = readValue(after);
      return (row, outside) => {
        const seen = read(row, outside);
        return seen !== null && isTime(seen) ? justAfter(instantAt(seen, zone), within, unit, zone) : null;
      };
    },
  });
}

/** Later than the value, up to and including its end: times are whole microseconds. */
function justAfter(value: Instant, within: number, unit: Unit, zone: string): Interval {
  return { from: value + 1n, to: shift(value, within, unit, zone) + 1n };
}

function calendarInterval(
  { calendar, unit, count = 1 }: WindowKinds["calendar"],
  today: Temporal.PlainDate,
  zone: string,
): Interval {
  const start = firstDay(today, unit);
  const begin = (periods: number) => dayStart(start.add(periodOf(unit, periods)), zone);
  if (calendar === "previous") return { from: begin(-count), to: begin(0) };
  if (calendar === "next") return { from: begin(1), to: begin(1 + count) };
  return { from: begin(0), to: begin(1) };
}

/** First day of the ISO week, month, quarter or year the day is in. */
export function firstDay(day: Temporal.PlainDate, unit: Unit): Temporal.PlainDate {
  if (unit === "week") return day.subtract({ days: day.dayOfWeek - 1 });
  if (unit === "month") return day.with({ day: 1 });
  if (unit === "quarter") return day.with({ month: day.month - ((day.month - 1) % 3), day: 1 });
  if (unit === "year") return day.with({ month: 1, day: 1 });
  return day;
}

function periodOf(unit: Unit, count: number): Temporal.DurationLike {
  if (unit === "week") return { weeks: count };
  if (unit === "month") return { months: count };
  if (unit === "quarter") return { months: 3 * count };
  if (unit === "year") return { years: count };
  return { days: count };
}

function firstInstant(text: string, zone: string): Instant {
  return isDate(text) ? dayStart(text, zone) : instantOf(text, zone);
}

/** A date is whole, so the window ends where the next day begins; a timestamp is the end itself. */
function endInstant(text: string, zone: string): Instant {
  return isDate(text)
    ? dayStart(Temporal.PlainDate.from(text).add({ days: 1 }), zone)
    : instantOf(text, zone);
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}
