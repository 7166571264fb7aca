import type { Problem } from "@/lib/core/errors";
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

/** What cannot be asked for: more than the definition says, or a rate it does not have. */
export function limitProblems({ concurrency, rates }: AccountLimits, to: LoweredLimits): Problem[] {
  const asked = [
    { path: "limits.concurrency", wanted: to.concurrency, most: concurrency, what: "calls at a time" },
    ...Object.entries(to.rates ?? {}).map(([id, wanted]) => {
      const rate = rates.find((one) => one.id === id);
      return {
        path: `limits.rates.${id}`,
        wanted,
        most: rate?.calls,
        what: rate && `calls ${perWords(rate)}`,
      };
    }),
  ];
  return asked.flatMap(({ path, wanted, most, what }) => {
    if (wanted === undefined || (most !== undefined && wanted <= most)) return [];
    if (most === undefined) {
      const known = rates.map(({ id }) => id);
      const fix = known.length > 0 ? `Use one of ${known.join(", ")}.` : "Lower the calls at a time instead.";
      return {
        code: "UNKNOWN_RATE",
        path,
        message: `The account has no rate "${path.split(".").at(-1)}".`,
        fix,
      };
    }
    const message = `The account takes ${most.toLocaleString("en")} ${what} at most.`;
    return { code: "LIMIT_TOO_HIGH", path, message, fix: "Lower it, or leave it empty for all of it." };
  });
}

/** "a minute", "in 10 seconds" */
export function perWords({ perSeconds }: Pick<RateLimit, "perSeconds">): string {
  return PER_WORDS[perSeconds] ?? `in ${perSeconds.toLocaleString("en")} seconds`;
}

const PER_WORDS: Readonly<Record<number, string>> = {
  1: "a second",
  60: "a minute",
  3600: "an hour",
  86400: "a day",
};

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
