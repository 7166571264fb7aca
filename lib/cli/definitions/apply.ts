import type { Command } from "commander";
import type { DefinitionsAppliedView } from "@/lib/core/views/definitions";
import { interruptible } from "../interrupt";
import { print, printJson } from "../output";
import { addressOf } from "../sync/client";
import { sendFolder } from "./send";
import { leftWords, planWords } from "./words";

type Options = { note?: string; json: boolean };

export function registerApply(program: Command): void {
  program
    .command("apply")
    .description(
      "make of a workspace what a folder of definitions says: drafts and versions that approval is asked for",
    )
    .argument("<folder>", "a folder of definitions")
    .option("--note <text>", "why, for whoever decides on it: a commit or a pull request")
    .option("--json", "for machines", false)
    .action((folder: string, { note, json }: Options) =>
      interruptible(async (signal) => {
        const sent = { signal, json, ...(note !== undefined && { note }) };
        const applied = await sendFolder<DefinitionsAppliedView>(folder, "/definitions/apply", sent);
        await (json ? printJson(applied) : print(appliedWords(applied)));
      }),
    );
}

function appliedWords({ changes, requests, notAsked }: DefinitionsAppliedView): string {
  const left = leftWords(changes);
  return [
    planWords({ changes, asks: [], blocked: [] }),
    ...requests.map(
      ({ id, sync }) => `“${sync.name}” waits for approval: ${addressOf(`/approvals/${id}`)}\n`,
    ),
    ...notAsked.map(
      ({ sync, message, fix }) => `Approval of “${sync.name}” was not asked for: ${message} ${fix ?? ""}\n`,
    ),
    ...(left.length === 0 ? [] : [`${left.length} left to someone else, as said above.\n`]),
  ].join("");
}
