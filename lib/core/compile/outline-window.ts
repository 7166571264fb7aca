import { type Clock, windowBounds } from "@/lib/core/segment/time/window-bounds";
import type { Window } from "@/lib/core/segment/types";

/** A window as the bounds the warehouse is given: "2024-06-01T12:00:00Z <= ordered_at < 2024-07-01T12:00:00Z". */
export function outlineWindow(window: Window, column: string, clock: Clock): string {
  if ("after" in window)
    return `${column} is within ${window.within} ${window.unit}(s) after a value of the row outside`;
  const { from, to } = windowBounds(window, clock);
  const begins = from ? `${from} <= ` : "";
  const ends = to ? ` < ${to}` : "";
  return from || to ? `${begins}${column}${ends}` : `${column} is known`;
}
