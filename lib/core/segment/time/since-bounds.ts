import { Temporal } from "temporal-polyfill";
import type { Unit } from "@/lib/core/segment/types";
import { dayBegins, isCalendarUnit, moveBy, zoned } from "./units";
import type { Clock } from "./window-bounds";

/** Both ends in; null: open on that side. */
export type Range<T> = { from: T | null; to: T | null };

const EVERYTHING = { from: null, to: null };

/**
 * The moments `t` with `t + count units <= as of`, to the microsecond: `since >= count` is "t lies in one of these".
 * Mostly one range without a beginning. At a month's end there are more: on 28 February at noon a month has passed since
 * the mornings of 28, 29, 30 and 31 January, not since their evenings; and clocks that are put forward or back cut again.
 */
export function sinceBounds(count: number, unit: Unit, clock: Clock): Range<Temporal.Instant>[] {
  const guess = moveBy(clock.asOf, -count, unit, clock.zone);
  if (guess === null) return count > 0 ? [] : [EVERYTHING];
  const isPast = isPastAfter(count, unit, clock);
  const single = wholeMicroseconds(guess.epochNanoseconds);
  if (!isCalendarUnit(unit) || isSmooth(guess, clock)) return [{ from: null, to: instantAt(single) }];
  return rangesOf(cuts(guess, clock), isPast).map(({ from, to }) => ({
    from: from === null ? null : instantAt(from),
    to: to === null ? null : instantAt(to),
  }));
}

/** The same for dates, which are the instants their days begin. */
export function sinceDateBounds(count: number, unit: Unit, clock: Clock): Range<Temporal.PlainDate>[] {
  const guess = moveBy(clock.asOf, -count, unit, clock.zone);
  if (guess === null) return count > 0 ? [] : [EVERYTHING];
  const middle = zoned(guess, clock.zone).toPlainDate();
  if (isCalendarUnit(unit) && isSmooth(guess, clock)) return [{ from: null, to: middle }];
  const isPast = isPastAfter(count, unit, clock);
  const days = NEARBY.map((step) => middle.add({ days: step }));
  const ranges: Range<Temporal.PlainDate>[] = [{ from: null, to: days[0]! }];
  for (const day of days.slice(1)) {
    if (!isPast(dayBegins(day, clock.zone).epochNanoseconds)) continue;
    const last = ranges.at(-1)!;
    if (last.to?.add({ days: 1 }).equals(day)) last.to = day;
    else ranges.push({ from: day, to: day });
  }
  return ranges;
}

/** Clipping at a month's end moves the answer by three days at most, and a zone's offset by less than two. */
const NEARBY = [-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6];
const THREE_DAYS = 72n * 3_600_000_000_000n;
const MICROSECOND = 1_000n;

function isPastAfter(count: number, unit: Unit, clock: Clock): (nanoseconds: bigint) => boolean {
  return (nanoseconds) => {
    const moved = moveBy(new Temporal.Instant(nanoseconds), count, unit, clock.zone);
    return moved !== null && Temporal.Instant.compare(moved, clock.asOf) <= 0;
  };
}

/** No month ends and no clock changes near either moment: moving forth is the exact reverse of moving back. */
function isSmooth(guess: Temporal.Instant, { asOf, zone }: Clock): boolean {
  if (zoned(asOf, zone).day >= 28) return false;
  return zone === "UTC" || (isSteady(asOf, zone) && isSteady(guess, zone));
}

function isSteady(instant: Temporal.Instant, zone: string): boolean {
  const before = steady.get(instant);
  if (before?.zone === zone) return before.is;
  const { epochNanoseconds: at } = instant;
  const is = offset(at - THREE_DAYS, zone) === offset(at + THREE_DAYS, zone);
  steady.set(instant, { zone, is });
  return is;
}

/** Every value of a tree is counted to the same instant, and finding a zone's offset is what costs. */
const steady = new WeakMap<Temporal.Instant, { zone: string; is: boolean }>();

/** Between two of these the local clock runs on evenly, both at the value and at the moment it is moved to. */
function cuts(guess: Temporal.Instant, { asOf, zone }: Clock): bigint[] {
  const middle = guess.toZonedDateTimeISO(zone).toPlainDate();
  const days = NEARBY.map((step) => middle.add({ days: step }));
  const wallTimes = clockChanges(asOf, zone).flatMap((change) => [
    wallBefore(change, zone),
    change.toZonedDateTimeISO(zone).toPlainTime(),
  ]);
  const instants = [
    ...days.map((day) => dayBegins(day, zone)),
    ...clockChanges(guess, zone),
    ...days.flatMap((day) => wallTimes.flatMap((time) => instantsOfLocal(day.toPlainDateTime(time), zone))),
  ];
  return [...new Set(instants.map((instant) => instant.epochNanoseconds))].sort((a, b) => (a < b ? -1 : 1));
}

function instantsOfLocal(local: Temporal.PlainDateTime, zone: string): Temporal.Instant[] {
  return (["earlier", "later"] as const).map((disambiguation) =>
    local.toZonedDateTime(zone, { disambiguation }).toInstant(),
  );
}

/** What the clock would have shown had it not been changed. */
function wallBefore(change: Temporal.Instant, zone: string): Temporal.PlainTime {
  const before = change.subtract({ nanoseconds: 1 }).toZonedDateTimeISO(zone).toPlainDateTime();
  return before.add({ nanoseconds: 1 }).toPlainTime();
}

/** When the zone's offset changes within six days of the instant. */
function clockChanges(instant: Temporal.Instant, zone: string): Temporal.Instant[] {
  const changes: Temporal.Instant[] = [];
  const end = instant.add({ hours: 144 });
  let at = instant.subtract({ hours: 144 }).toZonedDateTimeISO(zone).getTimeZoneTransition("next");
  while (at && Temporal.Instant.compare(at.toInstant(), end) <= 0) {
    changes.push(at.toInstant());
    at = at.getTimeZoneTransition("next");
  }
  return changes;
}

/** Before the first cut everything holds, after the last nothing does; in each piece it holds up to some moment. */
function rangesOf(cuts: readonly bigint[], holds: (nanoseconds: bigint) => boolean): Range<bigint>[] {
  const ranges: Range<bigint>[] = [{ from: null, to: cuts[0]! - MICROSECOND }];
  for (const [index, start] of cuts.slice(0, -1).entries()) {
    if (!holds(start)) continue;
    const end = lastThatHolds(start, cuts[index + 1]!, holds);
    const last = ranges.at(-1)!;
    if (last.to === start - MICROSECOND) last.to = end;
    else ranges.push({ from: start, to: end });
  }
  return ranges;
}

function lastThatHolds(start: bigint, end: bigint, holds: (nanoseconds: bigint) => boolean): bigint {
  let yes = start;
  let no = end;
  if (holds(end - MICROSECOND)) return end - MICROSECOND;
  while (no - yes > MICROSECOND) {
    const middle = wholeMicroseconds((yes + no) / 2n);
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

function offset(nanoseconds: bigint, zone: string): number {
  return instantAt(nanoseconds).toZonedDateTimeISO(zone).offsetNanoseconds;
}

function instantAt(nanoseconds: bigint): Temporal.Instant {
  return new Temporal.Instant(nanoseconds);
}

function wholeMicroseconds(nanoseconds: bigint): bigint {
  const rest = ((nanoseconds % MICROSECOND) + MICROSECOND) % MICROSECOND;
  return nanoseconds - rest;
}
