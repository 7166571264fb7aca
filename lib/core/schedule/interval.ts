const UNITS = { minute: 1, hour: 60, day: 1_440 } as const;

/** Minutes of a length as people write it, "6 hours"; null for anything else. */
export function parseInterval(text: string): number | null {
  const [, count, unit] = /^\s*(\d{1,5})\s*(minute|hour|day)s?\s*$/i.exec(text) ?? [];
  if (count === undefined || unit === undefined) return null;
  return Number(count) * UNITS[unit.toLowerCase() as keyof typeof UNITS];
}

/** "6 hours", the shortest way to write a length. */
export function intervalText(minutes: number): string {
  for (const [unit, length] of [
    ["day", 1_440],
    ["hour", 60],
  ] as const) {
    if (minutes % length === 0) return withUnit(minutes / length, unit);
  }
  return withUnit(minutes, "minute");
}

const withUnit = (count: number, unit: string) => `${count} ${unit}${count === 1 ? "" : "s"}`;
