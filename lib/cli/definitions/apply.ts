import type { Command } from "commander";
import { CoterieError } from "@/lib/core/errors";
import type { DefinitionsAppliedView, RefusedSyncView } from "@/lib/core/views/definitions";
import { interruptible } from "../interrupt";
import { print, printJson } from "../output";
import { addressOf } from "../sync/client";
import { ASK_ALL, sendFolder } from "./send";
import { leftWords, planWords } from "./words";

type Options = { note?: string; askAll: boolean; json: boolean };

export function registerApply(program: Command): void {
  program
    .command("apply")
    .description(
      "make of a workspace what a folder of definitions says: drafts and versions that approval is asked for",
    )
    .argument("<folder>", "a folder of definitions")
    .option("--note <text>", "why, for whoever decides on it: a commit or a pull request")
    .option("--ask-all", ASK_ALL, false)
    .option("--json", "for machines", false)
    .action((folder: string, { note, askAll, json }: Options) =>
      interruptible(async (signal) => {
        const body = { askAll, ...(note !== undefined && { note }) };
        const sent = { signal, json, body };
        const applied = await sendFolder<DefinitionsAppliedView>(folder, "/definitions/apply", sent);
        await (json ? printJson(applied) : print(appliedWords(applied)));
        const { refused, notAsked } = applied;
        if (refused.length + notAsked.length > 0) throw partly(refused.length + notAsked.length);
      }),
    );
}

function appliedWords({ changes, requests, refused, notAsked }: DefinitionsAppliedView): string {
  const left = leftWords(changes);
  const because = ({ message, fix }: RefusedSyncView) => `${[message, fix].filter(Boolean).join(" ")}\n`;
  return [
    planWords({ changes, asks: [], blocked: [] }),
    ...requests.map(
      ({ id, sync }) => `“${sync.name}” waits for approval: ${addressOf(`/approvals/${id}`)}\n`,
    ),
    ...refused.map((one) => `“${one.name}” is not as its file says: ${because(one)}`),
    ...notAsked.map((one) => `Approval of “${one.name}” was not asked for: ${because(one)}`),
    ...(left.length === 0 ? [] : [`${left.length} left to someone else, as said above.\n`]),
  ].join("");
}

function partly(count: number): CoterieError {
  return new CoterieError({
    code: "PARTLY_APPLIED",
    message: `${count} ${count === 1 ? "sync was" : "syncs were"} refused; all else is applied.`,
    fix: "Mend what is said of them, and apply again with --ask-all.",
    remedy: "fix_input",
  });
}
