import type { Command } from "commander";
import type { SyncAlertsView } from "@/lib/core/views/alert";
import type { MemberRow } from "@/lib/core/views/member";
import type { SyncRow, SyncView } from "@/lib/core/views/sync";
import type { SyncNames } from "@/lib/definitions/sync";
import { interruptible } from "../interrupt";
import { print, printJson } from "../output";
import { type Applied, applySync } from "./apply";
import { askCoterie, findSync } from "./client";

export function registerExport(sync: Command): void {
  sync
    .command("export")
    .description("print a sync as a file")
    .argument("<sync>", "its name or id")
    .action((wanted: string) =>
      interruptible(async (signal) => {
        const { syncText } = await import("@/lib/definitions/sync");
        const { id } = await findSync(wanted, signal);
        const view = await askCoterie<SyncView>(`/syncs/${id}`, { signal });
        const alerts = await askCoterie<SyncAlertsView>(`/syncs/${id}/alerts`, { signal });
        await print(syncText(view, alerts, await namesOf(signal)));
      }),
    );
}

export function registerApply(sync: Command): void {
  sync
    .command("apply")
    .description(
      "make a sync what a file says: a missing one as a draft, approved ones by asking for approval",
    )
    .argument("<file>", "a sync as a file")
    .option("--json", "for machines", false)
    .action((path: string, { json }: { json: boolean }) =>
      interruptible(async (signal) => {
        const applied = await applySync(path, signal);
        await (json ? printJson(applied) : print(`${appliedWords(applied)}\n`));
      }),
    );
}

function appliedWords({ name, outcome, link, schedule }: Applied): string {
  const words: Record<Applied["outcome"], string> = {
    same: `${schedule}.`,
    created: `set up as a draft; nothing is sent before it is approved. ${link}`,
    draft: `changed; it is a draft, and nothing is sent before it is approved. ${link}`,
    asked: `waits for approval; what is approved runs on until then. ${link}`,
  };
  return `${name}: ${words[outcome]}`;
}

/** Names of what a file refers to. */
async function namesOf(signal: AbortSignal): Promise<SyncNames> {
  const [syncs, members] = await Promise.all([
    askCoterie<SyncRow[]>("/syncs", { signal }),
    askCoterie<MemberRow[]>("/members", { signal }),
  ]);
  return { syncs, members };
}
