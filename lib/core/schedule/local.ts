import { Temporal } from "temporal-polyfill";

/**
 * A wall time as an instant. One that the clock shows twice is the first of them; one that it skips is the first instant
 * after the gap, since a run that was due in between must neither be lost nor wait.
 */
export function instantOf(local: Temporal.PlainDateTime, zone: string): Temporal.Instant {
  const earlier = local.toZonedDateTime(zone, { disambiguation: "earlier" });
  if (earlier.toPlainDateTime().equals(local)) return earlier.toInstant();
  return earlier.getTimeZoneTransition("next")!.toInstant();
}

export function localDate(instant: Temporal.Instant, zone: string): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(zone).toPlainDate();
}

export function asInstant(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}

export function asDate(instant: Temporal.Instant): Date {
  return new Date(instant.epochMilliseconds);
}
