import type { Command } from "commander";
import { interruptible } from "../interrupt";
import { print, printJson } from "../output";
import { findSync } from "./client";
import { columns, nextWords, runWords } from "./words";

export function registerStatus(sync: Command): void {
  sync
    .command("status")
    .description("print where one sync stands")
    .argument("<sync>", "its name or id")
    .option("--json", "for machines", false)
    .action(async (wanted: string, { json }: { json: boolean }) => {
      const row = await interruptible((signal) => findSync(wanted, signal));
      if (json) return printJson(row);
      const { ledger, voidReason, timing, owner } = row;
      await print(
        columns([
          ["name", row.name],
          ["status", row.status],
          ...(voidReason === null ? [] : [["void", voidReason]]),
          ["schedule", timing.words],
          ["next run", nextWords(row)],
          ["last run", runWords(row.lastRun)],
          ...(row.activeRun ? [["under way", runWords(row.activeRun)]] : []),
          ["held there", ledger ? String(ledger.held + ledger.unverified) : "nothing"],
          ["owner", owner ? `${owner.name}${owner.isGone ? " (no longer a member)" : ""}` : "nobody"],
        ]),
      );
    });
}
