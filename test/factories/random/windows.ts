import type { Literal, Window } from "@/lib/core/segment/types";
import { ZONES } from "./catalogs";
import type { Dice } from "./dice";
import type { Scene } from "./scene";

const UNITS = ["minute", "hour", "day", "week", "month", "quarter", "year"] as const;
/** As long as a window may be: about a thousand years. */
const MOST = {
  minute: 525_600_000,
  hour: 8_760_000,
  day: 365_000,
  week: 52_000,
  month: 12_000,
  quarter: 4_000,
  year: 1_000,
};
const CALENDAR_UNITS = ["day", "week", "month", "quarter", "year"] as const;

/** `between`: two times of the data, for windows with ends of their own. */
export function randomWindow({ dice }: Scene, between: readonly [Literal, Literal]): Window {
  const unit = dice.pick(UNITS);
  const amount = dice.percent(3) ? MOST[unit] : dice.pick([1, 1, 2, 3, 7, 12, 24]);
  const zone = dice.percent(25) ? { zone: dice.pick(ZONES) } : {};
  return dice.weighted<Window>([
    [3, () => ({ last: amount, unit })],
    [1, () => ({ next: amount, unit })],
    [2, () => ({ older_than: amount, unit })],
    [2, () => ({ ...randomRange(between, dice.integer(1, 3)), ...zone })],
    [
      2,
      () => {
        const calendar = dice.pick(["this", "previous", "next"] as const);
        const count = calendar === "this" || dice.percent(50) ? {} : { count: dice.pick([1, 2, 5]) };
        return { calendar, unit: dice.pick(CALENDAR_UNITS), ...count, ...zone };
      },
    ],
  ]);
}

/** `ends`: 1 only from, 2 only to, 3 both, the earlier first. */
function randomRange(between: readonly [Literal, Literal], ends: number): { from?: string; to?: string } {
  const [from, to] = between.map(String).sort() as [string, string];
  return { ...(ends !== 2 && { from }), ...(ends !== 1 && { to }) };
}

/** A few days where February ends, in a leap year or not: where 29 February must be told from the days beside it. */
export function randomLeapWindow(dice: Dice): Window {
  const [from, to] = dice.pick([
    ["2024-02-27", "2024-02-28"],
    ["2024-02-28", "2024-02-29"],
    ["2024-02-29", "2024-03-01"],
    ["2023-02-28", "2023-02-28"],
    ["2023-03-01", "2023-03-02"],
  ] as const);
  return { from, to };
}
