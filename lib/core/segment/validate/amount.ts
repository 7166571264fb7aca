import type { PathParts } from "@/lib/core/path";
import type { Unit } from "../types";
import { incomplete, oneOf, report, type Walk } from "./walk";

/** The most of each unit a window may span: about a thousand years, so that every date stays a date. */
const MOST: Record<Unit, number> = {
  minute: 525_600_000,
  hour: 8_760_000,
  day: 365_000,
  week: 52_000,
  month: 12_000,
  quarter: 4_000,
  year: 1_000,
};
export const UNITS = Object.keys(MOST) as Unit[];

/** How many units: a positive whole number. */
export function checkAmount(walk: Walk, amount: unknown, unit: unknown, at: PathParts): void {
  if (amount === undefined || amount === null || amount === "") {
    report(walk, at, incomplete("The length of time is not given yet.", "Write a whole number from 1."));
    return;
  }
  if (typeof amount !== "number" || !Number.isSafeInteger(amount) || amount < 1) {
    report(walk, at, {
      code: "WRONG_NUMBER",
      message: "A length of time is a whole number from 1.",
      fix: "Write a whole number from 1, without quotes.",
    });
    return;
  }
  const most = UNITS.includes(unit as Unit) ? MOST[unit as Unit] : MOST.minute;
  if (amount <= most) return;
  report(walk, at, {
    code: "WRONG_NUMBER",
    message: "This reaches further than a thousand years.",
    fix: "Write a smaller number.",
  });
}

export function checkUnit(
  walk: Walk,
  unit: unknown,
  at: PathParts,
  units: readonly string[] = UNITS,
): boolean {
  return oneOf(walk, unit, units, "unit of time", at);
}
