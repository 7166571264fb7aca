import { Temporal } from "temporal-polyfill";
import { asDate, asInstant, instantOf, localDate } from "./local";
import { type Blackout, type BlackoutWindow, WEEKDAYS } from "./types";

/** A week of windows that follow each other, with the days at both ends. */
const MOST_STEPS = 200;

/** When the blackout an instant lies in is over; null where it lies in none. Windows that touch are one. */
export function blackoutEnd(blackout: Blackout, workspaceZone: string, at: Date): Date | null {
  const zone = blackout.zone ?? workspaceZone;
  let end: Temporal.Instant | null = null;
  let now = asInstant(at);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const open = openWindowEnd(blackout.windows, zone, now);
    if (!open) break;
    end = open;
    now = open;
  }
  return end && asDate(end);
}

/** Whether no instant of a week is left to run in. */
export function isAlways({ windows }: Blackout): boolean {
  // The calendar of UTC has no gaps, and a whole week of it is the same as any other.
  const monday = new Date("2026-01-05T00:00:00Z");
  const end = blackoutEnd({ windows, zone: "UTC" }, "UTC", monday);
  return end !== null && end.getTime() - monday.getTime() >= 7 * 86_400_000;
}

function openWindowEnd(
  windows: readonly BlackoutWindow[],
  zone: string,
  now: Temporal.Instant,
): Temporal.Instant | null {
  const today = localDate(now, zone);
  const ends = windows.flatMap((window) =>
    [today.subtract({ days: 1 }), today].flatMap((day) => {
      if (!window.days.includes(WEEKDAYS[day.dayOfWeek - 1]!)) return [];
      const { from, to } = boundsOf(window, day, zone);
      const isOpen = Temporal.Instant.compare(from, now) <= 0 && Temporal.Instant.compare(now, to) < 0;
      return isOpen ? [to] : [];
    }),
  );
  return ends.sort(Temporal.Instant.compare).at(-1) ?? null;
}

function boundsOf({ from, to }: BlackoutWindow, day: Temporal.PlainDate, zone: string) {
  const lastDay = to <= from ? day.add({ days: 1 }) : day;
  return {
    from: instantOf(day.toPlainDateTime(from), zone),
    to: instantOf(lastDay.toPlainDateTime(to), zone),
  };
}
