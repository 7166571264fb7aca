const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,6}))?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

/** YYYY-MM-DD of a day that exists, from year 1 to 9999. */
export function isRealDate(text: string): boolean {
  const match = DATE.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** A moment: date and time to the microsecond at most, with Z or an offset. */
export function isInstantText(text: string): boolean {
  const match = TIME.exec(text);
  return match !== null && match[6] !== undefined && isRealDate(match[1]!);
}

/**
 * One end of a window: a date, or a time with or without an offset (then in the window's zone). Texts of one kind with a
 * `comparable` are in order when those are; null where the zone would have to decide.
 */
export function parseBound(text: string): { kind: "date" | "time"; comparable: string | null } | null {
  if (isRealDate(text)) return { kind: "date", comparable: text };
  const match = TIME.exec(text);
  if (!match || !isRealDate(match[1]!)) return null;
  return { kind: "time", comparable: match[6] === "Z" ? sortable(match) : null };
}

function sortable([, date, hour, minute, second, fraction]: RegExpExecArray): string {
  return `${date}T${hour}:${minute}:${second ?? "00"}.${(fraction ?? "").padEnd(6, "0")}`;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
