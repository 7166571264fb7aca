import type { Command } from "commander";
import type { SyncView } from "@/lib/core/views/sync";
import { interruptible } from "../interrupt";
import { print, printJson } from "../output";
import { askCoterie, findSync } from "./client";
import { budgetRows, costWords } from "./cost-words";
import { columns, nextWords, pauseWords, runWords } from "./words";

export function registerStatus(sync: Command): void {
  sync
    .command("status")
    .description("print where one sync stands")
    .argument("<sync>", "its name or id")
    .option("--json", "for machines", false)
    .action(async (wanted: string, { json }: { json: boolean }) => {
      const { row, month } = await interruptible(async (signal) => {
        const found = await findSync(wanted, signal);
        const view = await askCoterie<SyncView>(`/syncs/${found.id}`, { signal });
        return { row: found, month: view.month };
      });
      if (json) return printJson({ ...row, month });
      const { ledger, voidReason, timing, owner } = row;
      await print(
        columns([
          ["name", row.name],
          ["status", row.status],
          ...(voidReason === null ? [] : [["void", voidReason]]),
          ["schedule", timing.words],
          ["next run", nextWords(row)],
          ...(row.pause === null ? [] : [["paused", pauseWords(row.pause)]]),
          ["last run", runWords(row.lastRun)],
          ...(row.lastRemovals ? [["last privacy removals", runWords(row.lastRemovals)]] : []),
          ...(row.activeRun ? [["under way", runWords(row.activeRun)]] : []),
          ["this month", costWords(month)],
          ...budgetRows(month),
          ["held there", ledger ? String(ledger.there) : "nothing"],
          ["owner", owner ? `${owner.name}${owner.isGone ? " (no longer a member)" : ""}` : "nobody"],
        ]),
      );
    });
}
