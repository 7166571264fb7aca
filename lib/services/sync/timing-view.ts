import { blackoutEnd } from "@/lib/core/schedule/blackout";
import { isOver } from "@/lib/core/schedule/due";
import { blackoutWords, scheduleWords } from "@/lib/core/schedule/words";
import type { TimingView } from "@/lib/core/views/sync";
import type { Sync } from "@/lib/db/generated/client";
import { storedTiming } from "@/lib/db/stored";

type SyncWithTime = Sync & {
  workspace: { zone: string };
  afterSync: { name: string; endedAt: Date | null } | null;
};

/** When a sync runs, in words; `runs`: whether a slot that comes now would start it. */
export function timingView(sync: SyncWithTime, runs: boolean): TimingView {
  const timing = storedTiming(sync);
  const { zone } = sync.workspace;
  const { afterSync, nextSlotAt } = sync;
  const isOrphan = timing.schedule.kind === "after_sync" && afterSync?.endedAt !== null;
  const at = nextSlotAt && (blackoutEnd(timing.blackout, zone, nextSlotAt) ?? nextSlotAt);
  return {
    ...timing,
    words: scheduleWords(timing.schedule, isOrphan ? null : afterSync?.name),
    blackoutWords: timing.blackout.windows.length > 0 ? blackoutWords(timing.blackout, zone) : null,
    nextRunAt: runs && at ? at.toISOString() : null,
    isOver: isOver(timing, zone, new Date()),
    isOrphan,
  };
}
