/** Whether the text names a time zone of the IANA list ("Europe/Berlin"); offsets like "+02:00" do not. */
export function isZone(text: string): boolean {
  if (text !== "UTC" && !/^[A-Za-z]+(?:[_-][A-Za-z]+)*(?:\/[A-Za-z0-9_+-]+)+$/.test(text)) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions();
    // Warehouses are stricter than JavaScript about case.
    return timeZone === text || timeZone.toLowerCase() !== text.toLowerCase();
  } catch {
    return false;
  }
}

export const ZONE_FIX = "Use a name like `Europe/Berlin`, `America/New_York` or `UTC`.";
