import type { RateLimit } from "@/lib/core/ports/destination";

/** The longest Google keeps a member who is not sent again. https://support.google.com/google-ads/answer/6276125 (2025-04-07) */
export const LIFETIME_DAYS = 540;

/** AudienceMembers of one request. https://developers.google.com/data-manager/api/limits (2026-11-20) */
export const BATCH_ROWS = 10_000;

/**
 * Of a Cloud project, counted for changes; reading has as many of its own. Several accounts of one project share them, and then
 * Google's 429 holds them back. https://developers.google.com/data-manager/api/limits (2026-11-20)
 */
export const RATES: readonly RateLimit[] = [
  { id: "minute", calls: 300, perSeconds: 60 },
  { id: "day", calls: 100_000, perSeconds: 86_400 },
];

/** Requests at a time; the quota is on their number, and each is a second's work. */
export const CONCURRENCY = 4;
