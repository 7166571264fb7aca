import { z } from "zod";
import { blackoutEnd } from "@/lib/core/schedule/blackout";
import { checkTiming } from "@/lib/core/schedule/check";
import { firstSlot } from "@/lib/core/schedule/due";
import { timingSchema } from "@/lib/core/schedule/schema";
import type { Timing } from "@/lib/core/schedule/types";
import { scheduleWords } from "@/lib/core/schedule/words";

export type TimingPreview =
  | { problem: string }
  /** `next`: ISO; null where nothing is due by itself. */
  | { words: string; next: string | null; zone: string };

const schema = z.object(timingSchema);

/** "Every day at 06:00, Europe/Berlin" and when that is next, or what is wrong with it. */
export function previewTiming(
  timing: Timing,
  { zone, now, syncName }: { zone: string; now: Date; syncName?: string | null },
): TimingPreview {
  const parsed = schema.safeParse(timing);
  if (!parsed.success) return { problem: parsed.error.issues[0]!.message };
  const [problem] = checkTiming(parsed.data, now);
  if (problem) return { problem: [problem.message, problem.fix].filter(Boolean).join(" ") };
  const { schedule, blackout } = parsed.data;
  const slot = firstSlot(parsed.data, zone, now);
  const next = slot && (blackoutEnd(blackout, zone, slot) ?? slot);
  return {
    words: scheduleWords(schedule, syncName),
    next: next?.toISOString() ?? null,
    zone: schedule.kind === "cron" ? schedule.zone : zone,
  };
}
