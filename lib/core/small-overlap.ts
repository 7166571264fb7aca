import { isSmall, SMALL_GROUP } from "./small-count";
import type { ShareBand } from "./views/counts";

/** How much of the members is in another audience, in bands that no fewer than ten people make a difference to. */
export function shareBand(both: number, members: number): ShareBand | null {
  if (members === 0 || isSmall(members)) return null;
  if (both === 0) return { kind: "none" };
  if (both === members) return { kind: "all" };
  const bands = Math.min(10, Math.floor(members / SMALL_GROUP));
  if (bands < 2) return { kind: "some" };
  const band = Math.round((both / members) * bands);
  const percent = (at: number) => Math.round((100 * at) / bands);
  if (band === 0) return { kind: "under", percent: percent(1) };
  if (band === bands) return { kind: "over", percent: percent(bands - 1) };
  return { kind: "about", percent: percent(band) };
}

/** Nearly the same people: nine in ten of all who are in either are in both. */
export function isNearlySame(both: number, members: number, others: number): boolean {
  return members >= SMALL_GROUP && both * 10 > (members + others - both) * 9;
}
