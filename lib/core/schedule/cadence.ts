import { shortestGap } from "./slots";
import { isTimed, type Schedule } from "./types";
import { lengthWords } from "./words";

/** The newest row of a table that is read. */
export type TableAge = { label: string; newest: string };

/** Runs between two loads find the same people; one or two do no harm. */
const RUNS_TOO_MANY = 3;

/** That a sync runs more often than what it reads changes, as far as the newest rows tell; null where they do not. */
export function cadenceHint(schedule: Schedule, tables: readonly TableAge[], now: Date): string | null {
  const gap = isTimed(schedule) ? shortestGap(schedule, now) : null;
  const [newest] = [...tables].sort((a, b) => (a.newest < b.newest ? 1 : -1));
  if (gap === null || !newest) return null;
  const minutes = (now.getTime() - Date.parse(newest.newest)) / 60_000;
  if (minutes < gap * RUNS_TOO_MANY) return null;
  const rounded = minutes >= 2 * 1_440 ? Math.floor(minutes / 1_440) * 1_440 : Math.floor(minutes / 60) * 60;
  return `The newest row it reads (${newest.label}) is ${lengthWords(rounded || Math.floor(minutes))} old. Running this often finds the same people again.`;
}
