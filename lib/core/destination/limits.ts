import type { AccountLimits, RateLimit } from "@/lib/core/ports/destination";

/** What an admin allows Coterie of an account: never more than the definition says. */
export type LoweredLimits = { concurrency?: number; rates?: Readonly<Record<string, number>> };

export function lowered(limits: AccountLimits, to: LoweredLimits | null): AccountLimits {
  return {
    concurrency: Math.max(1, Math.min(limits.concurrency, to?.concurrency ?? limits.concurrency)),
    rates: limits.rates.map((rate) => ({
      ...rate,
      calls: Math.min(rate.calls, to?.rates?.[rate.id] ?? rate.calls),
    })),
  };
}

/** Seconds between two calls, and how far behind that a quiet account may catch up at once. */
export type Pace = { id: string; interval: number; tolerance: number };

const LONG_WINDOW_SECONDS = 600;
const STEADY = 0.94;
/** Part of a rate's window a call may come late by: most of what the pace keeps to spare. */
export const GRACE = 0.04;

/**
 * Any window of `perSeconds` holds at most floor((perSeconds + tolerance) / interval) + 1 calls: within the limit, with a
 * little of the window to spare for calls that travel at different speeds. A minute's calls are spread over the minute;
 * a day's quota may be used faster than it comes in.
 */
export function paceOf({ id, calls, perSeconds }: RateLimit): Pace {
  if (perSeconds > LONG_WINDOW_SECONDS) {
    return { id, interval: (perSeconds * 2) / calls, tolerance: perSeconds * 0.95 };
  }
  return { id, interval: perSeconds / (calls * STEADY), tolerance: 0 };
}
