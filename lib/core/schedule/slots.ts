import { Temporal } from "temporal-polyfill";
import { type CronFields, parseCron } from "./cron";
import { asDate, asInstant, instantOf, localDate } from "./local";
import type { TimedSchedule } from "./types";

/** Leap days skip eight years around 2100. */
const DAYS_AHEAD = 366 * 9;
const MINUTE_MS = 60_000;

/** The first slot after an instant; null where there never is one (30 February). */
export function nextSlot(schedule: TimedSchedule, after: Date): Date | null {
  if (schedule.kind === "interval") {
    const length = schedule.minutes * MINUTE_MS;
    return new Date((Math.floor(after.getTime() / length) + 1) * length);
  }
  return seekCron(schedule, after, 1);
}

/** The last slot at or before an instant; null where there is none within nine years. */
export function latestSlot(schedule: TimedSchedule, until: Date): Date | null {
  if (schedule.kind === "interval") {
    const length = schedule.minutes * MINUTE_MS;
    return new Date(Math.floor(until.getTime() / length) * length);
  }
  return seekCron(schedule, until, -1);
}

/** How many slots lie from one on (that one counts) until an instant (which counts too), up to a most. */
export function countSlots(schedule: TimedSchedule, from: Date, until: Date, most: number): number {
  if (until < from) return 0;
  if (schedule.kind === "interval") {
    const passed = Math.floor((until.getTime() - from.getTime()) / (schedule.minutes * MINUTE_MS));
    return Math.min(passed + 1, most);
  }
  let count = 0;
  for (let slot: Date | null = from; slot && slot <= until && count < most; slot = nextSlot(schedule, slot)) {
    count += 1;
  }
  return count;
}

/** The shortest time between two slots of the next week, in minutes: how often it would run at most. */
export function shortestGap(schedule: TimedSchedule, from: Date): number | null {
  if (schedule.kind === "interval") return schedule.minutes;
  let shortest: number | null = null;
  let before = nextSlot(schedule, from);
  for (let step = 0; before && step < 100; step += 1) {
    const slot = nextSlot(schedule, before);
    if (!slot) break;
    const gap = (slot.getTime() - before.getTime()) / MINUTE_MS;
    shortest = shortest === null ? gap : Math.min(shortest, gap);
    before = slot;
  }
  return shortest;
}

/** Day by day forth or back, since the slots of a day are in order whatever its clocks do. */
function seekCron(
  { cron, zone }: Extract<TimedSchedule, { kind: "cron" }>,
  from: Date,
  direction: 1 | -1,
): Date | null {
  const fields = parseCron(cron);
  const edge = asInstant(from);
  let day = localDate(edge, zone);
  for (let step = 0; step < DAYS_AHEAD; step += 1) {
    const found = isNamed(fields, day) ? seekInDay(fields.times, day, zone, edge, direction) : null;
    if (found) return asDate(found);
    day = day.add({ days: direction });
  }
  return null;
}

/** By halves: a later wall time is never an earlier instant, and finding a zone's offset is what costs. */
function seekInDay(
  times: readonly number[],
  day: Temporal.PlainDate,
  zone: string,
  edge: Temporal.Instant,
  direction: 1 | -1,
): Temporal.Instant | null {
  const slotAt = (index: number) => {
    const time = times[index];
    if (time === undefined) return null;
    return instantOf(day.toPlainDateTime({ hour: Math.floor(time / 60), minute: time % 60 }), zone);
  };
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Temporal.Instant.compare(slotAt(middle)!, edge) > 0) high = middle;
    else low = middle + 1;
  }
  return direction === 1 ? slotAt(low) : slotAt(low - 1);
}

function isNamed({ days, months, weekdays, eitherDay }: CronFields, day: Temporal.PlainDate): boolean {
  if (!months.includes(day.month)) return false;
  const byDate = days.includes(day.day);
  const byWeekday = weekdays.includes(day.dayOfWeek);
  return eitherDay ? byDate || byWeekday : byDate && byWeekday;
}
