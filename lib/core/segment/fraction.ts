/** Decimal places of an exact time between, where it is used inside another value. */
export const SPAN_PLACES = 9;

/**
 * Decimal places of an average used inside another value: six, or two more than its numbers have, up to nine; never fewer than
 * they have.
 */
export function quotientPlaces(scale: number): number {
  return Math.max(6, scale, Math.min(scale + 2, SPAN_PLACES));
}
