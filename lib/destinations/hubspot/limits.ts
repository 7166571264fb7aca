import { Temporal } from "temporal-polyfill";

type Headers = Readonly<Record<string, string>>;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The rolling window's own length, where no header tells it. */
const TEN_SECONDS = 10 * SECOND;
/** `423 Locked` holds for two seconds: https://developers.hubspot.com/docs/api-reference/error-handling (2026-03-30) */
const LOCK = 2 * SECOND;

/**
 * When the account may be called again after it said 429, by the policy it named.
 * https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines (2026-11-20)
 */
export function retryAt(
  policy: string | undefined,
  headers: Headers,
  now: number,
  timeZone: string | null,
): number {
  const told = afterHeader(headers, now);
  if (told !== null) return told;
  if (policy === "DAILY") return nextDay(now, timeZone);
  if (policy === "SECONDLY") return now + SECOND;
  return now + (number(headers, "x-hubspot-ratelimit-interval-milliseconds") ?? TEN_SECONDS);
}

export const lockedUntil = (headers: Headers, now: number): number => afterHeader(headers, now) ?? now + LOCK;
export const migratedAt = (headers: Headers, now: number): number => afterHeader(headers, now) ?? now + HOUR;

/** Calls are counted from midnight to midnight of the account. Until it has told its zone, asking once an hour finds out. */
function nextDay(now: number, timeZone: string | null): number {
  if (timeZone === null) return now + HOUR;
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  return here.add({ days: 1 }).startOfDay().epochMilliseconds;
}

/** Seconds, within reason. */
function afterHeader(headers: Headers, now: number): number | null {
  const seconds = number(headers, "retry-after");
  return seconds === null ? null : now + Math.min(Math.max(seconds * SECOND, SECOND), DAY);
}

/** What is left of the ten seconds, and when the account wants no call before, from the headers every answer carries. */
export function usageOf(headers: Headers, now: number, timeZone: string | null) {
  const remaining = number(headers, "x-hubspot-ratelimit-remaining");
  const interval = number(headers, "x-hubspot-ratelimit-interval-milliseconds") ?? TEN_SECONDS;
  const daily = number(headers, "x-hubspot-ratelimit-daily-remaining");
  const waits = [
    ...(remaining === 0 ? [now + interval] : []),
    ...(daily === 0 ? [nextDay(now, timeZone)] : []),
  ];
  return {
    ...(remaining === null ? {} : { limits: { rate: RATE, remaining, resetAt: now + interval } }),
    ...(waits.length === 0 ? {} : { throttledUntil: Math.max(...waits) }),
  };
}
export type Usage = ReturnType<typeof usageOf>;

/** The rate the headers speak of. */
export const RATE = "ten_seconds";

function number(headers: Headers, name: string): number | null {
  const value = headers[name];
  return value !== undefined && /^\d{1,12}(?:\.\d+)?$/.test(value) ? Number(value) : null;
}
