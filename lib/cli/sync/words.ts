import type { RunRow } from "@/lib/core/views/run";
import type { PauseView, SyncRow } from "@/lib/core/views/sync";

/** Rows of texts, column under column. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((text, index) => Math.max(widest[index] ?? 0, text.length)),
    [],
  );
  const line = (row: readonly string[]) =>
    row.map((text, index) => (index === row.length - 1 ? text : text.padEnd(widths[index]!))).join("  ");
  return rows.map((row) => `${line(row)}\n`).join("");
}

export function nextWords({ timing }: SyncRow): string {
  return timing.nextRunAt === null ? "–" : minute(timing.nextRunAt);
}

/** "succeeded, 12 to add, 3 to remove, as of 2026-11-20 06:00Z" */
export function runWords(run: RunRow | null): string {
  if (!run) return "never";
  const planned = run.adds === null ? [] : [`${run.adds} to add`, `${run.removes} to remove`];
  const missed = run.missedSlots > 0 ? [`stands for ${run.missedSlots} missed`] : [];
  const kind = run.kind === "sync" ? [] : [run.kind.replaceAll("_", " ")];
  const lane = run.lane === "privacy" ? ["privacy removals only"] : [];
  const status = run.status.replaceAll("_", " ");
  return [...kind, status, ...lane, ...planned, ...missed, `as of ${minute(run.asOf)}`].join(", ");
}

/** "since 2026-11-20 14:02Z, by Mara Lindqvist, after undoing the last run: …" */
export function pauseWords({ at, by, reason, undo }: PauseView): string {
  const since = at === null ? [] : [`since ${minute(at)}`];
  const who = by === null ? [] : [`by ${by}`];
  const undone = undo === null ? [] : ["undoing the last run"];
  const words = [...since, ...who, ...undone].join(", ");
  return reason === null ? words || "by someone" : `${words || "by someone"}: ${reason}`;
}

const minute = (at: string) => `${at.slice(0, 16).replace("T", " ")}Z`;
