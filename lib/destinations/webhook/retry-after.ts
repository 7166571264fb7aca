const SECOND = 1000;
const DAY = 86_400_000;

/** `Retry-After` as an instant, given in seconds or as a date, within a day; null: not told. RFC 9110, 10.2.3. */
export function afterHeader(headers: Readonly<Record<string, string>>, now: number): number | null {
  const value = headers["retry-after"]?.trim();
  if (value === undefined || value === "") return null;
  const wait = /^\d{1,9}$/.test(value) ? Number(value) * SECOND : Date.parse(value) - now;
  return Number.isFinite(wait) ? now + Math.min(Math.max(wait, SECOND), DAY) : null;
}
