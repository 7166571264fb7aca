/** Whether the text names a time zone of the IANA list ("Europe/Berlin"); offsets like "+02:00" do not. */
export function isZone(text: string): boolean {
  if (text !== "UTC" && !/^[A-Za-z]+(?:[_-][A-Za-z]+)*(?:\/[A-Za-z0-9_+-]+)+$/.test(text)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

export const ZONE_FIX = "Use a name like `Europe/Berlin`, `America/New_York` or `UTC`.";
