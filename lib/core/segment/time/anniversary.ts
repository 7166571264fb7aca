import { firstDayFrom } from "./units";
import type { Bounds } from "./window-bounds";

/** Month and day as one number: 228 is 28 February. */
type MonthDay = number;

/**
 * The month-days that begin inside the bounds, as inclusive ranges; two where they wrap the year's end.
 * Who was born on 29 February is looked for on the 28th, so 229 matches nobody.
 */
export function anniversaryRanges(bounds: Bounds, zone: string): (readonly [MonthDay, MonthDay])[] {
  if (bounds.from === null || bounds.to === null) return [[101, 1231]];
  const first = firstDayFrom(bounds.from, zone);
  const last = firstDayFrom(bounds.to, zone).subtract({ days: 1 });
  const days = first.until(last, { largestUnit: "day" }).days + 1;
  if (days <= 0) return [];
  if (days >= 366) return [[101, 1231]];
  const [from, to] = [monthDay(first), monthDay(last)];
  if (from <= to && first.year === last.year) return [[from, to]];
  return [
    [101, to],
    [from, 1231],
  ];
}

function monthDay(date: { month: number; day: number }): MonthDay {
  return date.month * 100 + date.day;
}
