import { Temporal } from "temporal-polyfill";
import { asDate, instantOf } from "../schedule/local";
import { titleOf } from "./message";
import { transitionFor } from "./transition";
import type { Alert, AlertLevel } from "./types";

/** When people begin to read, in their workspace's zone. */
const DIGEST_HOUR = 8;

/** The end of the day's digest that is due, null where it was made: everything that changed since the one before until then. */
export function digestDue(zone: string, digestedAt: Date, now: Date): Date | null {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  const at = (day: Temporal.PlainDate) => asDate(instantOf(day.toPlainDateTime({ hour: DIGEST_HOUR }), zone));
  const latest = at(today) <= now ? at(today) : at(today.subtract({ days: 1 }));
  return digestedAt < latest ? latest : null;
}

/** A sync's changes of a day, oldest first. */
export type DayOfSync = {
  name: string;
  changes: readonly { before: readonly Alert[]; after: readonly Alert[] }[];
};

/** A line a sync: how the day changed it, or that what came up is over. Syncs without anything to tell have none. */
export function digestLines(days: readonly DayOfSync[], levels: readonly AlertLevel[]): string[] {
  return days.flatMap(({ name, changes }) => {
    const [first, last] = [changes[0], changes.at(-1)];
    if (!first || !last) return [];
    const whole = transitionFor(levels, first.before, last.after);
    if (whole)
      return [`${titleOf(name, whole)}${whole.raised.map(({ message }) => ` — ${message}`).join("")}`];
    const passing = changes.flatMap(({ before, after }) => transitionFor(levels, before, after) ?? []);
    const [worstOf] = passing.filter(({ change }) => change === "raised");
    return worstOf ? [`${titleOf(name, worstOf)} — and over again.`] : [];
  });
}
