import { blackoutEnd } from "../schedule/blackout";
import { isOver } from "../schedule/due";
import { latestSlot } from "../schedule/slots";
import { isTimed, type TimedSchedule, type Timing } from "../schedule/types";
import { ALERT_LEVELS, type AlertLevel, type AlertRules, type Threshold } from "./types";

const HOUR_MS = 3_600_000;
/** Slots looked at: more of them lie within one blackout only where a sync runs every few minutes. */
const MOST_SLOTS = 600;

/**
 * Since when a run should have gone through by the schedule, for either level: the slot that lies so many slots back, those
 * within a blackout left out. Null where nothing is owed: without a schedule, and after the last day.
 */
export function owedSince(
  timing: Timing,
  zone: string,
  { stale }: Pick<AlertRules, "stale">,
  now: Date,
): Record<AlertLevel, Date> | null {
  const { schedule } = timing;
  if (schedule.kind === "none" || isOver(timing, zone, now)) return null;
  if (!isTimed(schedule)) return before(now, stale.hours);
  const slots = slotsBack(schedule, timing, zone, now, stale.critical);
  const [warning, critical] = ALERT_LEVELS.map((level) => slots[stale[level] - 1]);
  return warning ? { warning, critical: critical ?? new Date(0) } : null;
}

function before(now: Date, { warning, critical }: Threshold): Record<AlertLevel, Date> {
  const back = (hours: number) => new Date(now.getTime() - hours * HOUR_MS);
  return { warning: back(warning), critical: back(critical) };
}

/** The last slots, newest first. */
function slotsBack(
  schedule: TimedSchedule,
  { blackout }: Timing,
  zone: string,
  now: Date,
  most: number,
): Date[] {
  const slots: Date[] = [];
  let slot = latestSlot(schedule, now);
  for (let step = 0; slot && step < MOST_SLOTS && slots.length < most; step += 1) {
    if (!blackoutEnd(blackout, zone, slot)) slots.push(slot);
    slot = latestSlot(schedule, new Date(slot.getTime() - 1));
  }
  return slots;
}
