const TOKENS = ["YYYY", "MM", "DD", "HH", "mm", "ss"] as const;

/** A moment as text: 2026-11-20, or 2026-11-20 with a T or a blank and a time. */
export const MOMENT = "^([0-9]{4})-([0-9]{2})-([0-9]{2})([T ]([0-9]{2}):([0-9]{2}):([0-9]{2}).*)?$";
const GROUP: Record<(typeof TOKENS)[number], number> = { YYYY: 1, MM: 2, DD: 3, HH: 5, mm: 6, ss: 7 };

/**
 * What `MOMENT` is replaced by for a format of YYYY, MM, DD, HH, mm, ss and anything between them that is no letter; null where
 * the format says something else, or says nothing.
 */
export function replacementOf(format: string): string | null {
  const parts = format.match(/YYYY|MM|DD|HH|mm|ss|[^A-Za-z\\]/g) ?? [];
  if (parts.length === 0 || parts.join("") !== format) return null;
  const groups = parts.map((part) => {
    const token = TOKENS.find((one) => one === part);
    return token ? `\\${GROUP[token]}` : part;
  });
  // A digit after a group would be read as part of its number by some.
  return groups.some((part, at) => part.startsWith("\\") && /^\d/.test(groups[at + 1] ?? ""))
    ? null
    : groups.join("");
}

/** Whether a format asks for the time of day. */
export const asksForTime = (format: string): boolean => /HH|mm|ss/.test(format);
