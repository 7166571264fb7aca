import { Temporal } from "temporal-polyfill";
import { blackoutEnd } from "./blackout";
import { asDate, instantOf } from "./local";
import { countSlots, latestSlot, nextSlot } from "./slots";
import { isTimed, type Timing } from "./types";

/** More missed slots than these are not counted. */
const MOST_MISSED = 999;

export type Due =
  /** Look again then: a blackout is open. */
  | { kind: "wait"; until: Date }
  /** One run for this slot, and for those before it that nobody could run. */
  | { kind: "run"; slot: Date; missed: number; next: Date | null }
  /** The last day is over. */
  | { kind: "over" };

/** What is owed at an instant to a sync whose next slot has come. A slot of an event is the event's instant. */
export function decideDue(timing: Timing, zone: string, nextSlotAt: Date, now: Date): Due {
  const { schedule, blackout } = timing;
  if (isOver(timing, zone, now)) return { kind: "over" };
  const until = blackoutEnd(blackout, zone, now);
  if (until) return { kind: "wait", until };
  if (!isTimed(schedule)) return { kind: "run", slot: nextSlotAt, missed: 0, next: null };
  const latest = latestSlot(schedule, now);
  const slot = latest && latest > nextSlotAt ? latest : nextSlotAt;
  const missed = countSlots(schedule, nextSlotAt, slot, MOST_MISSED + 1) - 1;
  // Clocks are put back: never the same slot twice.
  return { kind: "run", slot, missed, next: firstSlot(timing, zone, now > slot ? now : slot) };
}

/** The next slot after an instant that the end date allows; null without one, as for syncs that wait for an event. */
export function firstSlot(timing: Timing, zone: string, after: Date): Date | null {
  if (!isTimed(timing.schedule)) return null;
  const slot = nextSlot(timing.schedule, after);
  return slot && !isOver(timing, zone, slot) ? slot : null;
}

/** Whether the last day has passed where the workspace is. */
export function isOver({ endsOn }: Pick<Timing, "endsOn">, zone: string, at: Date): boolean {
  if (endsOn === null) return false;
  const end = instantOf(Temporal.PlainDate.from(endsOn).add({ days: 1 }).toPlainDateTime(), zone);
  return at >= asDate(end);
}
