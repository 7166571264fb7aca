/** Words for moments. `zone` is an IANA zone. */
export function dateAndTime(at: string, zone: string): string {
  return format(at, zone, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
}

export function clock(at: string, zone: string, now: Date): string {
  const day: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", year: "numeric" };
  const sameDay = format(at, zone, day) === format(now.toISOString(), zone, day);
  const time = format(at, zone, { hour: "2-digit", minute: "2-digit" });
  return sameDay ? time : `${format(at, zone, { day: "numeric", month: "short" })}, ${time}`;
}

/** "Sat 21 Nov, 06:00" */
export function weekdayAndTime(at: string, zone: string): string {
  const day = format(at, zone, { weekday: "short", day: "numeric", month: "short" }).replace(",", "");
  return `${day}, ${format(at, zone, { hour: "2-digit", minute: "2-digit" })}`;
}

/** "12 Oct" */
export function dayAndMonth(at: string, zone: string): string {
  return format(at, zone, { day: "numeric", month: "short" });
}

export function relative(at: string, now: Date): string {
  const seconds = Math.round((now.getTime() - new Date(at).getTime()) / 1000);
  if (seconds < 45) return "just now";
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  const days = Math.round(hours / 24);
  if (days < 60) return days === 1 ? "yesterday" : `${days} days ago`;
  return `${Math.round(days / 30.4)} months ago`;
}

/** "1 min 20 s", "4 s": a length of time for people who wait. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

function format(at: string, zone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone }).format(new Date(at));
}
