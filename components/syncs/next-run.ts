import type { SyncRow } from "@/lib/core/views/sync";

/** Why a sync has no next run by the clock, in two or three words. */
export function nextRunWords({ timing, status, ending }: SyncRow): string {
  if (ending) return "ends when empty";
  if (timing.isOver) return "last day is over";
  if (timing.schedule.kind === "none") return "by hand";
  if (status === "draft" || status === "in_review") return "once approved";
  if (status === "void") return "once approved again";
  if (status === "paused") return "once resumed";
  if (timing.isOrphan) return "never";
  if (timing.schedule.kind === "after_sync") return "after that sync";
  return timing.schedule.kind === "after_dbt" ? "after the job" : "–";
}
