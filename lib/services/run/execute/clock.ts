/**
 * The time. Fault tests let it jump: COTERIE_CLOCK_JUMP ("3600000@500") adds so many milliseconds once the process is so
 * many milliseconds old.
 */
export function clock(): Date {
  const wish = process.env.COTERIE_CLOCK_JUMP;
  if (!wish) return new Date();
  const [by, at] = wish.split("@").map(Number);
  return new Date(Date.now() + (process.uptime() * 1_000 >= (at ?? 0) ? (by ?? 0) : 0));
}
