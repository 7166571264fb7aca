import { z } from "zod";
import type { Guard, TableFact, TableRole } from "./types";

const HOUR_MS = 3_600_000;
const ORDER: readonly TableRole[] = ["consent", "suppression", "segment"];

/** Tables that are read must have a row young enough; those that say who may not be sent come first. */
export const freshness: Guard<{ consentHours: number; tableHours: number }> = {
  id: "freshness",
  label: "Fresh tables",
  about:
    "Blocks when the newest row of a table that is read is too old. Consent and suppression are looked at first.",
  stage: "source",
  threshold: z.object({
    consentHours: z.number().positive().max(8_760),
    tableHours: z.number().positive().max(8_760),
  }),
  words: {
    consentHours: "Hours without a new row, where consent or suppression stands",
    tableHours: "Hours without a new row, other tables",
  },
  tells: ({ consentHours, tableHours }) =>
    `a new row within ${inWords(consentHours)} where consent or suppression stands, ${inWords(tableHours)} elsewhere`,
  // A company without orders on a long weekend is not broken; consent that stands still for days is.
  defaults: () => ({ action: "warn", threshold: { consentHours: 72, tableHours: 168 } }),
  check({ tables, asOf }, { consentHours, tableHours }) {
    const hoursOf = ({ newest }: TableFact) =>
      newest === null ? null : (Date.parse(asOf) - Date.parse(newest)) / HOUR_MS;
    const limitOf = ({ role }: TableFact) => (role === "segment" ? tableHours : consentHours);
    const stale = tables
      .map((table) => ({ table, hours: hoursOf(table), limit: limitOf(table) }))
      .filter(({ hours, limit }) => hours !== null && hours > limit)
      .sort((a, b) => ORDER.indexOf(a.table.role) - ORDER.indexOf(b.table.role));
    const [first] = stale;
    if (!first) return [];
    const more = stale.length > 1 ? ` (and ${stale.length - 1} more)` : "";
    return [
      {
        subject: first.table.entity,
        message: `${first.table.label}${more} has had no new row for ${inWords(first.hours!)}; ${inWords(first.limit)} are allowed.`,
        fix: "Have the data team look at its load, then run again.",
        measured: Math.round(first.hours!),
        allowed: first.limit,
      },
    ];
  },
};

function inWords(hours: number): string {
  const [amount, unit] = hours >= 48 ? [Math.round(hours / 24), "day"] : [Math.round(hours), "hour"];
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}
