import type { PlatformAnswer } from "@/lib/kit/simulator/server";
import { tooMany } from "./refusals";

export type Allowance = { daily: number; tenSecondly: number };

/** What a professional account has: https://developers.hubspot.com/changelog/increasing-our-api-limits (2026-11-20) */
const PROFESSIONAL: Allowance = { daily: 650_000, tenSecondly: 190 };
const INTERVAL = 10_000;

/**
 * Counts calls as HubSpot does and tells of it in the headers. Refuses only once somebody has set an allowance, so that a test
 * with a thousand calls needs no minute.
 */
export class Rates {
  private allowance = PROFESSIONAL;
  private isEnforced = false;
  private today = 0;
  private recent: number[] = [];
  /** The most calls any ten seconds had. */
  peak = 0;
  calls = 0;

  limit(allowance: Allowance): void {
    this.allowance = allowance;
    this.isEnforced = true;
    this.today = 0;
    this.recent = [];
  }

  reset(): void {
    this.limit(PROFESSIONAL);
    this.isEnforced = false;
    this.peak = 0;
    this.calls = 0;
  }

  /** Counts a call; an answer where it is one too many. */
  count(now: number): PlatformAnswer | null {
    this.recent = this.recent.filter((at) => at > now - INTERVAL);
    if (this.isEnforced && this.today >= this.allowance.daily) return tooMany("DAILY", this.headers());
    if (this.isEnforced && this.recent.length >= this.allowance.tenSecondly)
      return tooMany("TEN_SECONDLY_ROLLING", this.headers());
    this.recent.push(now);
    this.today += 1;
    this.calls += 1;
    this.peak = Math.max(this.peak, this.recent.length);
    return null;
  }

  headers(): Record<string, string> {
    const { daily, tenSecondly } = this.allowance;
    return {
      "X-HubSpot-RateLimit-Daily": String(daily),
      "X-HubSpot-RateLimit-Daily-Remaining": String(Math.max(daily - this.today, 0)),
      "X-HubSpot-RateLimit-Max": String(tenSecondly),
      "X-HubSpot-RateLimit-Remaining": String(Math.max(tenSecondly - this.recent.length, 0)),
      "X-HubSpot-RateLimit-Interval-Milliseconds": String(INTERVAL),
    };
  }
}
