import type { AlertLevel } from "../alerts/types";
import { type Budget, type BudgetUse, MEASURES, type Measure } from "./types";

/** Someone is warned once this share of a budget is spent. */
const WARN_AT = 0.8;

export type Spent = { of: BudgetUse["of"]; measure: Measure; spent: number; limit: number };

/** The measures a budget limits, with what is spent of them. */
export function measured({ of, budget, spent }: BudgetUse): Spent[] {
  return MEASURES.flatMap((measure) => {
    const limit = budget[measure];
    return limit === null ? [] : [{ of, measure, spent: spent[measure] ?? 0, limit }];
  });
}

/** What is closest to its limit, or furthest beyond, where that is worth telling. */
export function mostSpent(uses: readonly BudgetUse[]): (Spent & { level: AlertLevel }) | null {
  const [worst] = uses.flatMap(measured).sort((a, b) => shareOf(b) - shareOf(a));
  if (!worst || shareOf(worst) < WARN_AT) return null;
  return { ...worst, level: shareOf(worst) >= 1 ? "critical" : "warning" };
}

/** What a run must not be let go beyond: spent already, or by the calls it plans; null where it may go on. */
export function stoppedBy(uses: readonly BudgetUse[], plannedCalls: number): Spent | null {
  const blocking = uses.filter(({ budget }) => budget.atLimit === "block").flatMap(measured);
  return blocking.find((one) => isBeyond(one, plannedCalls)) ?? null;
}

function isBeyond({ measure, spent, limit }: Spent, plannedCalls: number): boolean {
  return spent >= limit || (measure === "platformCalls" && spent + plannedCalls > limit);
}

/** Whether another budget would let more be spent than this one. */
export function isLooser(than: Budget, budget: Budget): boolean {
  const most = (limit: number | null) => limit ?? Number.POSITIVE_INFINITY;
  const isLimited = MEASURES.some((measure) => than[measure] !== null);
  if (isLimited && than.atLimit === "block" && budget.atLimit === "warn") return true;
  return MEASURES.some((measure) => most(budget[measure]) > most(than[measure]));
}

/** A budget of nothing is spent from the beginning. */
const shareOf = ({ spent, limit }: Spent) => (limit === 0 ? 1 : spent / limit);

/** "812 of 1,000 calls to the platform", "4.1 of 5 GB scanned" */
export function spentWords({ measure, spent, limit }: Spent): string {
  if (measure === "platformCalls") return `${whole(spent)} of ${whole(limit)} calls to platforms`;
  return `${gigabytes(spent)} of ${gigabytes(limit)} GB scanned`;
}

/** The first instant of a day's month. */
export function monthOf(day: Date): Date {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1));
}

const whole = (number: number) => number.toLocaleString("en");
const gigabytes = (bytes: number) => (bytes / 1e9).toLocaleString("en", { maximumFractionDigits: 1 });
