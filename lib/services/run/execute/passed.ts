/** Milliseconds that passed since a moment was noted: endless where the clock was set back meanwhile, since nobody can tell. */
export const passedSince = (noted: number, now: number): number =>
  now < noted ? Number.POSITIVE_INFINITY : now - noted;
