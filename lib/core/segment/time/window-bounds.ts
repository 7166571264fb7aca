import type { Temporal } from "temporal-polyfill";
import { foldWindow, type WindowKinds } from "@/lib/core/segment/kinds";
import type { Window } from "@/lib/core/segment/types";
import { isDay, parseDay, parseInstant } from "./parse";
import { dayBegins, moveBy, moveDate, zoned } from "./units";

/** The fixed clock a question is asked at, and the zone of its calendar words. */
export type Clock = { asOf: Temporal.Instant; zone: string };

/** `from <= t < to`; null: open on that side. */
export type Bounds = { from: Temporal.Instant | null; to: Temporal.Instant | null };

/** Computed once here and bound as parameters, so warehouses cannot disagree about them. */
export function windowBounds(window: Window, clock: Clock): Bounds {
  const known = BOUNDS.get(clock) ?? new WeakMap<Window, Bounds>();
  BOUNDS.set(clock, known);
  const bounds = known.get(window) ?? computeBounds(window, clock);
  known.set(window, bounds);
  return bounds;
}

/** A question looks at its windows several times, and arithmetic with calendars is slow. */
const BOUNDS = new WeakMap<Clock, WeakMap<Window, Bounds>>();

function computeBounds(window: Window, clock: Clock): Bounds {
  const { asOf, zone } = clock;
  return foldWindow<Bounds>(window, {
    last: ({ last, unit }) => ({ from: moveBy(asOf, -last, unit, zone), to: asOf }),
    next: ({ next, unit }) => ({ from: asOf, to: moveBy(asOf, next, unit, zone) }),
    older_than: (node) => ({ from: null, to: moveBy(asOf, -node.older_than, node.unit, zone) }),
    calendar: (node) => calendarBounds(node, { asOf, zone: windowZone(window, zone) }),
    range: (node) => rangeBounds(node, windowZone(window, zone)),
    after: () => {
      throw new TypeError("a window after a value has other bounds for every row");
    },
  });
}

/** The zone in force inside a window: its own, else the catalog's. */
export function windowZone(window: Window, zone: string): string {
  return ("zone" in window ? window.zone : undefined) ?? zone;
}

function rangeBounds({ from, to }: WindowKinds["range"], zone: string): Bounds {
  return {
    from: from === undefined ? null : parseInstant(from, zone),
    to:
      to === undefined
        ? null
        : isDay(to)
          ? dayBegins(parseDay(to).add({ days: 1 }), zone)
          : parseInstant(to, zone),
  };
}

function calendarBounds(
  { calendar, unit, count = 1 }: WindowKinds["calendar"],
  { asOf, zone }: Clock,
): Bounds {
  const current = startOf(unit, zoned(asOf, zone).toPlainDate());
  const offsets = { this: [0, 1], previous: [-count, 0], next: [1, 1 + count] } as const;
  const [first, end] = offsets[calendar];
  return {
    from: dayBegins(moveDays(current, first, unit), zone),
    to: dayBegins(moveDays(current, end, unit), zone),
  };
}

type CalendarWord = WindowKinds["calendar"]["unit"];

/** ISO weeks begin on Monday. */
function startOf(unit: CalendarWord, date: Temporal.PlainDate): Temporal.PlainDate {
  if (unit === "day") return date;
  if (unit === "week") return date.subtract({ days: date.dayOfWeek - 1 });
  if (unit === "month") return date.with({ day: 1 });
  if (unit === "quarter") return date.with({ day: 1, month: date.month - ((date.month - 1) % 3) });
  return date.with({ day: 1, month: 1 });
}

/** Calendar days and weeks are local days here, not lengths of 24 hours. */
function moveDays(date: Temporal.PlainDate, count: number, unit: CalendarWord): Temporal.PlainDate {
  if (unit === "day") return date.add({ days: count });
  if (unit === "week") return date.add({ days: count * 7 });
  return moveDate(date, count, unit);
}
