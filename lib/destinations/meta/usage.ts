import { parseJson } from "@/lib/http/request";

type Usage = {
  type?: string;
  call_count?: number;
  total_cputime?: number;
  total_time?: number;
  /** Minutes. */
  estimated_time_to_regain_access?: number;
};

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Percent of the hour's allowance from which on we pause by ourselves. */
const NEARLY_USED = 95;

/**
 * When the account may be called again, from the headers every answer carries; undefined: at once.
 * `X-Business-Use-Case-Usage` is `{business: [usage…]}`; https://developers.facebook.com/docs/graph-api/overview/rate-limiting (2026-05-05)
 */
export function throttledUntil(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const usages = customAudienceUsage(headers["x-business-use-case-usage"]);
  const waits = usages.map(waitOf).filter((wait) => wait > 0);
  return waits.length === 0 ? undefined : now + Math.min(Math.max(...waits), DAY);
}

/** The same after a refusal: where the headers say nothing, Meta's windows are an hour, and five minutes is a fair next try. */
export function retryAt(headers: Readonly<Record<string, string>>, now: number): number {
  return throttledUntil(headers, now) ?? accountReset(headers["x-ad-account-usage"], now) ?? now + 5 * MINUTE;
}

function waitOf(usage: Usage): number {
  const minutes = usage.estimated_time_to_regain_access ?? 0;
  if (minutes > 0) return minutes * MINUTE;
  const used = Math.max(usage.call_count ?? 0, usage.total_cputime ?? 0, usage.total_time ?? 0);
  return used >= NEARLY_USED ? MINUTE : 0;
}

function customAudienceUsage(header: string | undefined): Usage[] {
  const parsed = header === undefined ? undefined : parseJson(header);
  if (typeof parsed !== "object" || parsed === null) return [];
  const usages = Object.values(parsed).flat().filter(isUsage);
  return usages.filter(({ type }) => type === undefined || type === "custom_audience");
}

/** `{acc_id_util_pct, reset_time_duration}`, seconds. */
function accountReset(header: string | undefined, now: number): number | undefined {
  const parsed = header === undefined ? undefined : parseJson(header);
  if (typeof parsed !== "object" || parsed === null || !("reset_time_duration" in parsed)) return undefined;
  const seconds = Number(parsed.reset_time_duration);
  return seconds > 0 ? now + Math.min(seconds * 1000, DAY) : undefined;
}

function isUsage(value: unknown): value is Usage {
  return typeof value === "object" && value !== null;
}
