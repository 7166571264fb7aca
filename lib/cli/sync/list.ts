import type { Command } from "commander";
import type { SyncRow } from "@/lib/core/views/sync";
import { interruptible } from "../interrupt";
import { print, printJson } from "../output";
import { askCoterie } from "./client";
import { columns, nextWords, runWords } from "./words";

type Options = { label?: string; json: boolean };

export function registerList(sync: Command): void {
  sync
    .command("list")
    .description("print the syncs, when each runs next and how its last run went")
    .option("--label <label>", "only those with this label")
    .option("--json", "for machines", false)
    .action(async ({ label, json }: Options) => {
      const all = await interruptible((signal) => askCoterie<SyncRow[]>("/syncs", { signal }));
      const syncs = all.filter(({ labels }) => label === undefined || labels.includes(label.toLowerCase()));
      if (json) return printJson(syncs);
      const rows = syncs.map((row) => [row.name, row.status, nextWords(row), runWords(row.lastRun)]);
      await print(columns([["name", "status", "next run", "last run"], ...rows]));
    });
}
